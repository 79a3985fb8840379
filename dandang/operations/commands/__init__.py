"""The commands, one file per group. Each translates words into one query or action and prints its answer."""
