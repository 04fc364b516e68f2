"""`skranke run`: a policy in a setting, some replicates."""
