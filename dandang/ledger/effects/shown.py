"""How are effects and decisions written on pages? Stored codes become words here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from dandang.foundation.ui.records import Fact
from dandang.ledger.effects import kinds, models
from dandang.ledger.effects.records import EffectRecord


@dataclass(frozen=True, slots=True)
class Row:
    """One effect or decision in a list."""

    id: int
    label: str
    name: str
    unit: str
    person_id: int
    document: str
    clause: str
    period: str
    use_count: int


@dataclass(frozen=True, slots=True)
class State:
    """Where an effect stands, with the look of its tag."""

    label: str
    look: str


@dataclass(frozen=True, slots=True)
class PanelLine:
    """One effect on the person's file."""

    id: int
    label: str
    document: str
    clause: str
    period: str


def row(effect: models.Effect) -> Row:
    """An effect as one line of the register."""
    return _row(effect, getattr(effect, "use_count", 0))


def decision_row(decision: models.PaperDecision) -> Row:
    """A decision on paper as one line of the list."""
    return _row(decision, 0)


def panel_line(effect: EffectRecord) -> PanelLine:
    """An effect as one entry of the panel on the person's file."""
    label = str(kinds.kind_of(effect.kind).label)
    return PanelLine(effect.id, label, effect.document, effect.clause, period(effect.starts_on, effect.ends_on))


def state_of(effect: models.Effect, today: date) -> State:
    """In force, not yet, run out, or revoked."""
    if effect.revoked_at is not None:
        return State(_("已撤销"), "void")
    if effect.starts_on > today:
        return State(_("还没有到起始日"), "wait")
    if effect.ends_on is not None and effect.ends_on <= today:
        return State(_("已期满，不再有效"), "shut")
    return State(_("有效"), "done")


def effect_facts(effect: models.Effect) -> list[Fact]:
    """What an effect says, line by line."""
    lines = [
        Fact(_("含义"), str(kinds.kind_of(effect.kind).meaning)),
        Fact(_("决定文书"), effect.document),
        Fact(_("依据条款"), effect.clause),
        Fact(_("有效期"), period(effect.starts_on, effect.ends_on)),
        *_typed(effect.kind, effect.facts),
    ]
    if effect.revoked_at is not None:
        lines.append(Fact(_("撤销理由"), effect.revoke_reason))
    return lines


def decision_facts(decision: models.PaperDecision) -> list[Fact]:
    """What was keyed in, in the order of the paper."""
    lines = [
        Fact(_("类别"), str(kinds.kind_of(decision.kind).label)),
        Fact(_("作出决定的机关"), decision.organ),
        Fact(_("文书名称或文号"), decision.document),
        Fact(_("决定日期"), decision.decided_on.isoformat()),
        Fact(_("依据条款"), decision.clause),
        Fact(_("决定的理由"), decision.reason),
        Fact(_("有效期"), period(decision.starts_on, decision.ends_on)),
        *_typed(decision.kind, decision.facts),
    ]
    if decision.check_note:
        lines.append(Fact(_("退回的原因"), decision.check_note))
    return lines


def period(starts_on: date, ends_on: date | None) -> str:
    """2026-11-02 起，2027-01-01 当天不再有效."""
    start = _("%s 起") % starts_on.isoformat()
    return start + (_("，%s 当天不再有效") % ends_on.isoformat() if ends_on else _("，没有期限"))


def _row(item: models.Effect | models.PaperDecision, use_count: int) -> Row:
    return Row(
        id=item.pk,
        label=str(kinds.kind_of(item.kind).label),
        name=item.person.name,
        unit=item.person.home.name,
        person_id=item.person_id,
        document=item.document,
        clause=item.clause,
        period=period(item.starts_on, item.ends_on),
        use_count=use_count,
    )


def _typed(kind: str, facts: Mapping[str, Any]) -> list[Fact]:
    table = kinds.kind_of(kind).facts
    return [Fact(str(fact.label), _in_words(fact, facts[fact.name])) for fact in table if fact.name in facts]


def _in_words(fact: kinds.Fact, value: Any) -> str:
    values = value if isinstance(value, list) else [value]
    if fact.shape == kinds.CODES and values == [kinds.ALL_INDICATORS]:
        return _("全部指标")
    return "、".join(str((fact.options or {}).get(one, one)) for one in values)
