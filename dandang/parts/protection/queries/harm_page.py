"""The page of one harm in public, and what the form that registers one offers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from dandang.foundation.audit import kinds as audit_kinds
from dandang.foundation.audit import queries as audit
from dandang.foundation.calendars.records import DeadlineChip
from dandang.foundation.ground.refs import ref
from dandang.foundation.ground.refusal import BadInput
from dandang.foundation.ui import formats
from dandang.foundation.ui.records import Clause, Fact, Happening, Step
from dandang.registry.access import queries as access
from dandang.registry.access.records import Actor
from dandang.registry.organisations.models import Organisation
from dandang.registry.people.models import Person

from ..models import Clarification, PublicHarm
from . import harms
from .clarification_page import clause_of

VERB = "protection.harm"
_STEP_OF = {"REGISTERED": 2, "CHECKED": 3, "PUBLISHED": 4, "CLOSED": 5, "TRUE_AFTER_ALL": 3}
_MOST_UNITS = 300
_HISTORY = 40


@dataclass(frozen=True, slots=True)
class HarmPage:
    """Everything the page of a harm shows. `days` says 未规定 in words where the packs give no day."""

    row: PublicHarm
    look: str
    steps: list[Step]
    step_number: int
    next_title: str
    next_who: str
    chip: DeadlineChip | None
    days: str
    clause: Clause | None
    facts: list[Fact]
    may_handle: bool
    may_lead: bool
    may_clarify: bool
    clarifications: tuple[Clarification, ...]
    history: list[Happening]

    @property
    def wants_approval(self) -> bool:
        """Whether words wait for a leader."""
        return bool(self.row.proposed)

    @property
    def wants_words(self) -> bool:
        """Whether words are to be put down now: checked, or published without enough effect."""
        return self.row.state == "CHECKED" or (self.row.state == "PUBLISHED" and bool(self.row.effect))


def page(actor: Actor, harm_id: int, *, on: date) -> HarmPage:
    """This function will return the page of a harm the actor may open. Raises NotHere for any other."""
    row = harms.harm_to_see(actor, harm_id)
    may_handle = harms.may_handle(actor, row)
    clock = harms.clock_of(row, on=on)
    steps, number = _steps(row)
    title, who = _next(row)
    there = tuple(row.clarifications.order_by("pk")) if may_handle or harms.may_lead(actor, row) else ()
    return HarmPage(
        row=row,
        look=harms.LOOKS[row.state],
        steps=steps,
        step_number=number,
        next_title=title,
        next_who=who,
        chip=clock.chip if clock is not None else None,
        days=_("本地没有规定这一步的天数（未规定）。") if clock is not None and clock.due_on is None else "",
        clause=clause_of(clock.said) if clock is not None else None,
        facts=_facts(row),
        may_handle=may_handle,
        may_lead=harms.may_lead(actor, row),
        may_clarify=may_handle and row.person_id is not None and row.state in ("CHECKED", "PUBLISHED", "CLOSED")
        and (not there or (there[-1].state == "VISITED" and there[-1].harm_goes_on)),
        clarifications=there,
        history=_history(row),
    )  # fmt: skip


def units_for(actor: Actor) -> list[tuple[int, str]]:
    """This function will return the units of the actor's branches, with their names."""
    access.require(actor, VERB)
    rows = Organisation.objects.filter(access.in_scopes(actor, VERB, "path"), closed_on=None)
    rows = rows.exclude(kind__in=[Organisation.Kind.INNER, Organisation.Kind.REGION])
    return list(rows.order_by("path").values_list("pk", "name")[:_MOST_UNITS])


def organs_for(actor: Actor) -> list[tuple[str, str]]:
    """This function will return who could check a harm in the actor's first branch: key of the system, name."""
    access.require(actor, VERB)
    first = Organisation.objects.filter(access.in_scopes(actor, VERB, "path")).order_by("path").first()
    return harms.organs_for(first) if first is not None else []


def person_named(actor: Actor, words: str) -> int:
    """This function will return the serving person with this number or name in the actor's branches.

    Raises BadInput when nobody or more than one fits, naming those who do.
    """
    inside = access.in_scopes(actor, VERB, "home_path")
    rows = Person.objects.filter(inside, Q(number=words) | Q(name=words), state=Person.State.SERVING)
    found = list(rows.select_related("home").defer("photo", "exchange_source").order_by("pk")[:6])
    if len(found) == 1:
        return found[0].pk
    if not found:
        raise BadInput(_("您的管理范围内没有叫“%s”或者这个编号的在职干部。请核对后再填。") % words, field="who")
    named = "、".join(f"{one.name}（{one.number}，{one.home.name}）" for one in found)
    raise BadInput(_("有几位同名：%s。请改填编号。") % named, field="who")


def _steps(row: PublicHarm) -> tuple[list[Step], int]:
    now = _STEP_OF[row.state]
    is_true = row.state == "TRUE_AFTER_ALL"
    days = [(_("登记"), row.registered_on), (_("查明"), row.checked_on)]
    if not is_true:
        days += [(_("公布真相"), row.published_on), (_("看效果、办结"), row.closed_on)]
    steps = [
        Step(
            label,
            formats.day(day, row.registered_on) if day else "",
            "now" if number == now else "done" if number < now else "",
        )
        for number, (label, day) in enumerate(days, start=1)
    ]
    return steps, min(now, len(steps))


def _next(row: PublicHarm) -> tuple[str, str]:
    office = row.organ.name
    leader = _("%s的负责人，不能是查事实、拟内容的人") % office
    if row.state == "REGISTERED":
        return _("查明事实"), office
    if row.state == "CHECKED" or (row.state == "PUBLISHED" and row.effect):
        return (_("审批公布"), leader) if row.proposed else (_("拟公布的内容"), office)
    if row.state == "PUBLISHED":
        return _("看公布的效果"), office
    return "", ""


def _facts(row: PublicHarm) -> list[Fact]:
    facts = [
        Fact(_("损害了谁的名誉"), row.person.name if row.person is not None else str(row.organisation)),
        Fact(_("传到了哪里"), str(row.get_known_to_display())),
        Fact(_("承办"), row.organ.name),
    ]
    if row.published_to:
        facts.append(Fact(_("公布到哪里"), str(row.get_published_to_display())))
    if row.wider_reason:
        facts.append(Fact(_("为什么更广"), row.wider_reason))
    return facts


def _history(row: PublicHarm) -> list[Happening]:
    entries = audit.lines(audit.about(ref("protection.harm", row.pk))[:_HISTORY])
    return [
        Happening(timezone.localdate(one.at).isoformat(), one.sentence, one.actor)
        for one in entries
        if one.verb != audit_kinds.READ
    ]
