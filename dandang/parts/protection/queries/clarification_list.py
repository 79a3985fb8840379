"""Which clarifications does the actor find in the list? The same few queries however long it is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from dandang.foundation.calendars.records import DeadlineChip
from dandang.foundation.ground.refs import ref
from dandang.foundation.ui.pages import Page, cut
from dandang.ledger.duties import queries as duties
from dandang.ledger.duties.records import DutyRecord
from dandang.registry.access import queries as access
from dandang.registry.access.records import Actor

from ..models import Clarification
from . import clarifications, papers_facts, reach

LOOKS = {
    "ASSESSED": "wait", "CONSENTED": "wait", "DECLINED": "shut", "APPROVED": "open", "MADE": "open", "VISITED": "done",
    "WITHDRAWN": "void",
}  # fmt: skip
# The columns a person may sort by: the name in the address and what it orders.
ORDERS = {
    "newest": ("-assessed_on", "-id"),
    "oldest": ("assessed_on", "id"),
    "number": ("number",),
    "made": ("-made_on", "-id"),
}
FORMS = {"in_person": "is_in_person", "at_meeting": "is_at_meeting", "by_notice": "is_by_notice"}


@dataclass(frozen=True, slots=True)
class ClarificationFilter:
    """What the list is narrowed to; empty for everything."""

    words: str = ""
    state: str = ""
    form: str = ""
    circle: str = ""
    order: str = "newest"


@dataclass(frozen=True, slots=True)
class ClarificationRow:
    """One line of the list. `next_title` and `chip` are the most urgent thing to be done, empty when nothing is."""

    id: int
    number: str
    person_name: str
    unit_name: str
    about: str
    circle: str
    forms: str
    made_on: date | None
    state_label: str
    look: str
    next_title: str
    chip: DeadlineChip | None


def clarification_page(
    actor: Actor, wanted: ClarificationFilter, *, on: date, number: int = 1
) -> Page[ClarificationRow]:
    """This function will list the clarifications of the actor's offices; never one of his own name."""
    access.require(actor, "protection.staff")
    found = reach.visible_clarifications(actor)
    if wanted.words:
        found = found.filter(clarifications.of_words(wanted.words))
    if wanted.state:
        found = found.filter(state=wanted.state)
    if wanted.form in FORMS:
        found = found.filter(**{FORMS[wanted.form]: True})
    if wanted.circle:
        found = found.filter(told_to=int(wanted.circle))
    rows = found.select_related("person__home", "report", "harm")
    page = cut(rows.order_by(*ORDERS.get(wanted.order, ORDERS["newest"])), number=number)
    shown: list[Clarification] = list(page.rows)
    about = duties.open_about([ref("protection.clarification", one.pk) for one in shown], on) if shown else {}
    lines = [_row(one, about.get(ref("protection.clarification", one.pk), [])) for one in shown]
    return Page(lines, page.number, page.size, page.total, page.is_capped)


def forms_of(row: Clarification) -> str:
    """This function will name the forms of a clarification in words; written always stands first."""
    return "、".join([_("书面"), *papers_facts.forms_beside(row)])


def _row(row: Clarification, about: list[DutyRecord]) -> ClarificationRow:
    duty = about[0] if about else None
    return ClarificationRow(
        id=row.pk,
        number=row.number,
        person_name=row.person.name,
        unit_name=row.person.home.name,
        about=row.report.number if row.report is not None else row.harm.number if row.harm is not None else "",
        circle=str(row.get_told_to_display()),
        forms=forms_of(row),
        made_on=row.made_on,
        state_label=str(row.get_state_display()),
        look=LOOKS[row.state],
        next_title=_next_title(row, duty),
        chip=duty.chip if duty and duty.due_on else None,
    )


def _next_title(row: Clarification, duty: DutyRecord | None) -> str:
    """What waits for the office; before that the person's word, which is a duty of his own."""
    if duty is not None:
        return duty.title.removesuffix(f"（{row.number}）")
    return _("听本人意见") if row.state == "ASSESSED" else ""
