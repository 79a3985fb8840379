"""Advance filing of a reform or trial: plan, risks, how it was decided; receipt or return. Basis: SPEC TL-02."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from dandang.foundation.audit import actions as audit
from dandang.foundation.ground.refs import ref
from dandang.foundation.ground.refusal import BadInput, NotHere
from dandang.foundation.guard import markings
from dandang.ledger.casework import actions as casework
from dandang.ledger.duties import actions as duties
from dandang.ledger.notices import actions as notices
from dandang.registry.access import queries as access
from dandang.registry.access.records import Actor
from dandang.registry.organisations import queries as organisations

from .. import errors
from ..models import Filing
from ..records import Upload
from .scans import keep_scan


@transaction.atomic
def file_plan(
    *,
    actor: Actor,
    organisation_id: int,
    title: str,
    plan: str,
    risks: str,
    decided_how: str,
    starts_on: date,
    scan: Upload | None = None,
    at: datetime,
) -> int:
    """This function will file a unit's plan before it begins and return the filing's id.

    Refuses a plan that has already begun (that is no advance filing), empty words, words that carry a mark of a state
    secret, and a scan that cannot be read. The filing is evidence later of how the trial was decided.
    """
    unit = organisations.get(organisation_id)
    access.require(actor, "tolerance.file_plan", path=unit.path)
    today = timezone.localdate(at)
    if starts_on < today:
        raise BadInput(
            _("%s 已经过去，事前备案要在开始以前报送。已经开始的，请在容错申请里写明当时怎样决策，并附上材料。")
            % starts_on.isoformat(),
            field="starts_on",
        )
    _refuse_words(title=title, plan=plan, risks=risks, decided_how=decided_how)
    filing = Filing(
        number=casework.next_number(unit=unit, kind="容备", year=today.year),
        title=title.strip(),
        organisation=unit,
        organisation_path=unit.path,
        plan=plan.strip(),
        risks=risks.strip(),
        decided_how=decided_how.strip(),
        starts_on=starts_on,
        filed_at=at,
        filed_by=audit.actor_ref(actor),
    )
    keep_scan(filing, scan)
    filing.save()
    subject = ref("tolerance.filing", filing.pk)
    audit.record(
        actor=actor, verb="tolerance.filing.filed", target=subject,
        facts={"number": filing.number, "organisation": unit.pk, "scan": filing.scan_digest}, at=at,
    )  # fmt: skip
    duties.open_duty(
        actor=actor,
        kind="tolerance.filing",
        title=f"答复事前备案（{filing.number}）",
        why=f"{unit.name}报送了还没有开始的改革或者试点事项，答复以后才有备案回执",
        subject=subject,
        role="ORG_OFFICER",
        organisation_id=unit.pk,
        due_on=starts_on,
        at=at,
    )
    return filing.pk


@transaction.atomic
def receive_filing(*, actor: Actor, filing_id: int, note: str = "", at: datetime) -> None:
    """This function will put a filing on record and tell the unit; the receipt can then be printed.

    Refuses one that was answered already.
    """
    filing = _waiting(actor, filing_id)
    _answer(actor, filing, Filing.State.RECEIVED, note, at)
    _tell(
        actor, filing, title="已备案", done=f"{timezone.localdate(at).isoformat()} 已备案。{filing.note}",
        following="可以按报送的方案开始。中途改变方案的，请再报一次。",
        may="打印备案回执留存；以后申请容错时选上它，作为决策程序的证据。", at=at,
    )  # fmt: skip


@transaction.atomic
def return_filing(*, actor: Actor, filing_id: int, note: str, at: datetime) -> None:
    """This function will return a filing to the unit with what is missing. Refuses an empty note and a second one."""
    filing = _waiting(actor, filing_id)
    if not note.strip():
        raise errors.MissingReason(_("请写明还缺什么，单位才知道怎样补。"), field="note")
    _answer(actor, filing, Filing.State.RETURNED, note, at)
    _tell(
        actor, filing, title="请补充", done=f"这件备案退回补充：{filing.note}", following="补充后再报一次，编号另给。",
        may="打开这件备案，点“按意见修改后再报”，原来写的都还在。", at=at,
    )  # fmt: skip


def _answer(actor: Actor, filing: Filing, state: str, note: str, at: datetime) -> None:
    filing.state, filing.note = state, note.strip()
    filing.answered_at, filing.answered_by = at, audit.actor_ref(actor)
    filing.save()
    subject = ref("tolerance.filing", filing.pk)
    verb = "tolerance.filing.received" if state == Filing.State.RECEIVED else "tolerance.filing.returned"
    audit.record(actor=actor, verb=verb, target=subject, reason=filing.note, at=at)
    duties.close_duty(actor=actor, kind="tolerance.filing", subject=subject, at=at)


def _tell(actor: Actor, filing: Filing, *, title: str, done: str, following: str, may: str, at: datetime) -> None:
    on = timezone.localdate(at)
    told = {
        account
        for role in ("UNIT_OFFICER", "COMMITTEE_SECRETARY")
        for account in access.accounts_holding(role=role, organisation_id=filing.organisation_id, on=on)
    }
    ask = actor.organisation_name or "受理备案的机关"
    body = "\n".join([done, f"接下来：{following}", f"您可以：{may}", f"有疑问请找：{ask}，{actor.name}"])
    subject = ref("tolerance.filing", filing.pk)
    notices.tell(
        actor=actor, account_ids=told, title=f"{title}：{filing.title}（{filing.number}）", body=body,
        subject=subject, at=at,
    )  # fmt: skip


def _waiting(actor: Actor, filing_id: int) -> Filing:
    """A filing that waits for an answer, locked. Raises NotHere for one outside the actor's branch."""
    filing = Filing.objects.select_for_update().filter(pk=filing_id).first()
    if filing is None or not access.may(actor, "tolerance.handle", path=filing.organisation_path):
        raise NotHere()
    if filing.state != Filing.State.FILED:
        raise errors.WrongState(_("这件备案已经答复过：%s。") % filing.get_state_display())
    return filing


def _refuse_words(**words: str) -> None:
    empty = {
        "title": _("请填写事项名称"),
        "plan": _("请写明做什么、怎样做"),
        "risks": _("请写明可能的风险和应对；认为没有风险的，写明为什么"),
        "decided_how": _("请写明怎样决策的：哪次会议、谁参加、听过哪些不同意见"),
    }
    for field, sentence in empty.items():
        if not words[field].strip():
            raise BadInput(sentence, field=field)
        markings.refuse_classified(words[field], _("填写的内容"))
