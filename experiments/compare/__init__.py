"""`skranke compare`: policies on the same people with the same luck."""
