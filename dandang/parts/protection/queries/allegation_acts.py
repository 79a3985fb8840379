"""What may the reader do with an allegation where it stands? One table for each step, by right."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from dandang.registry.access.records import Actor

from .. import allegation_rules as rules
from ..models import Allegation, Report
from . import reach


@dataclass(frozen=True, slots=True)
class Rights:
    """What the reader may do with the report today."""

    may_handle: bool = False
    may_lead: bool = False
    may_investigate: bool = False


@dataclass(frozen=True, slots=True)
class Act:
    """One act: a link to its form, or a button when `is_post`."""

    label: str
    url: str
    is_post: bool = False
    is_first: bool = False


_H, _L, _I = "may_handle", "may_lead", "may_investigate"
# Step -> (label, route, whose rights, is it a button). The first one open to the reader is the main act.
_ACTS: dict[str, tuple[tuple[object, str, tuple[str, ...], bool], ...]] = {
    rules.SCREEN: ((_("筛查"), "allegation_screen", (_H,), False), (_("修改"), "allegation_edit", (_H,), False)),
    rules.HANDLE: (
        (_("提出处置意见"), "allegation_handling", (_H,), False),
        (_("请本人作书面说明"), "explanation_ask", (_H,), False),
        (_("重新筛查"), "allegation_screen", (_H,), False),
    ),
    rules.APPROVE: (
        (_("批准处置"), "handling_approve", (_L,), True),
        (_("退回"), "handling_return", (_L,), False),
        (_("改处置意见"), "allegation_handling", (_H,), False),
    ),
    rules.LOOK_AGAIN: ((_("重新提出处置意见"), "allegation_handling", (_H,), False),),
    rules.ASK: ((_("请本人说明"), "explanation_ask", (_H,), False),),
    rules.WAIT: ((_("登记纸质说明"), "explanation_key", (_H, _I), False),),
    rules.JUDGE: (
        (_("审理说明"), "explanation_judge", (_H, _I), False),
        (_("登记纸质说明"), "explanation_key", (_H, _I), False),
    ),
    rules.FEED_BACK: ((_("登记反馈"), "explanation_feed_back", (_H,), False),),
    rules.FIND: (
        (_("提出认定"), "finding", (_I,), False),
        (_("请本人说明"), "explanation_ask", (_H,), False),
        (_("改处置意见"), "allegation_handling", (_H,), False),
    ),
    rules.CONFIRM: (
        (_("确认认定"), "finding_confirm", (_L,), True),
        (_("退回"), "finding_return", (_L,), False),
        (_("改认定"), "finding", (_I,), False),
    ),
}
_ALWAYS = ((_("拆分"), "allegation_split"), (_("撤回这一项"), "allegation_withdraw"))


def rights_of(actor: Actor, report: Report) -> Rights:
    """This function will return what the actor may do with a report today."""
    return Rights(reach.may_handle(actor, report), reach.may_lead(actor, report), reach.may_investigate(actor, report))


def acts_of(report: Report, one: Allegation, step: str, rights: Rights, *, on: date) -> tuple[Act, ...]:
    """This function will list the acts open to the reader, the main one first; none once the report is concluded."""
    if report.state != "ACCEPTED":
        return ()
    found = [
        (label, route, is_post)
        for label, route, needs, is_post in _ACTS.get(step, ())
        if any(getattr(rights, need) for need in needs) and _fits(one, step, route)
    ]
    beside = _beside(one, step, rights, on)
    found += [(label, route, False) for label, route in beside]
    steps = len(found) - len(beside)
    return tuple(
        Act(str(label), reverse(f"protection:{route}", args=[one.pk]), is_post, is_first=place == 0 and steps > 0)
        for place, (label, route, is_post) in enumerate(found)
    )


def may_find(one: Allegation, rights: Rights) -> bool:
    """This function will say whether the reader finds on an allegation: an investigator; the office what is settled."""
    is_settled = one.handling == rules.SETTLED and bool(one.handling_approved_by)
    return rights.may_investigate or (rights.may_handle and is_settled)


def _fits(one: Allegation, step: str, route: str) -> bool:
    if route == "explanation_ask":
        may_still = one.explanation_accepted is not True and one.handling != rules.SETTLED
        return bool(one.is_checkable) and one.person_id is not None and may_still
    if route == "allegation_handling" and step == rules.FIND:
        return one.handling == rules.LETTER or bool(one.explanation_accepted and one.handling != rules.SETTLED)
    return True


def _beside(one: Allegation, step: str, rights: Rights, on: date) -> list[tuple[object, str]]:
    found: list[tuple[object, str]] = []
    is_late = one.explanation_due_on is not None and one.explanation_due_on < on
    if step == rules.WAIT and is_late and one.handling and may_find(one, rights):
        found.append((_("到期没有说明，提出认定"), "finding"))
    if step == rules.WAIT and is_late and rights.may_handle:
        found.append((_("再请本人说明"), "explanation_ask"))
    if step == rules.WAIT and not one.handling and rights.may_handle:
        found.append((_("提出处置意见"), "allegation_handling"))
    if one.handling == rules.SETTLED and rights.may_handle and step in (rules.FIND, rules.CONFIRM):
        found.append((_("提出认定") if step == rules.FIND else _("改认定"), "finding"))
    if rights.may_handle and not one.finding:
        found += _ALWAYS
    return found
