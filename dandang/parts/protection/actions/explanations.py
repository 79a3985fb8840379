"""Asking the person for an explanation, taking it, judging it, and feeding an accepted one back.

The person reads the allegation's words and nothing else: not the report, not its number, not how it came
(检举控告规则 第47条). An accepted explanation goes back to the person and the head of the unit (综述 京津滇, PR-02).
"""

from __future__ import annotations

import hashlib
import secrets
from datetime import date, datetime

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from dandang.foundation.ground.refs import ref
from dandang.foundation.ground.refusal import BadInput, NotHere
from dandang.foundation.guard import blanks, markings
from dandang.foundation.guard.scans import check_scan
from dandang.ledger.duties import actions as duties
from dandang.ledger.notices import actions as notices
from dandang.registry.access import queries as access
from dandang.registry.access.records import Actor

from .. import allegation_rules as rules
from .. import errors
from ..models import Allegation, Report
from ..queries import reach
from . import alleged, moving, papers


@transaction.atomic
def ask_explanation(*, actor: Actor, allegation_id: int, way: str, due_on: date, at: datetime) -> None:
    """This function will ask the person what he says to an allegation, by letter on his own page or by a talk.

    Refuses an allegation that names nobody, one not screened as checkable, 函询 or a talk before a leader approved
    that handling, a day that has passed, and asking while an answer waits to be judged.
    """
    report, allegation = alleged.locked(actor, allegation_id, reach.may_handle, at)
    _refuse_asking(allegation, way)
    today = timezone.localdate(at)
    if due_on <= today:
        raise BadInput(_("请留出说明的时间，日期要在今天以后。"), field="due_on")
    if allegation.explanation_accepted is not None:
        # Kept apart from the words: the person reads his own explanation, not how it was judged.
        earlier = f"{today.isoformat()}　{allegation.explanation_answer}"
        allegation.explanation_not_accepted = f"{allegation.explanation_not_accepted}\n{earlier}".strip()
        allegation.explanation_accepted, allegation.explanation_answer = None, ""
    allegation.explanation_way, allegation.explanation_asked_on = way, today
    allegation.explanation_due_on, allegation.explanation_given_on = due_on, None
    alleged.saved(actor, report, allegation, "explanation_asked", at, way=way, due_on=due_on.isoformat())
    _ask_person(actor, allegation, due_on, at)


@transaction.atomic
def explain(*, actor: Actor, allegation_id: int, text: str, at: datetime) -> None:
    """This function will take the person's own words on an allegation; what was written before stays above them.

    Raises NotHere for anybody else and for what he was not asked about. Refuses empty words and what is judged.
    """
    access.require(actor, "protection.own")
    allegation = _own_locked(actor, allegation_id)
    words = blanks.written(text, _("您的说明"), "text")
    markings.refuse_classified(words, _("您的说明"), field="text")
    _take(allegation, words, timezone.localdate(at))
    alleged.saved(actor, allegation.report, allegation, "explained", at, way="SCREEN")
    _given(actor, allegation, at)


@transaction.atomic
def key_explanation(
    *, actor: Actor, allegation_id: int, text: str, given_on: date, scan: bytes | None, at: datetime
) -> None:
    """This function will key in an explanation given on paper, with the scan of the signed sheet.

    Refuses a missing or broken scan, empty words, a day of the future or before it was asked for. Basis: SPEC PL-20.
    """
    report, allegation = alleged.locked(actor, allegation_id, _handles_or_verifies, at)
    _refuse_unasked(allegation)
    words = blanks.written(text, _("说明"), "text")
    markings.refuse_classified(words, _("说明"), field="text")
    moving.refuse_future(given_on, at, "given_on")
    if allegation.explanation_asked_on is not None and given_on < allegation.explanation_asked_on:
        raise BadInput(_("说明的日期早于请他说明的日期，请核对。"), field="given_on")
    if scan is None:
        raise BadInput(_("纸质说明要附签字件的扫描或者照片，以便日后核对。"), field="upload")
    form = check_scan(scan).form
    allegation.explanation_scan_digest = hashlib.sha256(scan).hexdigest()
    allegation.explanation_scan.save(f"{secrets.token_hex(16)}.{form}", ContentFile(scan), save=False)
    _take(allegation, words, given_on)
    alleged.saved(
        actor, report, allegation, "explanation_keyed", at, way="PAPER", scan=allegation.explanation_scan_digest
    )
    _given(actor, allegation, at)


