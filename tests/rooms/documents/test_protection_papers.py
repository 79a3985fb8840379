"""Papers of protection say the untrue points and no more, name no reporter, and call an own rule an own rule."""

from __future__ import annotations

import datetime as dt
import io
from typing import Any

import pypdf
import pytest

from dandang.law.documents import errors, queries
from tests.rooms.documents import accusation_samples as accused
from tests.rooms.documents import protection_samples as samples

AT = dt.datetime(2026, 11, 21, 9, 30, tzinfo=dt.UTC)


def said(kind: str, data: dict[str, Any]) -> str:
    pdf = queries.render_pdf(kind, data, at=AT)
    return "".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(pdf)).pages).replace("\n", "")


def test_a_letter_clears_the_untrue_points_and_judges_nothing_else() -> None:
    words = said("clarification_letter", samples.clarification_letter())

    assert "经查不实" in words
    assert "不是全面评价" in words
    assert "抄送：中共青禾县河湾镇委员会" in words
    assert "除本函外，还以当面、会议的方式澄清。" in words


def test_a_letter_without_a_clause_says_that_no_rule_speaks() -> None:
    assert "依据：未规定。" in said("clarification_letter", samples.clarification_letter() | {"clause": ""})


def test_a_notice_goes_to_its_circle_and_asks_that_nobody_guesses_the_reporter() -> None:
    words = said("clarification_notice", samples.clarification_notice())

    assert "现在全县范围内予以澄清" in words
    assert "不要打听、猜测是谁反映的" in words


def test_a_notice_without_a_circle_is_refused() -> None:
    with pytest.raises(errors.FactsDoNotFit, match="澄清的范围"):
        queries.check("clarification_notice", samples.clarification_notice() | {"circle": ""})


def test_a_proposal_says_that_asking_first_is_this_systems_own_way_and_brings_a_sheet_to_answer_on() -> None:
    words = said("clarification_proposal", samples.clarification_proposal())

    assert "是本系统自己的做法，现行规定没有这一条" in words
    assert "不同意的，不澄清，已经查清的结论不变" in words
    assert "□ 同意　　□ 不同意" in words.replace("　 ", "　")


def test_an_answer_counts_its_findings_and_leaves_the_name_to_the_pen() -> None:
    words = said("report_answer", samples.report_answer())

    assert "您反映的3个问题：1个部分属实，1个不实，1个不能认定" in words
    assert "反映没有查实，不等于诬告" in words
    assert "反映人的姓名不进入文书登记簿" in words


@pytest.mark.parametrize("name", ["reporter", "reporter_name", "informant", "receipt"])
@pytest.mark.parametrize("kind", ["report_answer", "clarification_letter", "clarification_notice"])
def test_no_paper_has_room_for_a_reporters_name(kind: str, name: str) -> None:
    data = getattr(samples, kind)() | {name: "甄实名"}

    with pytest.raises(errors.FactsDoNotFit):
        queries.check(kind, data)


def test_an_answer_needs_a_finding_with_reasons_for_every_allegation() -> None:
    data = samples.report_answer()
    data["points"][1] |= {"reasons": ""}

    with pytest.raises(errors.FactsDoNotFit, match="查明的情况和理由"):
        queries.check("report_answer", data)


def test_an_accepted_explanation_goes_to_the_person_and_the_head_of_the_unit() -> None:
    words = said("explanation_feedback", samples.explanation_feedback())

    assert "顾明川同志、中共青禾县河湾镇委员会主要负责人" in words
    assert "予以采信" in words


@pytest.mark.parametrize("kind", ["clarification_letter", "report_answer", "explanation_feedback"])
def test_forty_points_flow_over_pages_in_order(kind: str) -> None:
    data = getattr(samples, kind)()
    sample = data["points"][0]
    key = "reasons" if "reasons" in sample else "found"
    data["points"] = [sample | {key: f"第{number}点说明。"} for number in range(1, 41)]

    words = said(kind, data)

    places = [words.index(f"第{number}点说明") for number in range(1, 41)]
    assert places == sorted(places)


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        (
            "accusation_hearing",
            ("缺一样，都不是诬告", "2026年12月8日以前说明", "等候期限的规定：未规定"),
        ),
        ("accusation_finding", ("影响到2027年9月8日为止", "报原批准机关撤销", "不会自动移送失信登记")),
        ("dishonesty_referral", ("登记的期限到2027年9月20日", "青禾县发展和改革委员会", "不进入文书登记簿")),
        ("dishonesty_removal", ("皋纪〔2026〕66号批准撤销", "请立即移出")),
        ("accusation_overturned", ("从一开始就不算", "是本系统自己的做法", "失信登记已经去函请求移出")),
    ],
)
def test_papers_of_a_false_accusation_say_what_counts_and_leave_the_name_to_the_pen(
    kind: str, words: tuple[str, ...]
) -> None:
    text = said(kind, getattr(accused, kind)())

    assert [one for one in words if one not in text] == []
    assert "手写" in text
