"""Working days as data, and deadlines counted in them."""
