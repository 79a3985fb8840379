"""Floor 6: the seven parts of the opinion; none sees another."""
