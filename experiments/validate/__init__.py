"""`skranke validate`: all published experiments and patterns, simulated beside observed."""
