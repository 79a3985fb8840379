"""Who is assessed and who is not, with the reason: drawn from the files, confirmed by people."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, datetime

from django.db import transaction

from dandang.foundation.audit import actions as audit
from dandang.foundation.ground.periods import Period
from dandang.foundation.ground.refs import ref
from dandang.ledger.effects import queries as effects
from dandang.ledger.effects.kinds import SANCTIONS
from dandang.registry.access.records import Actor
from dandang.registry.people import queries as people

from ..errors import MissingReason, NotYet, WrongState
from ..models import Cycle, CycleUnit, Participant, Participation
from ..queries import law
from ..records import AbsenceFact, PersonFacts, SanctionFact, Suggestion
from ..rules import participation
from ..states import CycleState
from .cycles import locked, locked_participant, locked_unit
from .plans import assign_plans

BATCH = 900


@transaction.atomic
def draw_participants(*, actor: Actor, cycle_id: int, at: datetime) -> int:
    """This function will list everybody the cycle covers, with what the rules say about each; returns how many.

    Drawing again adds newcomers and refreshes the facts, and keeps what people already confirmed.
    Refuses once ballots are open. Basis: 公务员考核规定 25–29 as far as known.
    """
    cycle = locked(actor, cycle_id, "appraisal.prepare")
    if cycle.state != CycleState.PREPARING:
        raise WrongState("测评已经开始，名单不能再整体重排。个别变动请在人员页单独办理。")
    persons = list(people.managed_by(cycle.owner_path, by_units=cycle.staff_class == "CIVIL"))
    if not persons:
        raise NotYet("管理范围内没有这一类在职人员。请先导入花名册。")
    units = _units(cycle, persons)
    suggestions = suggest(cycle, persons)
    known = {one.person_id: one for one in cycle.participants.all()}
    fresh: list[Participant] = []
    changed: list[Participant] = []
    for person in persons:
        row = known.get(person.pk) or Participant(cycle=cycle, person=person)
        _fill(row, person, units[_unit_id(cycle, person)], suggestions[person.pk])
        (changed if row.pk else fresh).append(row)
    Participant.objects.bulk_create(fresh, batch_size=BATCH)
    Participant.objects.bulk_update(changed, _REFRESHED, batch_size=200)
    gone = set(known) - {person.pk for person in persons}
    Participant.objects.filter(cycle=cycle, person_id__in=gone).delete()
    assign_plans(cycle)
    audit.record(
        actor=actor,
        verb="appraisal.participants.drawn",
        target=ref("appraisal.cycle", cycle.pk),
        facts={"people": len(persons), "new": len(fresh)},
        at=at,
    )
    return len(persons)


_REFRESHED = [
    "unit",
    "name",
    "order_key",
    "post_text",
    "level",
    "sector",
    "region",
    "suggested",
    "suggested_why",
    "participation",
    "participation_reason",
    "may_be_excellent",
    "excellent_bar_why",
    "asks_people",
]


def _fill(row: Participant, person: people.Person, unit: CycleUnit, suggestion: Suggestion) -> None:
    """Copy the post of the assessed year and the rules' answer into the row; a person's own decision stays."""
    decided = row.pk is not None and row.participation_reason != ""
    row.unit, row.name, row.person_number = unit, person.name, person.number
    row.order_key = f"{person.team_order:05d} {person.name_key}"[:140]
    row.post_text, row.level = person.post_text, person.post_level
    row.sector, row.region = person.home.sector, person.home.region
    row.suggested = suggestion.participation
    row.suggested_why = [
        {"fact": w.fact, "follows": w.follows, "clause": w.clause, "url": w.clause_url, "reliability": w.reliability}
        for w in suggestion.why
    ]
    row.may_be_excellent, row.excellent_bar_why = suggestion.may_be_excellent, suggestion.excellent_bar_why
    if not decided:
        row.participation, row.participation_reason = suggestion.participation, ""
        row.asks_people = suggestion.asks_people


def suggest(cycle: Cycle, persons: list[people.Person]) -> dict[int, Suggestion]:
    """What the rules say about each person, from the files and the ledger."""
    period = Period(cycle.starts_on, cycle.ends_on)
    ids = [person.pk for person in persons]
    rules = law.participation_law(cycle)
    half = (cycle.ends_on - cycle.starts_on).days // 2
    absences = defaultdict(list)
    for one in people.absences_within(ids, period):
        absences[one.person_id].append(one)
    pending = {
        e.person_id: e
        for e in effects.in_force_during(person_ids=ids, kinds=["PENDING_CASE"], period=period)
        if e.ends_on is None or e.ends_on >= cycle.ends_on
    }
    sanctions = defaultdict(list)
    for effect in effects.in_force_during(person_ids=ids, kinds=["DISCIPLINE_IN_FORCE"], period=period):
        code = effect.facts.get("sanction", "")
        sanctions[effect.person_id].append(SanctionFact(code, str(SANCTIONS.get(code, "")), effect.document))
    return {
        person.pk: participation(
            PersonFacts(
                days_in_period=(cycle.ends_on - cycle.starts_on).days,
                is_recruit_on_probation=_on_probation(person, law.last_day(cycle)),
                absences=tuple(
                    AbsenceFact(a.kind, a.label, Period(a.starts_on, a.ends_on).days_within(period), a.host_name)
                    for a in absences[person.pk]
                ),
                pending_case="立案审查调查中" if person.pk in pending else "",
                sanctions=tuple(sanctions[person.pk]),
            ),
            rules,
            half,
        )
        for person in persons
    }


def _on_probation(person: people.Person, day: date) -> bool:
    """Recruits' probation (录用试用期), not the trial of a leading post (任职试用期), which does not change grading."""
    return bool(person.probation_ends_on and person.probation_ends_on > day and not person.is_team_member)


