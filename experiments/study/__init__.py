"""Sensitivity studies: what to vary, a design of runs, a ledger that survives anything, and who does the runs."""
