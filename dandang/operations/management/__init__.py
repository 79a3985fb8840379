"""Commands of Django that this house carries out on both of its databases."""
