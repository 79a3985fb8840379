"""What happened to people before and between the assessments: leave, secondment, sanctions, tolerated matters."""

from __future__ import annotations

from datetime import UTC, date, datetime

from dandang.demo.assessments import Stage
from dandang.ledger.effects import actions as effects
from dandang.registry.people import actions as people
from dandang.registry.people.models import Person

AT = datetime(2025, 7, 1, 2, 0, tzinfo=UTC)


def happen(stage: Stage) -> None:
    """Write leave, secondment and decisions for invented people, picked by unit and place: each load is alike."""
    staff = {short: list(_staff(stage, short)) for short in ("河湾镇", "石桥乡", "县水利局", "县财政局", "柳集镇")}
    _absence(stage, staff["河湾镇"][4], "SICK", date(2025, 2, 10), date(2025, 10, 20), "")
    _absence(stage, staff["县财政局"][3], "MATERNITY", date(2026, 3, 1), date(2026, 8, 10), "")
    _absence(stage, staff["县水利局"][5], "SECONDED", date(2025, 3, 1), date(2026, 3, 1), "石桥乡")
    _absence(stage, staff["柳集镇"][6], "SICK", date(2026, 2, 1), date(2026, 9, 15), "")
    _absence(stage, staff["石桥乡"][2], "STUDY", date(2026, 3, 1), date(2026, 5, 1), "")
    _probation(stage, staff["河湾镇"][7], date(2027, 6, 30))
    _effect(
        stage,
        staff["县财政局"][6],
        "DISCIPLINE_IN_FORCE",
        date(2026, 4, 10),
        date(2026, 10, 10),
        "青纪处〔2026〕3号",
        "政务处分法 第8条",
        {"sanction": "WARNING"},
    )
    _effect(
        stage,
        staff["柳集镇"][2],
        "DISCIPLINE_IN_FORCE",
        date(2026, 5, 18),
        date(2027, 5, 18),
        "青纪处〔2026〕5号",
        "政务处分法 第8条",
        {"sanction": "DEMERIT"},
    )
    _effect(
        stage,
        staff["县水利局"][8],
        "PENDING_CASE",
        date(2026, 9, 1),
        None,
        "青监立〔2026〕2号",
        "公务员考核规定 第28条",
        {"case_organ": "青禾县监察委员会"},
    )
    for person, year in ((staff["河湾镇"][0], 2025), (_named(stage, "顾明川"), 2026), (staff["石桥乡"][1], 2025)):
        _shield(stage, person, year)


def _shield(stage: Stage, person: Person, year: int) -> None:
    _effect(
        stage,
        person,
        "ASSESSMENT_SHIELD",
        date(year, 6, 1),
        date(year + 2, 6, 1),
        f"青容〔{year}〕7号",
        "安徽 第12点",
        {
            "matter": "渡口应急值守",
            "indicators": ["能"],
            "matter_from": f"{year}-06-01",
            "matter_to": f"{year}-06-10",
            "assessments": ["ROUTINE", "ANNUAL", "TARGET", "PERFORMANCE", "TENURE", "PROBATION", "INTEGRITY"],
        },
    )


def _effect(
    stage: Stage,
    person: Person,
    kind: str,
    starts_on: date,
    ends_on: date | None,
    document: str,
    clause: str,
    facts: dict[str, object],
) -> None:
    effects.write_effect(
        actor=stage.actor,
        kind=kind,
        person_id=person.pk,
        starts_on=starts_on,
        ends_on=ends_on,
        document=document,
        clause=clause,
        source=f"effects.paper:{person.pk}",
        facts=facts,
        at=AT,
    )


def _absence(stage: Stage, person: Person, kind: str, starts_on: date, ends_on: date, host: str) -> None:
    people.record_absence(
        actor=stage.actor,
        person_id=person.pk,
        kind=kind,
        starts_on=starts_on,
        ends_on=ends_on,
        host_name=host,
        document="单位考勤记录",
        at=AT,
    )


def _probation(stage: Stage, person: Person, ends_on: date) -> None:
    people.update_person(
        actor=stage.actor, person_id=person.pk, version=None, fields={"probation_ends_on": ends_on}, at=AT
    )


def _staff(stage: Stage, short: str) -> list[Person]:
    unit_id = stage.county.units[short]
    return list(Person.objects.filter(home_id=unit_id, is_team_member=False).order_by("team_order", "pk"))


def _named(stage: Stage, name: str) -> Person:
    return Person.objects.get(name=name, home_id=stage.county.units["河湾镇"])
