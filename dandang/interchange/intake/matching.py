"""Drafts against the register: who is this, what would change, and may the actor write it?

A person is known by the identity number, never by the name. Reads come in chunks, so that a file of 100,000 people
costs few queries.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any

from dandang.foundation.codes import queries as codes
from dandang.foundation.ground.names import look_alike, skeleton
from dandang.foundation.guard.problems import Place, Problem
from dandang.interchange.drafts import FIELD_HEADINGS, PersonDraft, PostDraft
from dandang.interchange.intake import rules
from dandang.interchange.intake.records import Judged, Known, Unit
from dandang.registry.access import queries as access
from dandang.registry.access.records import Actor
from dandang.registry.organisations import queries as organisations
from dandang.registry.people import queries as people
from dandang.registry.people.kinds import WRITE
from dandang.registry.people.records import PersonFile

CHUNK = 400
_SECTIONS = ("educations", "family", "posts", "ranks", "rewards", "results")
_COUNTY_MANAGED = ("中央", "省", "市", "县", "区")
_CLOSE_ENOUGH = 0.6
_SURELY_MEANT = 0.8


def chunks(drafts: Iterable[PersonDraft], size: int = CHUNK) -> Iterator[list[PersonDraft]]:
    """The drafts in handfuls."""
    hand: list[PersonDraft] = []
    for draft in drafts:
        hand.append(draft)
        if len(hand) == size:
            yield hand
            hand = []
    if hand:
        yield hand


class Units:
    """The units the actor may write to, by every name they have or had."""

    def __init__(self, actor: Actor, on: date) -> None:
        choices = organisations.subtree_choices(within=access.scopes(actor, WRITE), on=on, inner=True)
        self.by_id = {choice.id: Unit(choice.id, choice.name, choice.path) for choice in choices}
        by_path = {unit.path: unit for unit in self.by_id.values()}
        self._by_name: dict[str, list[int]] = {
            name: [unit_id for unit_id in ids if unit_id in self.by_id]
            for name, ids in organisations.names_to_ids().items()
        }
        for unit in self.by_id.values():
            above = [by_path[unit.path[:end]].name for end in range(4, len(unit.path), 4) if unit.path[:end] in by_path]
            for depth in range(1, len(above) + 1):
                self._by_name.setdefault("".join(above[-depth:]) + unit.name, []).append(unit.id)
        self._longest_first = sorted((name for name in self._by_name if len(name) > 2), key=len, reverse=True)
        self._nearest: dict[str, str] = {}
        self.promised: set[str] = set()

    def found(self, name: str) -> list[Unit]:
        """The units that bear the name."""
        return [self.by_id[unit_id] for unit_id in dict.fromkeys(self._by_name.get(name.strip(), []))]

    def nearest(self, name: str, least: float = _CLOSE_ENOUGH) -> str:
        """The name most like a wrong one, empty when none is close."""
        key = f"{least}{name}"
        if key not in self._nearest:
            close = difflib.get_close_matches(name, self._by_name, n=1, cutoff=least)
            self._nearest[key] = close[0] if close else ""
        return self._nearest[key]

    def named_at_start(self, text: str) -> Unit | None:
        """The unit whose name a post begins with, when it is the only one."""
        for name in self._longest_first:
            if text.startswith(name):
                units = self.found(name)
                return units[0] if len(units) == 1 else None
        return None


def known_on(on: date) -> Known:
    """What the rules compare with on a day."""
    return Known(
        today=on,
        nationalities=frozenset(codes.table("nationality").values()),
        lengths=people.field_lengths(),
        row_lengths=people.section_lengths(),
    )


class Matcher:
    """Compares the drafts of one upload with the register, chunk by chunk."""

    def __init__(self, actor: Actor, home_id: int, on: date) -> None:
        self.actor = actor
        self.units = Units(actor, on)
        self.home = self.units.by_id.get(home_id)
        self.top = self._top_over_home()
        self.known = known_on(on)
        self._seen: dict[str, Place] = {}
        self._met: dict[tuple[str, str], Place] = {}
        self._numbered: dict[tuple[str, str], bool] = {}

    def _top_over_home(self) -> Unit | None:
        """The top of the actor's branch over the unit of the import: the body that manages leading teams in it."""
        by_path = {unit.path: unit for unit in self.units.by_id.values()}
        tops = (by_path.get(path) for path in access.scopes(self.actor, WRITE))
        return next((top for top in tops if top and self.home and self.home.path.startswith(top.path)), self.home)

    def match(self, drafts: Sequence[PersonDraft]) -> list[Judged]:
        """Judge a handful of drafts and find what each would change."""
        judged = [rules.judge(draft, self.known) for draft in drafts]
        numbers = [one.fields["identity_number"] for one in judged if "identity_number" in one.fields]
        by_number, _ = people.find_matches(identity_numbers=numbers)
        fresh = [one for one in judged if one.fields.get("identity_number") not in by_number]
        _, by_name = people.find_matches(names=[one.draft.name for one in fresh if one.draft.name])
        ids = sorted({person.pk for person in by_number.values()})
        visible = set(access.visible_people(self.actor, WRITE).filter(pk__in=ids).values_list("pk", flat=True))
        files = {f.id: f for f in people.files_of(self.actor, sorted(visible), sections=_SECTIONS, verb=WRITE)}
        photos = people.photos_of(sorted(visible)) if any(one.draft.photo for one in judged) else {}
        sources = people.exchange_sources(sorted(visible)) if any(one.draft.exchange_source for one in judged) else {}
        sealed = people.sealed_years(sorted(visible))
        for one in judged:
            number = one.fields.get("identity_number", "")
            self._once(one, number)
            person = by_number.get(number)
            if person is None:
                self._as_new(one, number, by_name.get(one.draft.name, []))
            elif person.pk not in files:
                self._not_ours(one, number)
            else:
                held = files[person.pk]
                self._units_of_posts(one)
                self._as_known(one, held, photos.get(held.id, b""), sources.get(held.id, ""), sealed.get(held.id, {}))
        return judged

    def _once(self, one: Judged, number: str) -> None:
        """Nobody stands twice in one upload; where one of two namesakes has no number, that cannot be told."""
        who = (skeleton(one.draft.name), str(one.fields.get("birth_month", ""))[:6])
        has_number = self._numbered.setdefault(who, bool(number))
        if not (has_number and number) and who in self._met:
            place = one.draft.place_of("identity_number")
            reason = f"与{rules.where(self._met[who])}同名同出生年月，缺身份证号，分不清是不是同一个人"
            one.problems.append(Problem(place, number, reason, "两份都补填身份证号，或只留一份"))
        self._met.setdefault(who, one.draft.place)
        if not number:
            return
        first = self._seen.setdefault(number, one.draft.place)
        if first is not one.draft.place:
            one.problems.append(rules.repeated(first, one.draft, number))

    def _not_ours(self, one: Judged, number: str) -> None:
        place = one.draft.place_of("identity_number")
        mend = "核对号码；号码无误的，请上级组织部门办理"
        one.problems.append(Problem(place, number, "这个号码不能在您的管理范围内登记", mend))

    # New people ----------------------------------------------------------------------------------------------------

    def _as_new(self, one: Judged, number: str, namesakes: Sequence[Any]) -> None:
        draft = one.draft
        if not number and not draft.identity_number and "identity_number" not in draft.spoiled:
            self._without_number(one, namesakes)
        problems, hints = rules.missing_for_new(draft, number, one.fields)
        one.problems += problems
        one.hints += hints
        born = one.fields.get("birth_month", "")[:6]
        for other in namesakes:
            if number and other.birth_month[:6] == born:
                one.hints.append(
                    Problem(
                        draft.place_of("name"),
                        draft.name,
                        f"名册中已有同名同出生年月的人（{other.home.name}，编号 {other.number}），身份证号不同",
                        "是同一个人的，先更正其中一个身份证号；不是的不用管",
                    )
                )
        self._units_of_posts(one)
        home = self._home(one)
        if home:
            one.unit_name = one.promised_unit or home.name
            one.fields["home_id"] = home.id
            one.fields["managed_by_id"] = self._manager(one, home).id

    def _without_number(self, one: Judged, namesakes: Sequence[Any]) -> None:
        """Old forms carry no number: a new file may be opened, but nobody is ever matched by the name."""
        place = one.draft.place_of("identity_number")
        if one.draft.columns:
            one.problems.append(Problem(place, "", "没有填公民身份号码，无法认人", "补填 18 位号码"))
            return
        alike = [other for other in namesakes if skeleton(other.name) == skeleton(one.draft.name)]
        if alike:
            other = alike[0]
            who = f"“{other.name}”（{other.home.name}，编号 {other.number}）"
            reason = f"表里没有身份证号，名册中已有{who}，不能只凭姓名认人"
            one.problems.append(Problem(place, "", reason, "在编辑器中补填身份证号，另存为 .lrmx 后再上传"))
        else:
            one.hints.append(Problem(place, "", "表里没有身份证号，将新建档案", "以后在档案里补上号码"))

    def _home(self, one: Judged) -> Unit | None:
        draft = one.draft
        name = draft.unit_name or next((post.organisation_name for post in draft.posts if post.is_main), "")
        if not name:
            named = self.units.named_at_start(draft.post_text)
            if named is None and self.home:
                hint = f"没有写工作单位，将放在“{self.home.name}”"
                one.hints.append(Problem(draft.place_of("unit_name"), "", hint, "不对的，补填工作单位后再导入"))
            return named or self.home
        if name in self.units.promised:
            one.promised_unit = name
            return self.home
        found = self.units.found(name)
        if len(found) == 1:
            return found[0]
        one.problems.append(self._unknown_unit(draft.place_of("unit_name"), name, len(found)))
        return None

    def _unknown_unit(self, place: Place, name: str, same: int) -> Problem:
        if same > 1:
            return Problem(place, name, f"有 {same} 个机构叫这个名字", "在前面写上它的上级，如“县财政局办公室”")
        nearest = self.units.nearest(name)
        if nearest:
            return Problem(place, name, f"没有这个机构。最接近的是“{nearest}”", f"改成“{nearest}”，或先登记新机构")
        return Problem(place, name, "没有这个机构，或不在您的管理范围内", "核对名称，或先在“机构与编制”登记新机构")

    def _manager(self, one: Judged, home: Unit) -> Unit:
        """Who manages a new person: the body above for members of leading teams, else the unit itself."""
        level = dict(one.draft.extra).get("管理类别", "")
        is_led_from_above = one.fields.get("is_team_member") or level.startswith(_COUNTY_MANAGED)
        if is_led_from_above and self.top and home.path.startswith(self.top.path):
            return self.top
        return home

    def _units_of_posts(self, one: Judged) -> None:
        rows = one.sections.get("posts", [])
        for row, post in zip(rows, one.draft.posts, strict=True):
            found = self.units.found(post.organisation_name)
            if len(found) == 1:
                row["organisation_id"] = found[0].id
            elif self._is_misspelt(post):
                one.problems.append(self._unknown_unit(post.place or one.draft.place, post.organisation_name, 0))

    def _is_misspelt(self, post: PostDraft) -> bool:
        """Posts held elsewhere stay as text; a present post in nearly one of our units is a slip of the pen."""
        name = post.organisation_name
        if not name or post.ends or self.units.found(name) or name in self.units.promised:
            return False
        return bool(self.units.nearest(name, _SURELY_MEANT))

    # Known people --------------------------------------------------------------------------------------------------

    def _as_known(self, one: Judged, held: PersonFile, photo: bytes, source: str, sealed: dict[int, str]) -> None:
        one.person_id, one.version = held.id, held.version
        one.unit_name = held.home_name
        if one.draft.name and one.draft.name != held.name:
            alike = "写法不同" if look_alike(one.draft.name, held.name) else "不同"
            reason = f"姓名与名册{alike}：名册中这个身份证号是“{held.name}”，将改为“{one.draft.name}”"
            mend = "确实改了名字的不用管；号码写错的，对照身份证更正号码"
            one.hints.append(Problem(one.draft.place_of("name"), one.draft.name, reason, mend))
        now = {name: getattr(held, name) for name in one.fields if hasattr(held, name)}
        now |= {"photo": photo, "exchange_source": source}
        if "extra" in one.fields:
            one.fields["extra"] = {**held.extra, **one.fields["extra"]}
        one.fields = {name: value for name, value in one.fields.items() if now[name] != value}
        one.differences = [(_label(name), _shown(name, now[name]), _shown(name, v)) for name, v in one.fields.items()]
        self._results(one, sealed)
        rows = {name: [_row(entry) for entry in getattr(held, name) or ()] for name in _SECTIONS}
        merged = {
            "educations": rules.merged_educations,
            "family": rules.merged_family,
            "rewards": rules.merged_rewards,
        }
        kept: dict[str, list[dict[str, Any]]] = {}
        for name, stated in one.sections.items():
            if name == "results":
                stated = _new_results(rows[name], stated)
                before = [row for row in rows[name] if row["year"] in {new["year"] for new in stated}]
            else:
                stated = merged[name](rows[name], stated) if name in merged else stated
                before = rows[name]
            if stated and stated != before:
                kept[name] = stated
                one.differences.append((FIELD_HEADINGS[_heading(name)], _lines(name, before), _lines(name, stated)))
        one.sections = kept

    def _results(self, one: Judged, sealed: dict[int, str]) -> None:
        """A result sealed here is not overwritten by a file that says otherwise."""
        kept = []
        for row in one.sections.get("results", []):
            truth = sealed.get(row["year"])
            if truth is None:
                kept.append(row)
            elif truth != row["grade"]:
                reason = f"{row['year']} 年度考核结果在本系统中是“{truth}”，文件里是“{row['grade']}”，没有改动"
                place = one.draft.place_of("appraisal_text")
                one.hints.append(Problem(place, str(row["grade"]), reason, "要更正的，在年度考核里办理复核"))
        if "results" in one.sections:
            one.sections["results"] = kept


