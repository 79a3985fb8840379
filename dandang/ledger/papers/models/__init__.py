"""Papers, what they were printed as, whom they were served on, and the series their numbers come from."""

from dandang.ledger.papers.models.papers import Paper, PaperQuerySet, Print, Series, Version
from dandang.ledger.papers.models.serving import Service

__all__ = ["Paper", "PaperQuerySet", "Print", "Series", "Service", "Version"]
