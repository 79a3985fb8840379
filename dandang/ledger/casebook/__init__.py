"""What decided cases teach: anonymised by a person, approved by another, found again beside the case at hand.

The work of officers who handled the cases. Basis: SPEC TL-11 (以案释法).
"""
