"""Units that the file itself brings (table B01): known ones are left alone, new ones are founded with the import."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from django.utils import timezone

from dandang.foundation.guard.problems import Problem
from dandang.interchange.intake import matching
from dandang.interchange.tables import TableRow
from dandang.registry.access import queries as access
from dandang.registry.access.records import Actor
from dandang.registry.organisations import actions as organisations
from dandang.registry.organisations import queries as units
from dandang.registry.organisations.kinds import WRITE

if TYPE_CHECKING:
    from dandang.interchange.intake.actions.running import Result

# The unit's kind by words of 机构类别 (ZB04), the first that fits.
_KINDS = (
    ("内设", "INNER"), ("党", "PARTY"), ("人大", "CONGRESS"), ("政协", "CONSULTATIVE"), ("法院", "COURT"),
    ("审判", "COURT"), ("检察", "PROCURATORATE"), ("群", "MASS"), ("乡", "TOWNSHIP"), ("镇", "TOWNSHIP"),
    ("街道", "TOWNSHIP"), ("事业", "INSTITUTION"),
)  # fmt: skip
_FIGURES = {
    "admin_quota": "B0227", "institution_quota": "B0232",
    "other_quota": "B0234", "chief_posts": "B0183", "deputy_posts": "B0185",
}  # fmt: skip
_EXTRA = {
    "隶属关系": "B0124", "机构级别": "B0127", "机构类别": "B0131", "法人单位标识": "B0194",
    "事业编制数（非参照）": "B0233", "工勤编制数": "B0236",
    "参照公务员法管理审批时间": "B0238", "参照公务员法管理审批文号": "B0239",
    "内设机构领导职数": "B0150", "备注": "B0180",
}  # fmt: skip


def promise_units(
    actor: Actor, organisation_id: int, rows: Sequence[TableRow], matcher: matching.Matcher, result: Result
) -> None:
    """Find the new units of a file and promise them to the matching; they are founded when the import is written.

    Rows without a name and units the actor may not found are errors.
    """
    fresh = [row for row in rows if not _is_known(row, matcher, result)]
    home = units.get(organisation_id)
    if fresh and not access.may(actor, WRITE, path=home.path):
        result.errors += [
            Problem(row.place_of("B0101"), row.text("B0101"), "名册里没有这个机构", "请组织部门先登记这个机构")
            for row in fresh
        ]
        return
    for row in fresh:
        matcher.units.promised.add(row.text("B0101"))
        result.new_units.append(row)
        said = "名册里没有这个机构，写入时一并登记"
        result.add_hints([Problem(row.place_of("B0101"), row.text("B0101"), said, "不要登记的，删去这一行")])


def found_units(
    actor: Actor, organisation_id: int, rows: Sequence[Mapping[str, str]], *, at: datetime
) -> dict[str, int]:
    """Found the promised units and return them by name, those with the shortest codes first.

    A unit stands under the known unit whose code begins its own, else under the unit of the import.
    """
    found = {}
    for row in sorted(rows, key=lambda one: len(one.get("B0114", ""))):
        name = row["B0101"].strip()
        found[name] = _found(actor, organisation_id, {code: text.strip() for code, text in row.items()}, at)
    return found


def _is_known(row: TableRow, matcher: matching.Matcher, result: Result) -> bool:
    name = row.text("B0101")
    if not name:
        result.errors.append(Problem(row.place_of("B0101"), "", "没有填机构名称", "补填名称，或删去这一行"))
        return True
    code = row.text("B0114")
    return bool(matcher.units.found(name)) or bool(code and units.by_code(code))


def _found(actor: Actor, home_id: int, row: Mapping[str, str], at: datetime) -> int:
    code = row.get("B0114", "")
    above = next((unit for end in range(len(code) - 1, 0, -1) if (unit := units.by_code(code[:end]))), None)
    kind_text = row.get("B0131", "") + row.get("B0194", "")
    figures: dict[str, object] = {
        name: int(text) if text.isdecimal() else None for name, column in _FIGURES.items() if (text := row.get(column))
    }
    figures["short_name"] = row.get("B0104", "")[:60]
    figures["extra"] = {label: text for label, column in _EXTRA.items() if (text := row.get(column))}
    unit = organisations.create_organisation(
        actor=actor,
        name=row["B0101"].strip()[:120],
        kind=next((kind for word, kind in _KINDS if word in kind_text), "GOVERNMENT"),
        founded_on=timezone.localdate(at),
        parent_id=above.pk if above else home_id,
        code=code[:40],
        figures=figures,
        at=at,
    )
    return int(unit.pk)
