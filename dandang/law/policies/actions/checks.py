"""Recording that a stored value was compared with the official text. The edition itself never changes."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from dandang.foundation.audit import actions as audit
from dandang.foundation.ground import refs
from dandang.law.policies import check_queries, errors, kinds, models
from dandang.law.policies.states import CheckResult
from dandang.registry.access import queries as access
from dandang.registry.access.kinds import ORG_OFFICER
from dandang.registry.access.records import Actor


@transaction.atomic
def check_value(
    *,
    actor: Actor,
    edition_id: int,
    key: str,
    checked_on: date,
    source: str,
    result: str,
    note: str = "",
    second_reader: str = "",
    at: datetime,
) -> int:
    """This function will record one check of a value and return its number; a difference asks for a new edition.

    Refuses a day that has not come, a difference without the text's own words, the checker named as second reader,
    an account without a person, and (404) a value the edition does not have.
    """
    access.require(actor, "policies.value.check")
    value = check_queries.stored_value(edition_id, key)
    if actor.person_id is None:
        raise errors.not_a_person()
    today = timezone.localdate(at)
    if checked_on > today:
        raise errors.future_check(today)
    if result == CheckResult.DIFFERENT and not note.strip():
        raise errors.difference_without_words()
    if second_reader.strip() == actor.name:
        raise errors.second_reader_is_the_checker()
    row = models.ValueCheck.objects.create(
        edition=value.edition,
        key=value.key,
        checked_on=checked_on,
        source=source.strip(),
        result=result,
        note=note.strip(),
        second_reader=second_reader.strip(),
        checker_id=actor.person_id,
        recorded_at=at,
        recorded_by=audit.actor_ref(actor),
    )
    if result == CheckResult.DIFFERENT:
        _ask_for_new_edition(actor, value, note.strip(), at)
    elif not check_queries.has_difference(value.edition_id):
        differences_are_mended(actor, value.edition_id, at)
    audit.record(
        actor=actor,
        verb="policies.value.checked",
        target=refs.ref("policies.edition", value.edition_id),
        facts={"key": key, "result": result, "checked_on": checked_on.isoformat()},
        at=at,
    )
    return row.pk


def differences_are_mended(actor: Actor, edition_id: int, at: datetime) -> None:
    """Close the duty to bring a corrected edition: a later one took its place, or a new check found no difference."""
    door = kinds.duty_door()
    if door is not None:
        subject = refs.ref("policies.edition", edition_id)
        door.close_duty(actor=actor, kind=kinds.DIFFERS_DUTY, subject=subject, at=at)


def _ask_for_new_edition(actor: Actor, value: models.Value, note: str, at: datetime) -> None:
    """Whoever looks after the packs has to bring the corrected edition; the value applies until then."""
    door = kinds.duty_door()
    if door is None or actor.organisation_id is None:
        return
    door.open_duty(
        actor=actor,
        kind=kinds.DIFFERS_DUTY,
        title=f"另立一版：{value.key.label}",
        why=f"核对发现和原文不一致：{note}",
        subject=refs.ref("policies.edition", value.edition_id),
        role=ORG_OFFICER,
        organisation_id=actor.organisation_id,
        clause_url=reverse("policies:check", args=[value.edition_id, value.key.key]),
        at=at,
    )
