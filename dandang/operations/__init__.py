"""Top floor: the command line, backup and health. Nothing imports it."""
