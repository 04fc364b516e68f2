"""`skranke validate`: all published experiments, patterns and offices at rest, simulated beside observed."""
