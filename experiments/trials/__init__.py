"""Published experiments, written as files and run again (docs/trials.md)."""
