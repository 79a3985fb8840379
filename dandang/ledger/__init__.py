"""Floor 4: what follows from decisions, and who acts next."""
