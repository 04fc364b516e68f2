"""Who does the runs of a study: this machine, a SLURM cluster or a Dask scheduler."""
