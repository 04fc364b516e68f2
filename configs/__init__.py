"""The settings and policies to choose from, as Hydra groups: a folder a group, a file an option."""
