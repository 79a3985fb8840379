"""Two counties write rules of their own in the editor: 青禾县 with the discipline body in front and days for every
stage, its neighbour 临禾县 with the organisation department, fewer stages of its own and conditions of its own.

Both are invented, figures and all. They are drafted by one officer and approved by another, as anybody would.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any

import yaml

from dandang.demo.accounts import account_with, actor_on
from dandang.demo.assessments import Stage
from dandang.demo.careers import identity_number
from dandang.law.policies import actions as policies
from dandang.law.policies import queries as law
from dandang.parts.tolerance.actions import opening
from dandang.parts.tolerance.records import MatterInput
from dandang.registry.access.records import Actor
from dandang.registry.organisations import actions as organisations
from dandang.registry.people import actions as people
from dandang.registry.people.models import Person
from dandang.registry.people.records import FileInput

NEIGHBOUR, NEIGHBOUR_REGION = "临禾县", "341298"
RULES = Path(__file__).parent / "rules"
FOUNDED = date(1949, 10, 1)
Entry = dict[str, Any]


# Who works in the neighbour county: account, name, sex, unit, post, role over the county.
PEOPLE = (
    ("wenxb", "温行白", "1", "中共临禾县委组织部", "干部监督科科长", "ORG_OFFICER"),
    ("duanmu", "端木青", "2", "中共临禾县委组织部", "常务副部长", "ORG_LEADER"),
    ("shaozm", "邵知民", "1", "临禾县青川镇", "党政办主任", "UNIT_OFFICER"),
    ("", "闻人远", "1", "临禾县青川镇", "副镇长", ""),
)


def make_rules(stage: Stage) -> None:
    """Found the neighbour county, let both counties write their rules, and open the first case under the new ones."""
    units = _found_neighbour(stage.actor, stage.county.city_id)
    _write("qinghe-2026", stage.county.county_id)
    _write("linhe-2026", units[NEIGHBOUR])
    _first_case(units)


def _write(name: str, organisation_id: int) -> None:
    """One officer puts entry after entry into the editor, another person approves in the afternoon."""
    rules = yaml.safe_load((RULES / f"{name}.yaml").read_text(encoding="utf-8"))
    day = rules["drafted_on"]
    at = datetime.combine(day, time(2), UTC)
    writer, approver = actor_on(rules["writer"], day), actor_on(rules["approver"], day)
    draft_id = policies.start_draft(
        actor=writer, organisation_id=organisation_id, at=at,
        **{word: rules[word] for word in ("key", "title", "short", "issuer", "in_force_from")},
    )  # fmt: skip
    entries = [(section, said) for section, listed in rules["entries"].items() for said in listed]
    for section, said in entries:
        place = 0 if section == "table" else None
        seen = law.entry_mark(writer, draft_id, section, place)
        entry = _grounded(said, day, section)
        policies.save_entry(
            actor=writer, draft_id=draft_id, section=section, place=place, entry=entry, seen=seen, at=at
        )
    version = 1 + len(entries)
    policies.submit_draft(actor=writer, draft_id=draft_id, version=version, at=at)
    policies.approve_draft(actor=approver, draft_id=draft_id, version=version, at=at.replace(hour=7))


def _grounded(said: Entry, day: date, section: str) -> Entry:
    """Every citation with its grade and the day it was checked, as the forms of the editor ask for them."""
    if section == "clauses":
        return {**said, "reliability": "A", "source": "样例，数字是编的"}
    filled = {word: _inside(value, day) for word, value in said.items()}
    return filled | _checked(day) if "clause" in said else filled


def _inside(value: Any, day: date) -> Any:
    if isinstance(value, list):
        return [_inside(one, day) for one in value]
    return value | _checked(day) if isinstance(value, dict) and "clause" in value else value


def _checked(day: date) -> Entry:
    return {"reliability": "A", "checked_on": day.isoformat()}


def _found_neighbour(actor: Actor, city_id: int) -> dict[str, int]:
    at = datetime(2026, 10, 12, 2, 0, tzinfo=UTC)
    county = organisations.create_organisation(
        actor=actor, name=NEIGHBOUR, kind="REGION", founded_on=FOUNDED, parent_id=city_id, region=NEIGHBOUR_REGION,
        at=at,
    )  # fmt: skip
    units = {NEIGHBOUR: county.pk}
    for name, kind in (("中共临禾县委组织部", "PARTY"), ("临禾县青川镇", "TOWNSHIP")):
        made = organisations.create_organisation(
            actor=actor, name=name, kind=kind, founded_on=FOUNDED, parent_id=county.pk, at=at
        )
        units[name] = made.pk
    ids = people.save_people(
        actor=actor, inputs=[_file(units, place, one) for place, one in enumerate(PEOPLE)], source="样例县花名册", at=at
    ).created
    files = Person.objects.in_bulk(ids)
    for (username, _name, _sex, unit, _post, role), person_id in zip(PEOPLE, ids, strict=True):
        if username:
            branch_id = units[unit] if role == "UNIT_OFFICER" else county.pk
            account_with(actor, username, files[person_id], role, branch_id, at)
    return units


def _file(units: dict[str, int], place: int, one: tuple[str, str, str, str, str, str]) -> FileInput:
    _username, name, sex, unit, post, _role = one
    birth = date(1980, 3 + place, 15)
    fields = {
        "name": name, "sex": sex, "identity_number": identity_number(birth, 480 + place, sex),
        "birth_month": f"{birth:%Y%m}", "nationality": "汉族", "native_place": "安徽临禾", "birth_place": "安徽临禾",
        "political_status": "中共党员", "party_text": "200207", "work_month": "200107", "health": "健康",
        "post_text": f"{unit}{post}", "person_kind": "公务员", "is_team_member": post == "副镇长",
        "team_order": place + 1,
        "home_id": units[unit], "managed_by_id": units[NEIGHBOUR], "reward_text": "无",
    }  # fmt: skip
    post_held = {
        "organisation_id": units[unit], "organisation_name": unit, "title": post, "is_leading": post == "副镇长",
        "starts": "201904",
    }  # fmt: skip
    return FileInput(fields, {"posts": [post_held]})


def _first_case(units: dict[str, int]) -> None:
    """A town of the neighbour county brings the first case under the new rules; the office accepts it in time."""
    day = date(2026, 11, 16)
    at = datetime(2026, 11, 16, 2, 0, tzinfo=UTC)
    person_id = Person.objects.get(home_id=units["临禾县青川镇"], name="闻人远").pk
    case_id = opening.apply(
        actor=actor_on("shaozm", day), matter_id=None, person_id=person_id, opening="UNIT",
        organ_id=units["中共临禾县委组织部"],
        matter=MatterInput("代办点试行延时服务超支", "试行延时服务，加班补助超出预算一成。", date(2026, 11, 10)),
        account_given="试点方案经镇党委会研究，超支部分已从其他开支中调整。请按临禾办法认定。",
        measures_taken="已核减次月安排，公开了账目。", acted_on=date(2026, 11, 10), applied_on=day,
        applicant_organisation_id=units["临禾县青川镇"], at=at,
    )  # fmt: skip
    opening.accept_case(actor=actor_on("wenxb", date(2026, 11, 18)), case_id=case_id, at=at.replace(day=18))
