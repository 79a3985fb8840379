"""Floor 2: who is who, and who may do what."""