@transaction.atomic
def judge_explanation(*, actor: Actor, allegation_id: int, is_accepted: bool, reason: str, at: datetime) -> None:
    """This function will say whether an explanation is accepted, with the reason.

    Accepted, it is owed back to the person and the head of the unit, and the person is told at once. Refuses a second
    judgement, and too short a reason. Basis: 综述 京津滇; SPEC PR-02.
    """
    report, allegation = alleged.locked(actor, allegation_id, _handles_or_verifies, at)
    if allegation.explanation_given_on is None:
        raise errors.NotYet(_("本人的说明还没有收到，不能判断是否采信。"))
    if allegation.explanation_accepted is not None:
        raise errors.WrongState(_("这份说明已经判断过。情况有变的，请重新请本人说明。"))
    allegation.explanation_answer = alleged.reasoned(report, reason, "reason")
    allegation.explanation_accepted = is_accepted
    alleged.saved(
        actor, report, allegation, "explanation_judged", at, reason=allegation.explanation_answer, accepted=is_accepted
    )
    moving.done_duty(actor, report, "protection.judge", at)
    if is_accepted:
        _owe_feedback(actor, report, allegation, at)


@transaction.atomic
def feed_back_explanation(*, actor: Actor, allegation_id: int, fed_back_on: date, head: str, at: datetime) -> None:
    """This function will record the day an accepted explanation was fed back to the person and the unit's head.

    Refuses one that was not accepted, a day of the future, and the person himself in the place of the head: then it is
    the head of the party organisation above. Basis: 综述 京津滇.
    """
    report, allegation = alleged.locked(actor, allegation_id, reach.may_handle, at)
    if not allegation.explanation_accepted:
        raise errors.NotYet(_("只有采信了的说明才反馈。"))
    if allegation.fed_back_on is not None:
        raise errors.WrongState(_("已经在 %s 反馈过。") % allegation.fed_back_on.isoformat())
    name = blanks.written(head, _("向单位哪位主要负责人反馈"), "head")
    moving.refuse_future(fed_back_on, at, "fed_back_on")
    if allegation.explanation_given_on is not None and fed_back_on < allegation.explanation_given_on:
        raise BadInput(_("反馈的日期早于收到说明的日期，请核对。"), field="fed_back_on")
    if allegation.person is not None and name == allegation.person.name:
        raise BadInput(_("他本人就是主要负责人的，请向上一级党组织的主要负责人反馈。"), field="head")
    allegation.fed_back_on, allegation.fed_back_to = fed_back_on, name
    alleged.saved(actor, report, allegation, "fed_back", at, on=fed_back_on.isoformat())
    waiting = reach.live_allegations(report).filter(explanation_accepted=True, fed_back_on=None)
    if not waiting.exists():
        moving.done_duty(actor, report, "protection.feed_back", at)


# Parts of the acts -----------------------------------------------------------------------------------------------


def _handles_or_verifies(actor: Actor, report: Report) -> bool:
    return reach.may_handle(actor, report) or reach.may_investigate(actor, report)


def _refuse_asking(allegation: Allegation, way: str) -> None:
    if way not in Allegation.Asking.values:
        raise BadInput(_("请选怎样了解。"), field="way")
    if allegation.person_id is None:
        raise errors.NotYet(_("这一项还没有对应到人，请先写明反映的是谁。"))
    if not allegation.is_checkable:
        raise errors.NotYet(_("先筛查出有可查性的，再请本人说明。没有可查性的不去打扰他。"))
    if allegation.finding:
        raise errors.WrongState(_("这一项已经有认定，不用再请他说明。"))
    is_approved = bool(allegation.handling_approved_by) and allegation.handling in (rules.LETTER, rules.PRELIMINARY)
    if way != Allegation.Asking.WRITTEN and not is_approved:
        raise errors.NotYet(_("函询和谈话先提出处置意见、经负责人批准。可以先请本人作书面说明。"), field="way")
    if allegation.explanation_given_on is not None and allegation.explanation_accepted is None:
        raise errors.WrongState(_("本人的说明已经收到，先判断是否采信。"))
    if allegation.explanation_accepted:
        raise errors.WrongState(_("本人的说明已经采信，不用再请他说明。"))


