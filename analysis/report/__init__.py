"""The page of a results folder that stands alone."""
