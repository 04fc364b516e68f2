"""Whatever reads results: load, tables, figures. Never runs the model."""
