"""Organs and units, their tree over time."""
