"""Drafting a circular of typical cases as an official paper; what follows is the paper's own life."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from dandang.foundation.audit import actions as audit
from dandang.foundation.ground.refs import ref
from dandang.foundation.ground.refusal import BadInput
from dandang.ledger.casebook import errors, queries
from dandang.ledger.casebook.actions import moving
from dandang.ledger.casebook.models import Chosen, Circular, Entry
from dandang.ledger.papers import actions as papers
from dandang.registry.access import queries as access
from dandang.registry.access.records import Actor
from dandang.registry.organisations import queries as organisations
from dandang.registry.organisations.models import Organisation

KIND = "case_circular"


@transaction.atomic
def draft_circular(
    *,
    actor: Actor,
    organ_id: int,
    title: str,
    addressee: str,
    lead_in: str,
    closing: str,
    entry_ids: Sequence[int],
    at: datetime,
) -> int:
    """This function will draft a circular of approved entries, in the order given, as an official paper.

    Returns the circular's id. Refuses entries that are not in the casebook or in doubt, none at all, and one twice.
    """
    organ = organisations.get(organ_id)
    access.require(actor, queries.DRAFT, path=organ.path)
    entries = _entries(actor, entry_ids)
    circular = Circular.objects.create(
        title=moving.written(title, _("标题"), "title")[:120],
        organ=organ,
        organ_path=organ.path,
        addressee=moving.written(addressee, _("发给谁"), "addressee")[:200],
        lead_in=moving.written(lead_in, _("引言"), "lead_in"),
        closing=moving.written(closing, _("要求"), "closing"),
        drafted_at=at,
        drafted_by=audit.actor_ref(actor),
    )
    _choose(circular, entries)
    circular.paper_id = papers.draft_paper(
        actor=actor,
        kind=KIND,
        subject=ref("casebook.circular", circular.pk),
        organ_id=organ.pk,
        title=circular.title,
        data=_facts(circular, organ, entries),
        at=at,
    )
    circular.save(update_fields=["paper_id"])
    _record(actor, circular, "casebook.circular.drafted", len(entries), at)
    return circular.pk


@transaction.atomic
def redraft_circular(
    *, actor: Actor, circular_id: int, lead_in: str, closing: str, entry_ids: Sequence[int], at: datetime
) -> None:
    """This function will write a returned circular anew, with the entries as they read now. The old version stays."""
    found = queries.circular_for(actor, circular_id)
    circular = Circular.objects.select_for_update(of=("self",)).select_related("organ").get(pk=found.pk)
    entries = _entries(actor, entry_ids)
    circular.lead_in = moving.written(lead_in, _("引言"), "lead_in")
    circular.closing = moving.written(closing, _("要求"), "closing")
    circular.save(update_fields=["lead_in", "closing"])
    circular.chosen.all().delete()
    _choose(circular, entries)
    assert circular.paper_id is not None
    papers.redraft_paper(
        actor=actor,
        paper_id=circular.paper_id,
        title=circular.title,
        data=_facts(circular, circular.organ, entries),
        at=at,
    )
    _record(actor, circular, "casebook.circular.redrafted", len(entries), at)


def _entries(actor: Actor, entry_ids: Sequence[int]) -> list[Entry]:
    if not entry_ids:
        raise BadInput(_("请至少选一条案例"), field="entries")
    if len(set(entry_ids)) != len(entry_ids):
        raise BadInput(_("有案例选了两次"), field="entries")
    rows = queries.visible(actor).filter(pk__in=entry_ids).prefetch_related("sections", "clauses")
    found = {one.pk: one for one in rows}
    missing = [pk for pk in entry_ids if pk not in found]
    if missing:
        numbers = list(Entry.objects.filter(pk__in=missing).order_by("number").values_list("number", flat=True))
        raise errors.NotReadable(numbers or [_("有的案例")])
    return [found[pk] for pk in entry_ids]


def _choose(circular: Circular, entries: Sequence[Entry]) -> None:
    Chosen.objects.bulk_create(
        Chosen(circular=circular, entry=entry, position=place) for place, entry in enumerate(entries, start=1)
    )


def _facts(circular: Circular, organ: Organisation, entries: Sequence[Entry]) -> dict[str, object]:
    return queries.circular_facts(
        organ=organ.name,
        title=circular.title,
        addressee=circular.addressee,
        lead_in=circular.lead_in,
        closing=circular.closing,
        entries=entries,
    )


def _record(actor: Actor, circular: Circular, verb: str, cases: int, at: datetime) -> None:
    audit.record(actor=actor, verb=verb, target=ref("casebook.circular", circular.pk), facts={"cases": cases}, at=at)
