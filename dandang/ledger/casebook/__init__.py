"""What decided cases teach: anonymised by a person, approved by another, found again beside the case at hand.

The work of officers who handled the cases; everybody with a business account reads what was approved. A part offers its
cases through `kinds.register_source`, so that this room knows none by name. Basis: SPEC TL-11 (以案释法).

Files beyond the house table: `finding.py` is the pure assistant that looks for names, units, places, days and numbers
in a text, `wordlists.py` what it must know of Chinese names; `shown.py` turns rows into the words of the pages.
"""
