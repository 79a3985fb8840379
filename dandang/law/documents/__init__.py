"""Official papers as PDF/A and Word."""
