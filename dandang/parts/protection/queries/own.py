"""What does the person himself see? What he was asked, what he said, what came of his words; and his clarifications.

Never the report, its number, how it came, nor what others were asked. What was found true reaches him by the hearing
of whatever follows, what was untrue by its clarification.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from dandang.foundation.calendars import queries as calendars
from dandang.foundation.calendars.records import DeadlineChip
from dandang.foundation.ground.refusal import NotHere
from dandang.registry.access import queries as access
from dandang.registry.access.records import Actor

from ..models import Allegation, Clarification
from . import standing, tabs

_OPEN = "ACCEPTED"


@dataclass(frozen=True, slots=True)
class Asked:
    """One thing the person was asked about. `may_write` while nobody judged it."""

    id: int
    text: str
    organ: str
    way: str
    asked_on: date
    due_on: date | None
    chip: DeadlineChip | None
    explanation: str
    state_label: str
    look: str
    sentence: str
    may_write: bool


@dataclass(frozen=True, slots=True)
class OwnClarification:
    """One clarification of the person's name, with the page where he says what he thinks of it."""

    state_label: str
    words: str
    assessed_on: date
    url: str


@dataclass(frozen=True, slots=True)
class Mine:
    """Everything about the actor himself, what waits for him first."""

    asked: tuple[Asked, ...]
    clarifications: tuple[OwnClarification, ...]


def mine(actor: Actor, *, on: date) -> Mine:
    """This function will list what the actor was asked and the clarifications of his name."""
    access.require(actor, "protection.own")
    rows = list(_asked(actor).order_by("-explanation_asked_on", "-pk"))
    due = {one.explanation_due_on for one in rows if one.explanation_due_on and _may_write(one)}
    chips = calendars.deadline_chips(due, on) if due else {}
    asked = sorted((_record(one, chips) for one in rows), key=lambda one: one.look != "wait")
    cleared = Clarification.objects.filter(person_id=actor.person_id or 0).order_by("-pk")
    return Mine(
        tuple(asked),
        tuple(
            OwnClarification(
                str(one.get_state_display()), one.words, one.assessed_on, tabs.address("my_clarification", one.pk)
            )
            for one in cleared
        ),
    )


def asked(actor: Actor, allegation_id: int, *, on: date) -> Asked:
    """This function will return one thing the actor was asked about. Raises NotHere for any other."""
    access.require(actor, "protection.own")
    one = _asked(actor).filter(pk=allegation_id).first()
    if one is None:
        raise NotHere()
    days = {one.explanation_due_on} if one.explanation_due_on and _may_write(one) else set()
    return _record(one, calendars.deadline_chips(days, on) if days else {})


def _asked(actor: Actor) -> QuerySet[Allegation]:
    rows = Allegation.objects.filter(person_id=actor.person_id or 0, explanation_asked_on__isnull=False)
    return rows.select_related("report__organ")


def _may_write(one: Allegation) -> bool:
    is_open = one.report.state == _OPEN and standing.is_live(one) and not one.finding
    return is_open and one.explanation_accepted is None


def _record(one: Allegation, chips: dict[date, DeadlineChip]) -> Asked:
    label, look, sentence = _stands(one)
    assert one.explanation_asked_on is not None
    return Asked(
        id=one.pk,
        text=one.text,
        organ=one.report.organ.name,
        way=str(one.get_explanation_way_display()),
        asked_on=one.explanation_asked_on,
        due_on=one.explanation_due_on,
        chip=chips.get(one.explanation_due_on) if one.explanation_due_on and look == "wait" else None,
        explanation=one.explanation,
        state_label=label,
        look=look,
        sentence=sentence,
        may_write=_may_write(one),
    )


def _stands(one: Allegation) -> tuple[str, str, str]:
    """How it stands, in a word, a colour and a sentence; a judgement against him is never told in passing here."""
    if one.explanation_accepted and one.fed_back_on:
        words = _("您的说明已经采信，%(day)s 向您和单位主要负责人反馈。") % {"day": one.fed_back_on.isoformat()}
        return _("已采信"), "done", words
    if one.explanation_accepted:
        return _("已采信"), "done", _("您的说明已经采信，正在书面反馈给您和单位主要负责人。")
    if not _may_write(one):
        return _("已了结"), "shut", _("这件事现在不需要您再说明。有正式结果的，会书面告诉您。")
    if one.explanation_given_on is None:
        return _("请您说明"), "wait", _("只是请您说明情况，还没有作出任何认定。")
    return _("已收到"), "open", _("您的说明已经收到，正在审理。还可以补充。")
