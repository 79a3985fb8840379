"""One search in Chinese over what the rooms offer, filtered by permission before anything is ranked.

Rooms register what can be found and for whom. Basis: SPEC PL-15.
"""
