"""What is written after `skranke VERB`: read, checked, composed, and explained by help."""
