"""Who may apply for whom, about which matter, to which organ: the checks of an application (SPEC TL-01, PL-17)."""

from __future__ import annotations

from datetime import date, datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from dandang.foundation.ground.refusal import BadInput, NotHere
from dandang.law.policies.records import Procedure
from dandang.ledger.matters import actions as matters
from dandang.ledger.matters import queries as matter_queries
from dandang.ledger.matters.records import AccountabilityRecord, MatterRecord
from dandang.registry.access import queries as access
from dandang.registry.access.records import Actor
from dandang.registry.organisations.models import Organisation
from dandang.registry.people import queries as people
from dandang.registry.people.models import Person

from .. import errors
from ..models import Case, Filing, Opening
from ..queries import organs
from ..records import MatterInput
from ..states import UNDECIDED

BY_ORGAN = (Opening.ORGAN, Opening.ACCOUNTABILITY)
BY_UNIT = (Opening.UNIT, Opening.PARTY_ORGANISATION)
_CHANNELS = {"PERSON": "PERSON", "UNIT": "UNIT_REPORT", "PARTY_ORGANISATION": "UNIT_REPORT"}


def require_right(
    actor: Actor, opening: str, person: Person, organ: Organisation, unit: Organisation | None, acted_on: date, *,
    is_on_paper: bool = False,
) -> None:  # fmt: skip
    """Ask whether the actor may bring this person's case in, in this way. A signed form is keyed by the organ."""
    if opening == Opening.PERSON and actor.person_id != person.pk:
        access.require(actor, "tolerance.handle" if is_on_paper else "tolerance.apply")
        if not is_on_paper or not access.may(actor, "tolerance.handle", path=organ.path):
            raise NotHere()
    elif opening == Opening.PERSON:
        access.require(actor, "tolerance.apply")
    elif opening in BY_UNIT:
        if unit is None:
            raise BadInput(_("请写明是哪个单位提出的"), field="applicant_organisation_id")
        access.require(actor, "tolerance.apply_for", path=unit.path)
        _refuse_stranger(person, unit, acted_on)
    else:
        access.require(actor, "tolerance.handle", path=organ.path)
        if actor.person_id == person.pk:
            raise errors.Conflicted(_("这件事涉及您本人，您不能替机关启动。您可以以本人名义申请。"))


def refuse_opener(opening: str, procedure: Procedure | None) -> None:
    """Refuse an applicant whom the text of the place does not name. A text that names none leaves it open."""
    if procedure is None:
        words = _("政策库里没有这个地区在这一天可用的容错办理程序，不能立案。请系统管理员先载入政策包。")
        raise errors.NotYet(words)
    named = {one.who: one for one in procedure.openers}
    if named and opening not in named:
        may = "、".join(dict.fromkeys(one.label for one in named.values()))
        clause = next(iter(named.values())).citation.text
        words = _("本地的规定没有写由%(who)s提出。可以提出的是：%(may)s。请改由他们提出。")
        raise errors.MayNotApply(words % {"who": Opening(opening).label, "may": may}, clause=clause)


def refuse_person(person: Person, organ: Organisation) -> None:
    """Refuse somebody who died, left, or stands under another managing body than the organ's region."""
    if person.state == Person.State.DEAD:
        raise errors.NoLongerHere(
            _("%s 已经去世，不再启动容错认定。涉及的问责事项请在事项里按“不予问责”办理。") % person.name
        )
    if person.state == Person.State.LEFT:
        raise errors.NoLongerHere(
            _("%s 已经调出，不归这里管理。请把材料转给现在的管理机关，由那里受理。") % person.name
        )
    if not organs.manages(organ, person):
        words = _("%(person)s 由%(manager)s管理，不归%(organ)s认定。请按干部管理权限选认定机关。")
        told = {"person": person.name, "manager": person.managed_by.name, "organ": organ.name}
        raise BadInput(words % told, field="organ_id")


def matter_for(
    actor: Actor, matter: int | MatterInput, *, opening: str, person: Person, unit: Organisation | None,
    organ: Organisation, acted_on: date, at: datetime,
) -> MatterRecord:  # fmt: skip
    """Return the matter the case is about; what has no number yet is registered, with the person in it.

    Raises NotHere for a matter the applicant has nothing to do with, as if it did not exist.
    """
    if isinstance(matter, MatterInput):
        return _registered(actor, matter, opening=opening, person=person, acted_on=acted_on, at=at)
    found = matter_queries.matter_record(matter)
    if not _may_name(actor, found, opening, person, unit, organ):
        raise NotHere()
    if person.pk not in found.person_ids():
        matters.add_involvement(actor=actor, matter_id=found.id, person_id=person.pk, role="JOINED", at=at)
    return matter_queries.matter_record(found.id)


