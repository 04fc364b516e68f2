"""`skranke cache`: the compiled code that is kept, shown and cleared."""
