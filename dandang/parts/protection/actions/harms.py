"""Harm to a reputation in public: registered, checked, published by two people, its effect looked at.

Basis: 云南 第11点. Where and what was said, never who: nobody monitors the public or traces authors (SPEC PR-08).
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from dandang.foundation.audit import actions as audit
from dandang.foundation.ground.refs import ref
from dandang.foundation.ground.refusal import BadInput, NotAllowed, NotHere
from dandang.foundation.guard import blanks, markings
from dandang.ledger.casework import actions as casework
from dandang.ledger.notices import actions as notices
from dandang.registry.access import queries as access
from dandang.registry.access.records import Actor
from dandang.registry.organisations import queries as organisations
from dandang.registry.organisations.models import Organisation
from dandang.registry.people.models import Person

from .. import clarification_rules as rules
from .. import errors
from ..models import Circle, PublicHarm, System
from ..queries import clarifications, offices
from ..queries import harms as queries
from ..states import HARM_MOVES
from . import moving

CHECK, PUBLISH, APPROVE, EFFECT = (
    "protection.harm_check", "protection.harm_publish", "protection.harm_approve", "protection.harm_effect"
)  # fmt: skip
_ALL = (CHECK, PUBLISH, APPROVE, EFFECT)


@transaction.atomic
def register_harm(
    *, actor: Actor, system: str, told: str, known_to: int, person_id: int | None = None,
    organisation_id: int | None = None, at: datetime,
) -> int:  # fmt: skip
    """This function will put on file that something untrue is told in public about a person or a unit; its id.

    The person, the unit or the office registers. Refuses somebody else's name without the right over his unit, words
    that point at who said it, and a circle that is none. The region's organ of the chosen system checks it.
    """
    person = Person.objects.select_related("home").filter(pk=person_id).first() if person_id else None
    unit = organisations.get(organisation_id) if organisation_id else None
    home = person.home if person is not None else unit
    if home is None:
        raise BadInput(_("请写明损害了谁的名誉：一个人，或者一个单位。"), field="who")
    _require_right(actor, person, home)
    if system not in System.values:
        raise BadInput(_("请选由谁来查。"), field="system")
    if known_to not in Circle.values:
        raise BadInput(_("请选传到了哪里。"), field="known_to")
    organ = offices.region_organ(System(system), organisations.region_above(home))
    today = timezone.localdate(at)
    row = PublicHarm(
        number=casework.next_number(unit=organ, kind="舆", year=today.year), system=system, organ=organ,
        organ_path=organ.path, region=organ.region, person=person, organisation=unit,
        told=_without_author(told, "told"), known_to=known_to, registered_on=today,
        registered_by=audit.actor_ref(actor),
    )  # fmt: skip
    moving_on = (CHECK, "查明负面舆情", "尽快查清是不是事实", queries.CHECK)
    _saved(actor, row, "protection.harm.registered", at, moving_on, known_to=known_to)
    return row.pk


@transaction.atomic
def check_harm(*, actor: Actor, harm_id: int, is_true: bool, facts: str, at: datetime) -> None:
    """This function will record what was found. What turned out true ends here and leaves nothing anywhere else."""
    row = _locked(actor, harm_id, at)
    row.facts = _without_author(facts, "facts")
    moving.move(row, HARM_MOVES, "true" if is_true else "check")
    row.checked_on, row.checked_by = timezone.localdate(at), audit.actor_ref(actor)
    if is_true:
        _saved(actor, row, "protection.harm.true", at, None)
        return
    moving_on = (PUBLISH, "拟公布的内容", "已经查明不实，要公布真相", queries.PUBLISH)
    _saved(actor, row, "protection.harm.checked", at, moving_on)


@transaction.atomic
def propose_publication(
    *, actor: Actor, harm_id: int, words: str, told_to: int, wider_reason: str = "", at: datetime
) -> None:
    """This function will put down what is to be published and how far, for a leader's approval.

    Refuses a circle narrower than the harm, a wider one without a reason, words that point at who said it.
    """
    row = _locked(actor, harm_id, at)
    moving.require_state(row, "CHECKED", "PUBLISHED")
    if row.state == "PUBLISHED" and not row.effect:
        raise errors.NotYet(_("刚公布过，先登记效果；影响没有消除的，再拟一次。"), (_("公布的效果"),))
    if told_to not in Circle.values:
        raise BadInput(_("请选公布到哪里。"), field="told_to")
    circles = {"known": row.get_known_to_display(), "told": Circle(told_to).label}
    if rules.is_too_narrow(row.known_to, told_to):
        sentence = _("不实的话传到了%(known)s，只向%(told)s公布，听到过的人不会知道。至少要公布到%(known)s。")
        raise BadInput(sentence % circles, field="told_to", clause=_("云南 第11点：公布事实真相"))
    if rules.is_wider(row.known_to, told_to) and not wider_reason.strip():
        sentence = _("只传到了%(known)s，却要公布到%(told)s：没有听到过的人也会知道。确有必要的，请写明为什么。")
        raise BadInput(sentence % circles, field="wider_reason")
    row.proposed, row.proposed_to = _without_author(words, "words"), told_to
    row.proposed_by, row.wider_reason = audit.actor_ref(actor), wider_reason.strip()
    moving_on = (APPROVE, "审批公布的内容", "两个人把关，再公布", queries.PUBLISH)
    _saved(actor, row, "protection.harm.publication_proposed", at, moving_on, told_to=told_to)


@transaction.atomic
def publish_harm(*, actor: Actor, harm_id: int, published_on: date, at: datetime) -> None:
    """This function will approve what was proposed and record that it was published.

    Refuses whoever checked the facts or wrote the words, nothing proposed, a day before the check or of the future.
    """
    row = _locked(actor, harm_id, at, is_leader=True)
    moving.require_state(row, "CHECKED", "PUBLISHED")
    if not row.proposed or row.proposed_to is None:
        raise errors.NotYet(_("还没有拟公布的内容。请承办人先拟。"), (_("拟公布的内容"),))
    me = audit.actor_ref(actor)
    if me in (row.checked_by, row.proposed_by):
        raise errors.Conflicted(_("事实是您查的，或者内容是您拟的，要由另一位负责人批准公布。"))
    moving.refuse_future(published_on, at, "published_on")
    if row.checked_on is not None and published_on < row.checked_on:
        raise BadInput(_("公布的日期早于查明的日期，请核对。"), field="published_on")
    moving.move(row, HARM_MOVES, "publish")
    row.publication, row.published_to = row.proposed, row.proposed_to
    row.published_on, row.approved_by, row.effect = published_on, me, ""
    row.proposed, row.proposed_to = "", None
    moving_on = (EFFECT, "看公布的效果", "影响消除了没有", queries.EFFECT)
    _saved(actor, row, "protection.harm.published", at, moving_on, told_to=row.published_to)


@transaction.atomic
def check_effect(*, actor: Actor, harm_id: int, effect: str, is_over: bool, at: datetime) -> None:
    """This function will record what the publication did. Over: closed. Not over: something else is to be published."""
    row = _locked(actor, harm_id, at)
    moving.require_state(row, "PUBLISHED")
    row.effect = blanks.written(effect, _("效果怎样"), "effect")
    if is_over:
        moving.move(row, HARM_MOVES, "close")
        row.closed_on = timezone.localdate(at)
        _saved(actor, row, "protection.harm.closed", at, None)
        return
    moving_on = (PUBLISH, "再拟公布的内容", "影响还没有消除", queries.PUBLISH)
    _saved(actor, row, "protection.harm.effect_checked", at, moving_on)


# Parts of the acts -----------------------------------------------------------------------------------------------


def _require_right(actor: Actor, person: Person | None, home: Organisation) -> None:
    if person is not None and person.pk == actor.person_id:
        access.require(actor, "protection.own_harm")
    elif not actor.is_system and not access.may(actor, "protection.harm", path=home.path):
        raise NotAllowed(_("您只能为自己、自己的单位或者管理范围内的人登记。"))


def _without_author(text: str, field: str) -> str:
    words = blanks.written(text, _("在哪里、说了什么") if field == "told" else _("内容"), field)
    markings.refuse_classified(words, _("内容"), field=field)
    if found := rules.names_an_author(words):
        sentence = _("这里不记是谁说的，也不记网址、账号：%s。请只写在哪里、说了什么、传到多广。")
        raise BadInput(sentence % "、".join(found), field=field)
    return words


def _locked(actor: Actor, harm_id: int, at: datetime, *, is_leader: bool = False) -> PublicHarm:
    rows = PublicHarm.objects.select_for_update(of=("self",)).select_related("organ")
    row = rows.filter(pk=harm_id).first()
    may = queries.may_lead if is_leader else queries.may_handle
    if row is None or not may(actor, row):
        raise NotHere()
    clarifications.refuse_conflicted(actor, row, on=timezone.localdate(at))
    return row


def _saved(
    actor: Actor, row: PublicHarm, verb: str, at: datetime, following: tuple[str, str, str, str] | None,
    **facts: Any,
) -> None:  # fmt: skip
    """Save, put on record, tell the person, close what was to be done and open what follows with the packs' days."""
    moving.saved(actor, row, verb, at, **facts)
    for kind in _ALL:
        moving.done_duty(actor, row, kind, at)
    _tell(actor, row, at)
    if following is None:
        return
    kind, title, why, key = following
    said, due = moving.clock(key, region=row.region, counted_from=timezone.localdate(at))
    moving.next_duty(
        actor, row, kind, title, why, at, clause=said.citation, clause_url=said.clause_url or "",
        is_leaders=kind == APPROVE, due=due,
    )  # fmt: skip


def _tell(actor: Actor, row: PublicHarm, at: datetime) -> None:
    """The person hears of each step; nobody's own registration is told back to him."""
    if row.person_id is None or row.person_id == actor.person_id:
        return
    body = "\n".join(
        [
            f"您的名誉受损一事，现在：{row.get_state_display()}。",
            "接下来：由承办机关办理，每一步都告诉您。",
            "您可以：在“我的说明和澄清”里看进展。",
            f"有疑问请找：{row.organ.name}",
        ]
    )
    notices.tell(
        actor=actor, account_ids=access.accounts_of_people([row.person_id]), title="名誉受损一事有进展", body=body,
        subject=ref("protection.own_harm", row.pk), at=at,
    )  # fmt: skip