def accountability_for(
    accountability_id: int | None, *, opening: str, matter_id: int, person_id: int
) -> AccountabilityRecord | None:
    """Return the accountability matter beside the case: the one named, else a running one about person and matter."""
    running = [one for one in matter_queries.accountabilities_of(matter_id) if one.person_id == person_id]
    if accountability_id is None:
        if opening == Opening.ACCOUNTABILITY:
            raise BadInput(_("请选定是哪一件问责事项"), field="accountability_id")
        return next((one for one in running if one.state != "CLOSED"), None)
    named = next((one for one in running if one.id == accountability_id), None)
    if named is None:
        raise NotHere()
    if named.state == "CLOSED":
        raise errors.WrongState(_("%s 已经办结，不能再在它旁边启动容错。请改由本人或者单位申请。") % named.number)
    return named


def filing_for(filing_id: int | None, matter: MatterRecord) -> Filing | None:
    """Return the advance filing the application leans on; it must be on record and of the matter's unit."""
    if filing_id is None:
        return None
    filing = Filing.objects.filter(pk=filing_id, organisation_id=matter.organisation_id).first()
    if filing is None:
        raise NotHere()
    if filing.state != Filing.State.RECEIVED:
        raise BadInput(_("%s 还没有备案回执，不能作为事前备案引用。") % filing.number, field="filing_id")
    return filing


def refuse_second(matter_id: int, person_id: int) -> None:
    """Refuse a second case about one person and matter; one that was decided is looked at again by a review."""
    for other in Case.objects.filter(matter_id=matter_id, person_id=person_id).order_by("pk"):
        if other.state in UNDECIDED:
            words = _("这个人在这件事上已有容错案件 %s，正在办理。请在那里补充材料，不用再报。")
            raise errors.AlreadyOpen(words % other.number)
        if other.state not in {"REFUSED", "WITHDRAWN", "ENDED"}:
            words = _("这个人在这件事上已有认定（%s）。有不同意见的，请在那件案里申请复查。")
            raise errors.AlreadyOpen(words % other.number)


def refuse_days(applied_on: date, acted_on: date, at: datetime) -> None:
    """Refuse days of the future and an act after the application."""
    if applied_on > timezone.localdate(at):
        raise BadInput(_("申请日期还没有到，请核对"), field="applied_on")
    if acted_on > applied_on:
        raise BadInput(_("行为日晚于申请日期，请核对。行为日是这件事做出决定或者实施的那一天"), field="acted_on")


def _registered(
    actor: Actor, typed: MatterInput, *, opening: str, person: Person, acted_on: date, at: datetime
) -> MatterRecord:
    held = people.post_on(person.pk, acted_on)
    unit_id = held.organisation_id if held is not None and held.organisation_id else person.home_id
    matter_id = matters.register_matter(
        actor=actor, title=typed.title, happened_from=typed.happened_from, happened_to=typed.happened_to,
        summary=typed.summary, kind=typed.kind, organisation_id=unit_id,
        channel=_CHANNELS.get(opening, "OWN_WORK"), at=at,
    )  # fmt: skip
    matters.add_involvement(actor=actor, matter_id=matter_id, person_id=person.pk, role=typed.role, at=at)
    return matter_queries.matter_record(matter_id)


def _may_name(
    actor: Actor, matter: MatterRecord, opening: str, person: Person, unit: Organisation | None, organ: Organisation
) -> bool:
    if opening == Opening.PERSON:
        return person.pk in matter.person_ids()
    if opening in BY_UNIT:
        return unit is not None and not matter.is_restricted and matter.organisation_path.startswith(unit.path)
    return access.may(actor, "tolerance.handle", path=matter.organisation_path) or access.may(
        actor, "tolerance.handle", path=organ.path
    )


def _refuse_stranger(person: Person, unit: Organisation, acted_on: date) -> None:
    """A unit speaks for those who serve in it, or served in it on the day of the act."""
    if person.home_path.startswith(unit.path):
        return
    held = people.post_on(person.pk, acted_on)
    if held is not None and held.organisation_id == unit.pk:
        return
    words = _("%(person)s 现在不在%(unit)s，行为日也不在。请由行为日所在的单位或者现在的单位提出。")
    raise errors.NoLongerHere(words % {"person": person.name, "unit": unit.name}, field="person_id")
