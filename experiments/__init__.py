"""Whatever runs the model: the command line and its verbs."""
