"""Pages of which a part is made of the declarations."""
