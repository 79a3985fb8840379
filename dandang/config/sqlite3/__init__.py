"""Django's SQLite backend, so that it works with `trusted_schema=OFF` (see `base`)."""
