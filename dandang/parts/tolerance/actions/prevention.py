"""Early signs, problems left from before, and trials: each noted, and each brought to its end (SPEC TL-10, TL-13).

An early sign writes no effect, enters no file and no statistic by name; put right, it is no longer shown to anybody.
"""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from dandang.foundation.audit import actions as audit
from dandang.foundation.ground.refs import ref
from dandang.foundation.ground.refusal import BadInput
from dandang.foundation.guard import markings
from dandang.ledger.duties import actions as duties
from dandang.registry.access import queries as access
from dandang.registry.access.records import Actor
from dandang.registry.organisations import queries as organisations

from .. import errors
from ..models import EarlySign, Filing, InheritedProblem, Trial
from ..queries import prevention as queries

DUTY = "tolerance.early_sign"


@transaction.atomic
def notice_early_sign(
    *, actor: Actor, who: str, text: str, noticed_on: date, due_on: date | None = None, at: datetime
) -> int:
    """This function will note an early sign about somebody in the actor's branches and return its id.

    Whoever notes it talks to the person. Refuses oneself, empty words, and days that do not fit. Basis: 云南 12.
    """
    access.require(actor, queries.SIGN)
    person = queries.person_named(actor, queries.SIGN, who.strip())
    if person.pk == actor.person_id:
        raise errors.Conflicted(_("不能登记自己的苗头性问题。请由您的上级或者组织部门提醒。"))
    _refuse_words(text, "text")
    _refuse_future(noticed_on, at, "noticed_on")
    if due_on is not None and due_on < noticed_on:
        raise BadInput(_("改正期限在发现日期之前，请核对两个日期。"), field="due_on")
    sign = EarlySign.objects.create(
        person=person, organisation=person.home, organisation_path=person.home_path, text=text.strip(),
        noticed_on=noticed_on, due_on=due_on, recorded_at=at, recorded_by=audit.actor_ref(actor),
    )  # fmt: skip
    is_somebody = actor.account_id is not None
    duties.open_duty(
        actor=actor, kind=DUTY, title="提醒谈话（苗头性问题）", why="早提醒、早改正，改好了不留痕迹",
        clause="云南 第12点", subject=_subject(sign), account_id=actor.account_id,
        role="" if is_somebody else "UNIT_OFFICER", organisation_id=None if is_somebody else person.home_id,
        due_on=due_on, at=at,
    )  # fmt: skip
    _record(actor, "tolerance.early_sign.noticed", _subject(sign), at)
    return sign.pk


@transaction.atomic
def note_talk(*, actor: Actor, sign_id: int, talked_on: date, talked_by: str, talk_note: str, at: datetime) -> None:
    """This function will note the reminder talk. Refuses a day before the sign was noticed or in the future."""
    sign = _locked_sign(actor, sign_id)
    _refuse_words(talk_note, "talk_note")
    _refuse_future(talked_on, at, "talked_on")
    if talked_on < sign.noticed_on:
        raise BadInput(_("谈话日期在发现日期之前，请核对。"), field="talked_on")
    sign.state, sign.talked_on = EarlySign.State.TALKED, talked_on
    sign.talked_by, sign.talk_note = talked_by.strip() or actor.name, talk_note.strip()
    sign.save()
    _record(actor, "tolerance.early_sign.talked", _subject(sign), at)


@transaction.atomic
def close_early_sign(*, actor: Actor, sign_id: int, put_right: str, at: datetime) -> None:
    """This function will close a sign that was put right; from then on no page shows it. Basis: 云南 12.

    Refuses a sign about which nobody has talked to the person yet.
    """
    sign = _locked_sign(actor, sign_id)
    if sign.state != EarlySign.State.TALKED:
        raise errors.NotYet(_("还没有同本人谈话，不能办结。请先提醒谈话，登记谈话要点。"))
    _refuse_words(put_right, "put_right")
    sign.state, sign.put_right = EarlySign.State.CLOSED, put_right.strip()
    sign.closed_at, sign.closed_by = at, audit.actor_ref(actor)
    sign.save()
    duties.close_duty(actor=actor, kind=DUTY, subject=_subject(sign), at=at)
    _record(actor, "tolerance.early_sign.closed", _subject(sign), at)


