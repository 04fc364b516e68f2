"""A page for Mesa's users: `python -m experiments.mesa_page` starts it."""