def _new_results(held: list[dict[str, Any]], stated: list[dict[str, Any]]) -> list[dict[str, Any]]:
    grades = {row["year"]: row["grade"] for row in held}
    return [row for row in stated if grades.get(row["year"]) != row["grade"]]


def _row(entry: Any) -> dict[str, Any]:
    return {name: getattr(entry, name) for name in entry.__slots__ if name != "id"}


def _label(name: str) -> str:
    return {"extra": "其他栏目", "state": "管理状态", "exchange_source": "交换文件原样"}.get(
        name, FIELD_HEADINGS.get(name, name)
    )


def _heading(section: str) -> str:
    return {"results": "yearly_results"}.get(section, section)


def _shown(name: str, value: Any) -> str:
    """A value as the list of changes shows it: shortened, photographs and kept files named only."""
    if name in ("photo", "exchange_source"):
        return "（有）" if value else ""
    if name == "state":
        return {"SERVING": "在职", "RETIRED": "退休", "LEFT": "调出", "DEAD": "去世"}.get(value, "")
    if name == "sex":
        return {"1": "男", "2": "女"}.get(value, "")
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, dict):
        return "；".join(f"{key}：{text}" for key, text in value.items() if key != "A06")[:300]
    return str(value)[:300]


def _lines(name: str, rows: Sequence[dict[str, Any]]) -> str:
    hidden = {"extra", "organisation_id", "relative_id", "source", "mode", "kind"}
    lines = (
        " ".join(str(v) for k, v in row.items() if k not in hidden and v not in ("", None, False, True)) for row in rows
    )
    return "\n".join(lines)[:600]
