"""Telling somebody something, after commit."""
