"""`manage.py …`: only what Django itself calls by name; everything else is `dandang …`."""