def _refuse_unasked(allegation: Allegation) -> None:
    if allegation.explanation_asked_on is None:
        raise errors.NotYet(_("还没有请他说明。请先发出请求，再登记说明。"))
    if allegation.explanation_accepted is not None:
        raise errors.WrongState(_("这份说明已经判断过，不能再改。"))


def _own_locked(actor: Actor, allegation_id: int) -> Allegation:
    rows = Allegation.objects.select_for_update(of=("self", "report")).select_related("report__organ")
    allegation = rows.filter(pk=allegation_id, person_id=actor.person_id or 0).first()
    if allegation is None or allegation.explanation_asked_on is None:
        raise NotHere()
    if allegation.explanation_accepted is not None or allegation.finding or allegation.report.state != "ACCEPTED":
        raise errors.WrongState(_("这件事已经研究过，不能再写。有新情况的，请直接联系承办机关。"))
    alleged.refuse_gone(allegation)
    return allegation


def _take(allegation: Allegation, words: str, day: date) -> None:
    earlier = f"{allegation.explanation}\n" if allegation.explanation else ""
    stamp = f"（{day.isoformat()}）" if earlier else ""
    allegation.explanation, allegation.explanation_given_on = f"{earlier}{stamp}{words}", day


def _ask_person(actor: Actor, allegation: Allegation, due_on: date, at: datetime) -> None:
    """The duty and the notice name neither the report nor its number."""
    subject = ref("protection.explanation", allegation.pk)
    duties.open_duty(
        actor=actor, kind=alleged.ASKED, title="请您说明有关情况", why="只是请您说明，还没有作出任何认定",
        subject=subject, person_id=allegation.person_id, due_on=due_on, at=at,
    )  # fmt: skip
    body = "\n".join(
        [
            f"请您在 {due_on.isoformat()} 前说明。只是请您说明情况，还没有作出任何认定。",
            "接下来：收到以后认真审理，采信的，向您和单位主要负责人反馈。",
            "您可以：在“我的说明”里直接写，也可以交签名的纸质说明。",
            f"有疑问请找：{allegation.report.organ.name}",
        ]
    )
    accounts = access.accounts_of_people([allegation.person_id or 0])
    notices.tell(actor=actor, account_ids=accounts, title="请您说明有关情况", body=body, subject=subject, at=at)


def _given(actor: Actor, allegation: Allegation, at: datetime) -> None:
    alleged.close_asking(actor, allegation.pk, at)
    why = "本人的说明已经收到，判断是否采信并写明理由"
    moving.next_duty(actor, allegation.report, "protection.judge", "审理本人的说明", why, at)


def _owe_feedback(actor: Actor, report: Report, allegation: Allegation, at: datetime) -> None:
    why = "采信的说明要向本人和单位主要负责人反馈，反馈以前不能办结"
    moving.next_duty(actor, report, "protection.feed_back", "反馈采信的说明", why, at)
    if reach.may_handle(actor, report):  # the office drafts; after an investigator's judgement it does so from its page
        papers.draft_paper(
            actor=actor, subject=moving.subject_of(report), kind="explanation_feedback", part=allegation.pk, at=at
        )
    body = "\n".join(
        [
            "您的说明经审理，已经采信。",
            "接下来：向您和您单位主要负责人书面反馈。",
            "您可以：在“我的说明”里看到反馈的日期。",
            f"有疑问请找：{report.organ.name}",
        ]
    )
    notices.tell(
        actor=actor, account_ids=access.accounts_of_people([allegation.person_id or 0]), title="您的说明已经采信",
        body=body, subject=ref("protection.explanation", allegation.pk), at=at,
    )  # fmt: skip
