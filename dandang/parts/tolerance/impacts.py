"""What would another region's rules mean for the tolerance cases in work? Registered with the comparison of policies.

Counts only cases whose files the reader may open; changes nothing: a running case keeps the procedure pinned to it.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from dandang.law.policies import errors as policy_errors
from dandang.law.policies import kinds
from dandang.law.policies import queries as policies
from dandang.law.policies.kinds import Impact, ImpactLine, Switch
from dandang.law.policies.records import Procedure, Provision, RuleTable
from dandang.registry.access import queries as access
from dandang.registry.access.records import Actor

from .models import Case, OutsideParticipant, PartyOpinion
from .queries import organs, reach
from .states import UNDECIDED

_BEFORE_REPORT = ("APPLIED", "ACCEPTED", "INVESTIGATING")


def register() -> None:
    """Register what each figure means for the cases in work."""
    for prefix in ("tolerance", "procedure.tolerance"):
        kinds.register_impact(f"{prefix}.lead_organs", lead_organs)
        kinds.register_impact(f"{prefix}.outside_participants", outside_participants)
    kinds.register_impact("procedure.tolerance.party_opinion", party_opinion)
    for name in ("partner_organs", "copies_to"):
        kinds.register_impact(f"procedure.tolerance.{name}", other_organs)
    kinds.register_impact("rules.tolerance", advice)


def lead_organs(actor: Actor, switch: Switch) -> Impact | None:
    """Return the undecided cases another organ would handle. Basis: 安徽 11, 云南 9."""
    if not access.may(actor, "tolerance.view"):
        return not_open()
    names = _names(switch.there_procedure, "lead_organs")
    if not names:
        return kinds.cannot_say(_("那边没有写谁负责"))
    if not organs.is_known(names[0]):
        return kinds.cannot_say(_("那边由“%s”负责，对应本县哪个机关要由人认定") % names[0])
    moved = [case for case in running(actor) if not organs.may_lead_by(names, case.organ)]
    return counted(moved, _("%d 件在办的要换承办"))


def outside_participants(actor: Actor, switch: Switch) -> Impact | None:
    """Return the cases of wide interest that would need somebody from outside, or no longer would. Basis: 云南 9."""
    if not access.may(actor, "tolerance.view"):
        return not_open()
    here, there = _needs_outside(switch.here_procedure), _needs_outside(switch.there_procedure)
    if here == there:
        return None
    rows = running(actor).filter(needs_outside=True)
    with_people = Exists(OutsideParticipant.objects.filter(case=OuterRef("pk")))
    if there:
        return counted(rows.exclude(with_people), _("%d 件要补请人"))
    return counted(rows.exclude(with_people), _("%d 件不再要求请外面的人参与"))


def party_opinion(actor: Actor, switch: Switch) -> Impact | None:
    """Return the cases in which a party organisation would still have to be asked, or no longer would."""
    if not access.may(actor, "tolerance.view"):
        return not_open()
    here, there = _said(switch.here_procedure, "party_opinion"), _said(switch.there_procedure, "party_opinion")
    asked = Exists(PartyOpinion.objects.filter(case=OuterRef("pk")))
    rows = running(actor).filter(state__in=_BEFORE_REPORT).exclude(asked)
    if here is not None and there is not None:
        return counted(rows, _("%d 件还没有听意见，要听的组织会不同"), why=_people(here, there))
    words = _("%d 件要补听党组织或者职能部门意见") if there is not None else _("%d 件不再要求听党组织意见")
    return counted(rows, words)


def other_organs(actor: Actor, switch: Switch) -> Impact | None:
    """Return the undecided cases that would be handled together with, or copied to, somebody else."""
    if not access.may(actor, "tolerance.view"):
        return not_open()
    name = switch.key.rpartition(".")[2]
    here, there = _said(switch.here_procedure, name), _said(switch.there_procedure, name)
    together = name == "partner_organs"
    words = _("%d 件在办的，配合的机关会不同") if together else _("%d 件在办的，结果抄送的机关会不同")
    return counted(running(actor), words, why=_people(here, there))


def _people(here: Provision | None, there: Provision | None) -> str:
    """组织部门 → 组织部门等职能部门, in the words of both texts."""
    names = ["、".join(one.names) or one.text if one is not None else _("未规定") for one in (here, there)]
    return " → ".join(names)


def advice(actor: Actor, switch: Switch) -> Impact | None:
    """Return the undecided cases in which the other side's table advises otherwise for the facts on file."""
    if not access.may(actor, "tolerance.view"):
        return not_open()
    if switch.here_table is None or switch.there_table is None:
        where = _("本地区") if switch.here_table is None else _("那边")
        return kinds.cannot_say(_("%s没有一般的容错规则表") % where)
    changed, silent = [], 0
    for case in running(actor):
        before, after = _advised(switch.here_table, case), _advised(switch.there_table, case)
        silent += after is None or before is None
        if before is not None and after is not None and before != after:
            changed.append((case, f"{before} → {after}"))
    note = _("另有 %d 件事实还没有填，不能对照") % silent if silent else ""
    lines = tuple(_line(case, words) for case, words in changed)
    if changed:
        return Impact(_("%d 件的提示会不同") % len(changed), why=note, lines=lines)
    return kinds.cannot_say(note) if silent else None


def _advised(table: RuleTable, case: Case) -> str | None:
    """The advice in words, none for a case without facts or with facts this catalogue no longer knows."""
    if not case.facts:
        return None
    try:
        return policies.evaluate(table, case.facts).advice_label
    except policy_errors.BadFacts:
        return None


def running(actor: Actor) -> QuerySet[Case]:
    """Return the undecided cases whose files the actor may open."""
    return reach.visible_cases(actor).filter(state__in=UNDECIDED).select_related("organ")


def _said(procedure: Procedure | None, name: str) -> Provision | None:
    found: Provision | None = getattr(procedure, name) if procedure is not None else None
    return found


def _names(procedure: Procedure | None, name: str) -> tuple[str, ...]:
    said = _said(procedure, name)
    return said.names if said is not None else ()


def _needs_outside(procedure: Procedure | None) -> bool:
    """Whether somebody from outside must take part where the matter is of wide interest, the one case a text names."""
    said = _said(procedure, "outside_participants")
    return said is not None and said.code == "WIDE_INTEREST"


def counted(cases: Iterable[Case], words: str, *, why: str = "") -> Impact | None:
    """Return the cases as an impact, none for none; `words` holds one %d."""
    return kinds.counted((_line(case) for case in cases), words, why=why)


def _line(case: Case, words: str = "") -> ImpactLine:
    label: Any = f"{case.number} {case.title}"
    return ImpactLine(f"{label}：{words}" if words else label, reverse("tolerance:case", args=[case.pk]))


def not_open() -> Impact:
    """Return that the reader handles no cases, so that none is counted for him."""
    return kinds.cannot_say(_("您不办理容错案件，系统不替您数"))
