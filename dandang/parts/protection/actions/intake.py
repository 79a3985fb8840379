"""Reports coming in: by the public pages, by letter, visit or transfer; their acceptance, and the daily run.

What a reporter does is known by its day only. An entry in the record, a duty or a notice would say the moment, so a
report from the web leaves none when it arrives: the first act of staff, or the daily run, puts it on record.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time
from hashlib import sha256

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from dandang.foundation.audit import actions as audit
from dandang.foundation.ground.refusal import BadInput
from dandang.ledger.casework import actions as casework
from dandang.ledger.casework.models import Part
from dandang.ledger.duties import queries as duties
from dandang.registry.access import queries as access
from dandang.registry.access.records import Actor
from dandang.registry.organisations import queries as organisations
from dandang.registry.people.models import Person
from dandang.registry.vault import actions as vault
from dandang.registry.vault import queries as vaults

from .. import errors, receipts
from ..models import Assignment, Report
from ..queries import clocks, handling, offices, reach
from ..records import Arrival, Receipt, Told, Who
from ..states import REPORT_MOVES
from ..verbs import HANDLE
from . import alleged, copies, moving

SECRECY = "检举控告规则 第47条"


@transaction.atomic
def submit(
    *, actor: Actor, office: str, told: Told, who: Who | None, once: str = "", at: datetime
) -> Receipt:  # fmt: skip
    """This function will take a report from the public pages; `who` is given by a signed reporter only.

    With the mark `once` of a form that was sent before, nothing new is taken and the same receipt is given again.

    Refuses what is unfit, a signed report where no identity can be sealed, and one that nobody is left to read; each
    time with the way out. Nothing of it is on record before staff or the daily run put it there.
    """
    taker = offices.office(office)
    if taker is None:
        raise BadInput(_("请选向哪里反映。"), field="office")
    arrival = Arrival(Report.Way.WEB, timezone.localdate(at))
    code = _code(once, told, who)
    if (before := _with_code(code)) is not None:
        return before
    return _put_down(actor, taker.system, taker.organ_id, told, who, arrival, code, start_of_day(at))


@transaction.atomic
def register(
    *, actor: Actor, system: str, organ_id: int, told: Told, who: Who | None, arrival: Arrival, once: str = "",
    at: datetime,
) -> Receipt:  # fmt: skip
    """This function will put a letter, a visit or a report sent from elsewhere on file and return its receipt.

    With the mark `once` of a form that was sent before, nothing new is put on file and the same receipt is given again.

    Refuses an office the actor does not work for, a day that has not come, and all that `submit` refuses.
    """
    organ = organisations.get(organ_id)
    access.require(actor, HANDLE[system], path=organ.path)
    moving.refuse_future(arrival.received_on, at, "received_on")
    if arrival.way not in {Report.Way.LETTER, Report.Way.VISIT, Report.Way.TRANSFERRED}:
        raise BadInput(_("请选是来信、来访还是转来的。"), field="way")
    if arrival.way == Report.Way.TRANSFERRED and not arrival.sent_by.strip():
        raise BadInput(_("转来的，请写明是哪个机关转来的。"), field="sent_by")
    code = _code(once, told, who)
    if (before := _with_code(code)) is not None:
        return before
    receipt = _put_down(actor, system, organ_id, told, who, arrival, code, at)
    report = Report.objects.get(pk=receipt.report_id)
    moving.saved(actor, report, "protection.report.registered", at, way=report.way, is_signed=report.is_signed)
    _acceptance_next(actor, report, at)
    return receipt


@transaction.atomic
def accept(*, actor: Actor, report_id: int, at: datetime) -> None:
    """This function will accept a report; the actor handles it from now on. A signed reporter reads it by the receipt.

    Refuses whoever may not handle it or has to stand aside. Basis: 检举控告规则 (15 个工作日内告知是否受理).
    """
    report = moving.locked(actor, report_id, reach.may_handle, at)
    moving.require_state(report, "RECEIVED", "FORWARDED")
    take_in(actor, report, at)
    moving.move(report, REPORT_MOVES, "accept")
    today = timezone.localdate(at)
    report.accepted_on = today
    report.acceptance_told_on = today if report.is_signed else None
    _put_in_charge(actor, report, at)
    said, _due = moving.clock(clocks.ACCEPT, region=report.region, counted_from=report.received_on)
    moving.saved(actor, report, "protection.report.accepted", at, clause=said.citation)
    moving.done_duty(actor, report, "protection.accept", at)
    _go_on(actor, report, at)


@transaction.atomic
def take_up(*, actor: Actor, report_id: int, reason: str, at: datetime) -> None:
    """This function will go on with a report its reporter withdrew, where there are facts that want checking.

    Only a leader, with the reason. Nothing follows for the reporter from having withdrawn.
    """
    report = moving.locked(actor, report_id, reach.may_lead, at)
    moving.require_state(report, "WITHDRAWN")
    why = reason.strip()
    if not why:
        raise errors.MissingReason(_("请写明有哪些事实需要继续查。反映人已经撤回，没有理由不继续。"), field="reason")
    moving.move(report, REPORT_MOVES, "accept")
    report.accepted_on = report.accepted_on or timezone.localdate(at)
    report.state_reason = why
    moving.saved(actor, report, "protection.report.taken_up", at, reason=why)
    _go_on(actor, report, at)


@transaction.atomic
def show_file(*, actor: Actor, report_id: int, file_id: int, reason: str, at: datetime) -> None:
    """This function will let those who handle a report open a file that may still tell who sent it (RV07)."""
    report = moving.locked(actor, report_id, reach.may_lead, at)
    found = report.files.select_for_update().filter(pk=file_id, is_clean=False).first()
    if found is None:
        raise BadInput(_("这份材料的来源信息已经去除，不用批准就能打开。"))
    why = reason.strip()
    if not why:
        raise errors.MissingReason(_("请写明为什么非打开原样的材料不可。"), field="reason")
    found.shown_by, found.shown_reason = audit.actor_ref(actor), why[:200]
    found.save()
    moving.saved(actor, report, "protection.file.shown", at, reason=why, clause=SECRECY, file=file_id)


@transaction.atomic
def take_in_day(*, actor: Actor, on: date, at: datetime) -> int:
    """This function will put on record what the public pages took since the last run, and say how many reports.

    Opens the duty to accept each; running it twice for one day changes nothing the second time.
    """
    access.require(actor, "duties.run")
    waiting = Report.objects.select_for_update(of=("self",)).select_related("organ")
    taken = list(waiting.filter(way=Report.Way.WEB, taken_in_on=None, received_on__lte=on).order_by("number"))
    for report in taken:
        take_in(actor, report, at)
        if report.state == "RECEIVED":
            _acceptance_next(actor, report, at)
    return len(taken)


def take_in(actor: Actor, report: Report, at: datetime) -> None:
    """Put a report from the web on record, once. Shared by the actions of staff."""
    if report.way != Report.Way.WEB or report.taken_in_on is not None:
        return
    report.taken_in_on = timezone.localdate(at)
    moving.saved(actor, report, "protection.report.received", at, is_signed=report.is_signed)


def end_duties(actor: Actor, report: Report, at: datetime) -> bool:
    """Close every open duty about a report that was withdrawn, joined or sent on; say whether the office had one.

    Whom it names is not left with a request for an explanation that nobody reads any more.
    """
    subject = moving.subject_of(report)
    open_now = duties.open_about([subject], timezone.localdate(at)).get(subject, [])
    for kind in sorted({one.kind for one in open_now}):
        moving.done_duty(actor, report, kind, at)
    asked = report.allegations.exclude(explanation_asked_on=None).order_by("pk").values_list("pk", flat=True)
    for pk in asked:
        alleged.close_asking(actor, pk, at)
    return bool(open_now)


def set_aside(actor: Actor, report: Report, named: Sequence[Person], at: datetime) -> None:
    """A report must not be read by whom it names: a recused part, before anybody opens it."""
    has_part = set(report.assignments.values_list("person_id", flat=True))
    for person in named:
        if person.pk in has_part:
            continue
        Assignment.objects.create(
            case=report, part=Part.HANDLER, person=person, assigned_at=at, assigned_by=audit.actor_ref(actor),
            recused_at=at, recused_by=audit.actor_ref(actor), recusal_reason=_("反映中提到了本人"),
        )  # fmt: skip


def start_of_day(at: datetime) -> datetime:
    """Return the beginning of the day: what is kept of the moment of something a reporter did."""
    return timezone.make_aware(datetime.combine(timezone.localdate(at), time()))


# Putting a report down -------------------------------------------------------------------------------------------


def _put_down(
    actor: Actor, system: str, organ_id: int, told: Told, who: Who | None, arrival: Arrival, code: str, at: datetime
) -> Receipt:
    copies.refuse_unfit(told)
    identity = who or Who()
    if who is not None and not who.name.strip():
        raise BadInput(_("实名反映要写姓名。不想写的，请选匿名。"), field="name")
    today = timezone.localdate(at)
    place = offices.reception(system, organisations.get(organ_id), f"{told.about}\n{told.what}", on=today)
    if not place.is_read:
        raise errors.NotYet(
            _("这件反映提到了这里能看到反映的人，没有人适合办理。请直接向上一级机关书面反映，或者当面递交。"),
            clause=SECRECY,
        )
    is_sealable = vaults.is_ready(organ_id=place.organ.pk, on=today)
    if who is not None and not is_sealable:
        raise errors.NotYet(
            _("身份库还没有两个机关的保管人，现在封存不了您的姓名。可以先匿名反映，或者写信、当面递交。"),
            missing=("vault",), field="is_signed",
        )  # fmt: skip
    made = copies.working_copies(told.files)
    handle = _sealed(place.organ.pk, told, identity, today) if is_sealable else ""
    report = _row(actor, system, place, told, identity, arrival, today)
    if (before := _with_code(code)) is not None:  # sent at the same moment: the number's lock has let the other pass
        return before
    report.handle, report.receipt_digest, report.is_signed = handle, receipts.digest(code), who is not None
    report.save()
    copies.store(report, made, start_of_day(at))
    set_aside(actor, report, place.recused, start_of_day(at))
    return Receipt(report.pk, report.number, place.organ.name, code)


def _code(once: str, told: Told, who: Who | None) -> str:
    """The same words and files under the same mark have the same receipt; anything changed is a report of its own."""
    said = [told.about, told.what, told.happened_when, told.happened_where, *(who or Who()).parts]
    said += [sha256(content).hexdigest() for _name, content in told.files]
    return receipts.code_for(once, "\0".join(said).encode())


def _with_code(code: str) -> Receipt | None:
    found = Report.objects.select_related("organ").filter(receipt_digest__in=receipts.digests(code)).first()
    return Receipt(found.pk, found.number, found.organ.name, code) if found is not None else None


def _sealed(organ_id: int, told: Told, who: Who, on: date) -> str:
    """Seal everything as it came: first words, files, and the name of a signed reporter."""
    payload = {
        "about": told.about, "what": told.what, "happened_when": told.happened_when,
        "happened_where": told.happened_where, "name": who.name, "phone": who.phone,
        "identity_number": who.identity_number,
    }  # fmt: skip
    given = {name: words for name, words in payload.items() if words}
    return vault.seal(payload=given, files=told.files, organ_id=organ_id, on=on)


def _row(
    actor: Actor, system: str, place: offices.Reception, told: Told, who: Who, arrival: Arrival, today: date
) -> Report:
    organ = place.organ
    about, text = copies.working_words(told, who)
    _said, due = moving.clock(clocks.ACCEPT, region=organ.region, counted_from=arrival.received_on)
    return Report(
        number=casework.next_number(unit=organ, kind="信", year=arrival.received_on.year),
        system=system,
        organ=organ,
        organ_path=organ.path,
        region=organ.region,
        way=arrival.way,
        outside_number=arrival.outside_number.strip(),
        forwarded_from=arrival.sent_by.strip(),
        about=about[:200],
        text=text,
        state_reason=place.went_above,
        received_on=arrival.received_on,
        taken_in_on=None if arrival.way == Report.Way.WEB else today,
        accept_by=due.on if due is not None else None,
        registered_by=audit.actor_ref(actor),
    )


def _put_in_charge(actor: Actor, report: Report, at: datetime) -> None:
    """Whoever accepts handles the report; an account of nobody on file leaves it to the office."""
    if actor.person_id is None or report.assignments.filter(part=Part.HANDLER, recused_at=None).exists():
        return
    if report.assignments.filter(person_id=actor.person_id).exists():
        return
    Assignment.objects.create(
        case=report, part=Part.HANDLER, person_id=actor.person_id, assigned_at=at, assigned_by=audit.actor_ref(actor)
    )


def _acceptance_next(actor: Actor, report: Report, at: datetime) -> None:
    said, due = moving.clock(clocks.ACCEPT, region=report.region, counted_from=report.received_on)
    moving.next_duty(
        actor, report, "protection.accept", "决定是否受理", "新收到一件反映", at,
        clause=said.citation, clause_url=said.clause_url, due=due,
    )  # fmt: skip


def _go_on(actor: Actor, report: Report, at: datetime) -> None:
    """List and screen the allegations; what was screened before a withdrawal or in another organ goes on from there."""
    live = reach.live_allegations(report)
    if not live.exists() or live.filter(is_checkable=None).exists():
        moving.next_duty(
            actor, report, "protection.screen", "逐项列出反映的问题并筛查", "已受理", at, clause="检举控告规则 第17条"
        )
        return
    why = "先前已经逐项筛查，按各项的下一步接着办"
    moving.next_duty(actor, report, "protection.handle", "继续办理", why, at)
    for person_id in handling.investigators(report):
        moving.next_duty(actor, report, "protection.verify", "继续核实", why, at, person_id=person_id)
