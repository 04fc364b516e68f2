"""`skranke bench`: how fast the model is."""
