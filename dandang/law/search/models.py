"""The index: one entry per thing to be found, one posting per term of it. Derived; it can be rebuilt at any time."""

from __future__ import annotations

from django.db import models


class Entry(models.Model):
    """A copy of what may be found of another room's row. Who may see it is asked of that room at every search."""

    source = models.CharField(max_length=40)
    key = models.BigIntegerField()
    title = models.CharField(max_length=300)
    text = models.TextField(blank=True)
    day = models.DateField(null=True, blank=True)
    indexed_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(name="one_entry_per_source_and_key", fields=["source", "key"])]

    def __str__(self) -> str:
        return f"{self.source}:{self.key}"


class Posting(models.Model):
    """One term of an entry and what it is worth there, in thousandths (`rules.weights`)."""

    entry = models.ForeignKey(Entry, models.CASCADE, related_name="postings")
    term = models.CharField(max_length=32)
    weight = models.PositiveSmallIntegerField()

    class Meta:
        indexes = [models.Index(name="posting_by_term", fields=["term", "entry", "weight"])]

    def __str__(self) -> str:
        return self.term
