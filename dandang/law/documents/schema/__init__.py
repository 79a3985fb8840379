"""Which facts each official paper takes: one model per paper, strict, with the Chinese name of every field.

A missing, unknown or unreadable fact is refused with the paper, the field and the place, before anything is drawn.
"""
