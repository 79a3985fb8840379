"""Code tables of the field, and the order of names."""
