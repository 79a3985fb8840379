"""Cutting a report into allegations in the handler's own words: adding, editing, splitting, merging, withdrawing."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from dandang.foundation.ground.refusal import BadInput
from dandang.foundation.guard import blanks
from dandang.ledger.casework import queries as casework
from dandang.registry.access.records import Actor

from .. import errors
from ..models import Allegation, Report
from ..queries import allegations as queries
from ..queries import reach
from . import alleged, moving


@transaction.atomic
def add_allegation(
    *, actor: Actor, report_id: int, text: str, person_id: int | None = None, matter_id: int | None = None, at: datetime
) -> int:
    """This function will put one allegation of a report down in the handler's own words and return its id.

    Refuses the reporter's own words (RV12), a person the office does not reach, and a report without content here.
    """
    report = moving.locked(actor, report_id, reach.may_handle, at)
    moving.require_state(report, "ACCEPTED")
    if report.is_reference_only:
        raise errors.WrongState(_("这件反映只登记编号和结果，内容不在本系统，不能在这里列出问题。"))
    words = alleged.own_words(report, text)
    _refuse_unreached(report, actor, person_id, matter_id)
    allegation = Allegation(
        report=report, number=_next_number(report), text=words, person_id=person_id, matter_id=matter_id
    )
    alleged.saved(actor, report, allegation, "added", at, named=person_id is not None)
    _screen_next(actor, report, at)
    _ask_about_team(actor, report, at)
    return allegation.pk


@transaction.atomic
def edit_allegation(
    *, actor: Actor, allegation_id: int, text: str, person_id: int | None, matter_id: int | None, at: datetime
) -> None:
    """This function will change an allegation that was not screened yet.

    After screening it is split, merged or withdrawn instead, so that nobody judges other words than were screened.
    """
    report, allegation = alleged.locked(actor, allegation_id, reach.may_handle, at)
    if allegation.is_checkable is not None:
        raise errors.WrongState(_("这一项已经筛查过，不能再改。说法要变的，请拆分、合并或者撤回，写明理由。"))
    words = alleged.own_words(report, text)
    _refuse_unreached(report, actor, person_id, matter_id)
    allegation.text, allegation.person_id, allegation.matter_id = words, person_id, matter_id
    alleged.saved(actor, report, allegation, "edited", at, named=person_id is not None)
    _ask_about_team(actor, report, at)


@transaction.atomic
def split_allegation(
    *, actor: Actor, allegation_id: int, texts: Sequence[str], reason: str, at: datetime
) -> tuple[int, ...]:
    """This function will cut one allegation into several and return their ids; each is screened on its own.

    The old one stays readable with its reason. Refuses fewer than two parts, and one with a finding.
    """
    report, allegation = alleged.locked(actor, allegation_id, reach.may_handle, at)
    _refuse_found(allegation)
    why = blanks.written(reason, _("拆分的理由"), "reason")
    parts = [alleged.own_words(report, one, "texts") for one in texts if one.strip()]
    if len(parts) < 2:
        raise BadInput(_("拆分至少要写成两项。只改说法的，在筛查以前直接改。"), field="texts")
    first = _next_number(report)
    made = []
    for place, words in enumerate(parts):
        part = Allegation.objects.create(
            report=report, number=first + place, text=words, person_id=allegation.person_id,
            matter_id=allegation.matter_id, split_from=allegation,
        )  # fmt: skip
        made.append(part.pk)
    allegation.withdrawn_on, allegation.change_reason = timezone.localdate(at), why
    alleged.saved(actor, report, allegation, "split", at, reason=why, into=len(made))
    alleged.close_asking(actor, allegation.pk, at)
    _screen_next(actor, report, at)
    return tuple(made)


@transaction.atomic
def merge_allegations(*, actor: Actor, allegation_ids: Sequence[int], text: str, reason: str, at: datetime) -> int:
    """This function will put several allegations about one person into a new one and return its id.

    The old ones stay readable and point to it; it is screened again. Refuses fewer than two, different reports or
    people, and any with a finding.
    """
    wanted = list(dict.fromkeys(allegation_ids))
    if len(wanted) < 2:
        raise BadInput(_("合并至少要选两项。"), field="allegation_ids")
    report, first = alleged.locked(actor, wanted[0], reach.may_handle, at)
    rows = [first, *(alleged.locked(actor, pk, reach.may_handle, at)[1] for pk in wanted[1:])]
    if len({one.report_id for one in rows}) > 1 or len({one.person_id for one in rows}) > 1:
        raise BadInput(_("只有同一件反映里、反映同一个人的几项才能合并。"), field="allegation_ids")
    for one in rows:
        _refuse_found(one)
    why = blanks.written(reason, _("合并的理由"), "reason")
    words = alleged.own_words(report, text)
    merged = Allegation.objects.create(
        report=report, number=_next_number(report), text=words, person_id=first.person_id, matter_id=first.matter_id
    )
    for one in rows:
        one.merged_into, one.change_reason = merged, why
        alleged.saved(actor, report, one, "merged", at, reason=why, into=merged.number)
        alleged.close_asking(actor, one.pk, at)
    _screen_next(actor, report, at)
    return merged.pk


@transaction.atomic
def withdraw_allegation(*, actor: Actor, allegation_id: int, reason: str, at: datetime) -> None:
    """This function will end one allegation because the reporter took it back; nothing follows for anybody.

    Refuses an empty reason and one with a finding: what was found is told, not taken back.
    """
    report, allegation = alleged.locked(actor, allegation_id, reach.may_handle, at)
    _refuse_found(allegation)
    why = blanks.written(reason, _("撤回的理由"), "reason")
    allegation.withdrawn_on, allegation.change_reason = timezone.localdate(at), why
    alleged.saved(actor, report, allegation, "withdrawn", at, reason=why)
    alleged.close_asking(actor, allegation.pk, at)
    _screen_next(actor, report, at)


# Parts of the acts -----------------------------------------------------------------------------------------------


def _next_number(report: Report) -> int:
    last = Allegation.objects.filter(report=report).aggregate(last=Max("number"))["last"]
    return (last or 0) + 1


def _refuse_unreached(report: Report, actor: Actor, person_id: int | None, matter_id: int | None) -> None:
    if person_id is not None and not queries.may_be_named(report, person_id):
        raise BadInput(_("这个人不在本机关受理的范围里。属于上级管理的，请把这件反映报送上级。"), field="who")
    if matter_id is not None and not queries.sees_matter(actor, matter_id):
        raise BadInput(_("没有找到这件事，或者您看不到它。请核对事项编号。"), field="matter")


def _refuse_found(allegation: Allegation) -> None:
    if allegation.finding:
        words = _("第 %d 项已经有认定，不能再拆分、合并或者撤回。认定要改的，由负责人退回或者重新核实。")
        raise errors.WrongState(words % allegation.number)


def _screen_next(actor: Actor, report: Report, at: datetime) -> None:
    """One duty for all that wait to be screened."""
    if reach.live_allegations(report).filter(is_checkable=None).exists():
        why = "逐项看有没有可查性，写明理由，再提出处置意见"
        moving.next_duty(actor, report, "protection.screen", "筛查反映的问题", why, at, clause="检举控告规则 第17条")
    else:
        moving.done_duty(actor, report, "protection.screen", at)


def _ask_about_team(actor: Actor, report: Report, at: datetime) -> None:
    """Naming somebody may bring conflicts to light among those at work: the leader is asked at once (S5)."""
    working = list(report.assignments.filter(recused_at=None).values_list("person_id", flat=True))
    parties = [pk for pk in reach.live_allegations(report).values_list("person_id", flat=True) if pk]
    found = casework.conflicts_of(
        candidate_ids=working, party_ids=parties, involved={}, earlier={}, on=timezone.localdate(at)
    )
    if found:
        why = f"补充了被反映人以后，有 {len(found)} 位办理人员要回避"
        moving.next_duty(actor, report, "protection.team", "办理回避，补派人员", why, at, is_leaders=True)
