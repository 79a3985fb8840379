"""What is missing before a report and before a hearing ends, as plain facts and answers."""

from __future__ import annotations

from datetime import date

import pytest

from dandang.parts.tolerance import rules
from dandang.parts.tolerance.records import FoundElement, HeardPoint, HearingFacts, InquiryFacts

LABELS = {"MOTIVE": "动机态度", "PROCEDURE": "程序方法"}
PAIRS = {"FIRST_TRY": "先行先试"}
LAST_DAY = date(2026, 12, 1)
FOUND = {"MOTIVE": FoundElement("FOR", 1), "PROCEDURE": FoundElement("UNCLEAR")}
WHOLE = InquiryFacts(
    elements=FOUND,
    distinctions=frozenset({"FIRST_TRY"}),
    wants_party_opinion=True,
    asked_party_organisation=True,
    needs_outside=True,
    outside=1,
)


def _changed(**changes: object) -> InquiryFacts:
    values = {name: getattr(WHOLE, name) for name in InquiryFacts.__dataclass_fields__}
    return InquiryFacts(**{**values, **changes})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("inquiry", "missing"),
    [
        (WHOLE, ()),
        (_changed(elements={"MOTIVE": FoundElement("FOR", 1)}), ("“程序方法”还没有查明",)),
        (_changed(elements={**FOUND, "MOTIVE": FoundElement("AGAINST")}), ("“动机态度”没有列出证据",)),
        (_changed(distinctions=frozenset()), ("“先行先试”还没有区分",)),
        (_changed(asked_party_organisation=False), ("还没有征求所在单位党组织或者职能部门的意见",)),
        (_changed(asked_party_organisation=False, wants_party_opinion=False), ()),
        (_changed(outside=0), ("涉及面较大，还没有请群众代表、服务对象等参与核实",)),
        (_changed(outside=0, needs_outside=False), ()),
    ],
)
def test_the_report_waits_for_each_missing_thing_by_name(inquiry: InquiryFacts, missing: tuple[str, ...]) -> None:
    assert rules.missing_before_report(LABELS, PAIRS, inquiry) == missing


def test_a_notice_owes_every_unfavourable_element_a_point() -> None:
    assert rules.points_owed(LABELS, ["PROCEDURE"], ["", "MOTIVE"]) == ("“程序方法”认定为不利，告知里没有写",)
    assert rules.points_owed(LABELS, ["PROCEDURE"], ["PROCEDURE"]) == ()


def _point(number: int = 1, *, words: bool = True, answered: bool = True) -> HeardPoint:
    return HeardPoint(number, words, answered)


@pytest.mark.parametrize(
    ("hearing", "today", "missing"),
    [
        (HearingFacts((_point(),), LAST_DAY), date(2026, 11, 21), []),
        (HearingFacts((_point(), _point(2, answered=False)), LAST_DAY), LAST_DAY, ["第 2 点未答复"]),
        (HearingFacts((_point(words=False),), LAST_DAY), LAST_DAY, ["答复期到 2026-12-01 止"]),
        (HearingFacts((_point(words=False),), LAST_DAY), date(2026, 12, 2), ["请当面问一次"]),
        (HearingFacts((_point(words=False),), None), LAST_DAY, ["请当面问一次"]),
        (HearingFacts((_point(words=False),), LAST_DAY, is_waived=True), LAST_DAY, []),
        (HearingFacts((_point(words=False),), LAST_DAY, is_on_record=True), LAST_DAY, []),
        (HearingFacts((_point(words=False, answered=False),), LAST_DAY, is_waived=True), LAST_DAY, ["第 1 点未答复"]),
    ],
)
def test_silence_never_ends_a_hearing(hearing: HearingFacts, today: date, missing: list[str]) -> None:
    found = rules.missing_before_close(hearing, today=today)

    assert len(found) == len(missing)
    assert all(part in sentence for part, sentence in zip(missing, found, strict=True))


@pytest.mark.parametrize(
    ("sides", "graver", "lists", "favourable", "count"),
    [
        ({"MOTIVE": "FOR", "PROCEDURE": "UNCLEAR"}, [], [], True, 0),
        ({"MOTIVE": "FOR", "PROCEDURE": "AGAINST"}, [], [], True, 1),
        ({"MOTIVE": "FOR"}, ["明知故犯"], [], True, 1),
        ({"MOTIVE": "FOR"}, [], ["谋取私利"], True, 1),
        ({"MOTIVE": "FOR"}, [], [], False, 1),
        ({"MOTIVE": "AGAINST", "PROCEDURE": "AGAINST"}, ["明知故犯"], ["谋取私利"], False, 5),
    ],
)
def test_anything_against_the_person_is_a_reason_to_hear_first(
    sides: dict[str, str], graver: list[str], lists: list[str], favourable: bool, count: int
) -> None:
    elements = {code: FoundElement(side) for code, side in sides.items()}

    found = rules.reasons_to_hear(LABELS, elements, graver, lists, is_favourable=favourable)

    assert len(found) == count