def _unit_id(cycle: Cycle, person: people.Person) -> int:
    return person.managed_by_id if cycle.staff_class == "CIVIL" else person.home_id


def _units(cycle: Cycle, persons: list[people.Person]) -> dict[int, CycleUnit]:
    """The cycle's units by organisation, made where missing."""
    known = {unit.organisation_id: unit for unit in cycle.units.all()}
    for person in persons:
        organisation = person.managed_by if cycle.staff_class == "CIVIL" else person.home
        if organisation.pk in known:
            continue
        known[organisation.pk] = CycleUnit.objects.create(
            cycle=cycle,
            organisation=organisation,
            organisation_name=organisation.name,
            path=organisation.path,
            manager_path=organisation.path if cycle.staff_class == "CIVIL" else cycle.owner_path,
            pool="乡镇（街道）" if organisation.kind == "TOWNSHIP" else "县直机关",
        )
    return known


@transaction.atomic
def decide_participation(
    *, actor: Actor, participant_id: int, participation: str, reason: str, at: datetime
) -> Participant:
    """This function will set how a person takes part. Refuses a departure from the rules' answer without a reason."""
    one = locked_participant(actor, participant_id, "appraisal.people")
    if one.cycle.state == CycleState.SEALED or one.unit.state == "SEALED":
        raise WrongState("这个单位的等次已经确定，不能再改参加情况。")
    if participation not in Participation.values:
        raise MissingReason("请选择一种参加情况。", field="participation")
    needs_reason = participation != one.suggested or one.asks_people
    if needs_reason and not reason.strip():
        raise MissingReason("和规则的提示不同，或者规则没有写明，请写明理由。理由会存入考核材料。", field="reason")
    before = one.participation
    one.participation, one.participation_reason, one.asks_people = participation, reason.strip(), ""
    if participation != "GRADED":
        one.proposed_grade = one.proposed_reason = ""
    one.save()
    assign_plans(one.cycle)
    audit.record(
        actor=actor,
        verb="appraisal.participation.decided",
        target=ref("appraisal.participant", one.pk),
        reason=reason,
        facts={"before": before, "after": participation},
        at=at,
    )
    return one


@transaction.atomic
def set_unit_quota(
    *, actor: Actor, unit_id: int, pool: str, tilt_bp: int, tilt_reason: str, team_grade: str, at: datetime
) -> CycleUnit:
    """This function will set a unit's pool, tilt and team grade. A tilt needs a documented attribute as its reason.

    Refuses after scoring has been used to propose grades. Basis: 云南 18 (tilt for hard and grassroots posts).
    """
    unit = locked_unit(actor, unit_id, "appraisal.prepare")
    if unit.state != "OPEN":
        raise WrongState("这个单位已经报了等次建议。请先退回建议，再改名额。")
    if tilt_bp and not tilt_reason.strip():
        raise MissingReason("写明为什么倾斜，比如“艰苦边远乡镇”，并说明依据。", field="tilt_reason")
    unit.pool, unit.tilt_bp, unit.tilt_reason, unit.team_grade = pool, tilt_bp, tilt_reason.strip(), team_grade
    unit.save()
    audit.record(
        actor=actor,
        verb="appraisal.unit.quota_set",
        target=ref("appraisal.unit", unit.pk),
        reason=tilt_reason,
        facts={"pool": pool, "tilt_bp": tilt_bp, "team_grade": team_grade},
        at=at,
    )
    return unit