@transaction.atomic
def record_inherited(
    *, actor: Actor, title: str, organisation_id: int, who: str, earlier_state: str, arose: str, taken_on: date,
    at: datetime,
) -> int:  # fmt: skip
    """This function will note a problem left from before, as it was on the day somebody took it on, and return its id.

    What the solver found is not charged to them. Refuses empty words and a day of the future. Basis: 云南 10.
    """
    unit = organisations.get(organisation_id)
    access.require(actor, queries.TRIAL, path=unit.path)
    person = queries.person_named(actor, queries.TRIAL, who.strip())
    _refuse_words(earlier_state, "earlier_state")
    _refuse_future(taken_on, at, "taken_on")
    problem = InheritedProblem.objects.create(
        title=title.strip(), organisation=unit, organisation_path=unit.path, person=person,
        earlier_state=earlier_state.strip(), arose=arose.strip(), taken_on=taken_on, recorded_at=at,
        recorded_by=audit.actor_ref(actor),
    )  # fmt: skip
    _record(actor, "tolerance.inherited.recorded", ref("tolerance.inherited", problem.pk), at)
    return problem.pk


@transaction.atomic
def solve_inherited(*, actor: Actor, problem_id: int, outcome: str, solved_on: date, at: datetime) -> None:
    """This function will note how a problem left from before was solved. Refuses twice, and a day before it began."""
    access.require(actor, queries.TRIAL)
    queries.problem_of(actor, problem_id)
    problem = InheritedProblem.objects.select_for_update().get(pk=problem_id)
    if problem.solved_on is not None:
        raise errors.WrongState(_("这个问题已经登记为解决，不用再登记。"))
    _refuse_words(outcome, "outcome")
    _refuse_future(solved_on, at, "solved_on")
    if solved_on < problem.taken_on:
        raise BadInput(_("解决日期在接手日期之前，请核对。"), field="solved_on")
    problem.outcome, problem.solved_on = outcome.strip(), solved_on
    problem.save()
    _record(actor, "tolerance.inherited.solved", ref("tolerance.inherited", problem.pk), at)


@transaction.atomic
def start_trial(
    *, actor: Actor, title: str, organisation_id: int, started_on: date, filing_number: str = "", at: datetime
) -> int:
    """This function will note something done for the first time and return its id; a filing made before may be named.

    Refuses a filing of another unit, empty words and a day of the future. Basis: SPEC TL-13.
    """
    unit = organisations.get(organisation_id)
    access.require(actor, queries.TRIAL, path=unit.path)
    _refuse_words(title, "title")
    _refuse_future(started_on, at, "started_on")
    filing = Filing.objects.filter(number=filing_number.strip(), organisation=unit).first() if filing_number else None
    if filing_number and filing is None:
        raise BadInput(_("这个单位没有编号为“%s”的事前备案，请核对，或者留空。") % filing_number, field="filing_number")
    trial = Trial.objects.create(
        title=title.strip(), organisation=unit, organisation_path=unit.path, filing=filing, started_on=started_on,
        recorded_at=at, recorded_by=audit.actor_ref(actor),
    )  # fmt: skip
    _record(actor, "tolerance.trial.started", ref("tolerance.trial", trial.pk), at)
    return trial.pk


@transaction.atomic
def finish_trial(*, actor: Actor, trial_id: int, result: str, lesson: str, spread: str = "", at: datetime) -> None:
    """This function will note what came of a trial; one that failed is worth its lesson. Refuses a finished one."""
    access.require(actor, queries.TRIAL)
    queries.trial_of(actor, trial_id)
    trial = Trial.objects.select_for_update().get(pk=trial_id)
    if trial.result != Trial.Result.RUNNING:
        raise errors.WrongState(_("这件事的结果已经登记过了。"))
    if result not in {Trial.Result.SUCCEEDED, Trial.Result.FAILED}:
        raise BadInput(_("请选结果"), field="result")
    _refuse_words(lesson, "lesson")
    trial.result, trial.lesson, trial.spread = Trial.Result(result), lesson.strip(), spread.strip()
    trial.save()
    _record(actor, "tolerance.trial.finished", ref("tolerance.trial", trial.pk), at)


def _locked_sign(actor: Actor, sign_id: int) -> EarlySign:
    queries.sign_of(actor, sign_id)
    return EarlySign.objects.select_for_update().get(pk=sign_id)


def _subject(sign: EarlySign) -> str:
    return ref("tolerance.early_sign", sign.pk)


def _refuse_words(text: str, field: str) -> None:
    if not text.strip():
        raise BadInput(_("请写下来，不能空着。"), field=field)
    markings.refuse_classified(text, _("登记的内容"))


def _refuse_future(day: date, at: datetime, field: str) -> None:
    if day > timezone.localdate(at):
        raise BadInput(_("日期还没有到，请填写实际日期。"), field=field)


def _record(actor: Actor, verb: str, target: str, at: datetime) -> None:
    audit.record(actor=actor, verb=verb, target=target, at=at)
