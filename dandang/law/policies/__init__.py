"""Packs, editions and values: law as dated, cited data."""
