"""Floor 5: files of the field, in and out of the registry."""
