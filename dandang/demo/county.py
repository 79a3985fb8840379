"""Founds the invented county and opens about 1,200 files, by the actions of the registry."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from random import Random

from dandang.demo import careers, organs
from dandang.demo.careers import Career
from dandang.demo.organs import Organ
from dandang.registry.access.records import Actor
from dandang.registry.organisations import actions as organisations
from dandang.registry.people import actions as people
from dandang.registry.people.records import FileInput

FOUNDED = date(2001, 1, 1)
HEADCOUNT_FACTOR = (5, 4)  # ordinary staff as listed, times five quarters
COUNTY_LEADERS = (
    "县委书记",
    "县委副书记、县长",
    "县委副书记",
    "县委常委、常务副县长",
    "县委常委、组织部部长",
    "县委常委、纪委书记、监委主任",
    "县委常委、宣传部部长",
    "县委常委、政法委书记",
    "县人大常委会主任",
    "县政协主席",
    "副县长",
    "副县长",
    "副县长",
    "县人民法院院长",
)

STAFF_TITLES = ("二级主任科员", "四级主任科员", "三级主任科员", "一级科员", "四级主任科员", "一级科员", "二级科员")

# People the guided tour meets: unit, place in the team (or below it, from 100), name and sex. The county's own leaders
# sit in the 县委办 by their place in COUNTY_LEADERS, from 5 on.
FAMILIAR = {
    ("河湾镇", 1): ("陆书远", "1"),
    ("河湾镇", 2): ("沈禾", "2"),
    ("河湾镇", 3): ("贺兰舟", "1"),
    ("河湾镇", 4): ("顾明川", "1"),
    ("河湾镇", 5): ("秦若溪", "2"),
    ("河湾镇", 6): ("韦思源", "1"),
    ("河湾镇", 100): ("唐亦宁", "2"),
    ("河湾镇", 101): ("纪南风", "1"),
    ("石桥乡", 1): ("邵一鸣", "1"),
    ("石桥乡", 2): ("方知夏", "2"),
    ("县委组织部", 100): ("周文澜", "2"),
    ("县委组织部", 101): ("许清和", "1"),
    ("县委组织部", 1): ("林见川", "1"),
    ("县委组织部", 2): ("陶景行", "1"),
    ("县委办", 12): ("温彧", "1"),
    ("县委办", 5): ("冯敬之", "1"),
    ("县委办", 6): ("姜慎言", "1"),
    ("县委办", 7): ("尹知白", "2"),
    ("县委办", 8): ("卫东篱", "1"),
    ("县委办", 11): ("魏长河", "1"),
    ("县纪委监委", 1): ("白简", "1"),
    ("县纪委监委", 2): ("姜予安", "1"),
    ("县纪委监委", 100): ("方纪文", "1"),
    ("县纪委监委", 101): ("苏见微", "2"),
    ("县纪委监委", 102): ("梁书昀", "1"),
    ("县纪委监委", 103): ("何清越", "2"),
    ("县纪委监委", 104): ("舒怀信", "1"),
    ("县纪委监委", 105): ("陆见闻", "1"),
    ("县纪委监委", 106): ("关闻道", "2"),
    ("县委组织部", 102): ("商知行", "1"),
    ("县委组织部", 103): ("鲁文简", "2"),
    ("县司法局", 1): ("程砚秋", "1"),
    ("县司法局", 100): ("陈来仪", "2"),
    ("县司法局", 101): ("宋守约", "2"),
    ("县财政局", 1): ("白屿", "2"),
}


@dataclass(frozen=True, slots=True)
class County:
    """What the rest of the loader needs: ids of the root, the county and every unit by short name."""

    city_id: int
    county_id: int
    units: dict[str, int]


def found(actor: Actor, at: datetime) -> County:
    """Found the tree: the city above, the county, organs and townships in their order."""
    city = organisations.create_organisation(
        actor=actor, name=organs.CITY, kind="REGION", founded_on=FOUNDED, region="341200", at=at
    )
    county = organisations.create_organisation(
        actor=actor,
        name=organs.COUNTY,
        kind="REGION",
        founded_on=FOUNDED,
        parent_id=city.pk,
        region=organs.REGION,
        at=at,
    )
    units = {}
    for order, organ in enumerate((*organs.ORGANS, *organs.TOWNSHIPS), 1):
        units[organ.short] = _found_unit(actor, county.pk, organ, order, at)
    return County(city.pk, county.pk, units)


def _found_unit(actor: Actor, county_id: int, organ: Organ, order: int, at: datetime) -> int:
    unit = organisations.create_organisation(
        actor=actor,
        name=organ.former or organ.name,
        kind=organ.kind,
        founded_on=FOUNDED,
        parent_id=county_id,
        figures={
            "short_name": organ.short,
            "sector": organ.sector,
            "hardship_class": organ.hardship,
            "sibling_order": order,
            "admin_quota": organ.staff + organ.chief + organ.deputies + 4,
            "chief_posts": organ.chief,
            "deputy_posts": organ.deputies + 1,
        },
        at=at,
    )
    if organ.former:
        organisations.rename_organisation(
            actor=actor, organisation_id=unit.pk, name=organ.name, on=date(2024, 3, 18), at=at
        )
    return unit.pk


def populate(actor: Actor, county: County, random: Random, year: int, at: datetime) -> int:
    """Open every file in one import; returns how many."""
    inputs = list(_inputs(county, random, year))
    return len(people.save_people(actor=actor, inputs=inputs, source="样例县花名册", at=at).created)


def _inputs(county: County, random: Random, year: int) -> Iterator[FileInput]:
    for index, career in enumerate(_careers(county), 1):
        one = careers.file_of(career, random, year, index)
        familiar = FAMILIAR.get((career.organ.short, career.team_order))
        yield _renamed(one, *familiar, index) if familiar else one


def _renamed(one: FileInput, name: str, sex: str, index: int) -> FileInput:
    month = str(one.fields["birth_month"])
    birth = date(int(month[:4]), int(month[4:]), 15)
    fields = {**one.fields, "name": name, "sex": sex, "identity_number": careers.identity_number(birth, index, sex)}
    return replace(one, fields=fields)


def _careers(county: County) -> Iterator[Career]:
    office = organs.ORGANS[0]
    for order, title in enumerate(COUNTY_LEADERS, 1):
        yield Career(
            office, county.county_id, county.city_id, title, True, order, "县处级正职" if order < 3 else "县处级副职"
        )
    for organ in (*organs.ORGANS, *organs.TOWNSHIPS):
        yield from _team(county, organ)
        for order in range(organ.staff * HEADCOUNT_FACTOR[0] // HEADCOUNT_FACTOR[1]):
            title = _staff_title(organ, order)
            yield Career(organ, county.units[organ.short], county.units[organ.short], title, False, 100 + order)


def _staff_title(organ: Organ, order: int) -> str:
    if order == 1:
        return "党政办主任" if organ.kind == "TOWNSHIP" else "办公室主任"
    return STAFF_TITLES[order % len(STAFF_TITLES)]


def _team(county: County, organ: Organ) -> Iterator[Career]:
    unit_id = county.units[organ.short]
    titles = _titles(organ)
    for order, title in enumerate(titles, 1):
        level = "乡科级正职" if order <= organ.chief else "乡科级副职"
        yield Career(organ, unit_id, county.county_id, title, True, order, level)


def _titles(organ: Organ) -> list[str]:
    if organ.kind == "TOWNSHIP":
        return [*careers.CHIEFS["TOWNSHIP"], *careers.TOWN_DEPUTIES[: organ.deputies]]
    head, deputy = _posts(organ)
    return [head, *([deputy] * organ.deputies)]


def _posts(organ: Organ) -> tuple[str, str]:
    """The head's and the deputies' titles of an organ, by the ending of its name; county secretaries head the 部."""
    if organ.short in SPECIAL_POSTS:
        return SPECIAL_POSTS[organ.short]
    return next((posts for ending, posts in POSTS if organ.name.endswith(ending)), ("主任", "副主任"))


SPECIAL_POSTS = {"县纪委监委": ("副书记", "常委"), "团县委": ("书记", "副书记"), "县总工会": ("常务副主席", "副主席")}
POSTS = (
    ("部", ("常务副部长", "副部长")),
    ("局", ("局长", "副局长")),
    ("馆", ("馆长", "副馆长")),
    ("党校", ("常务副校长", "副校长")),
    ("联合会", ("主席", "副主席")),
)
