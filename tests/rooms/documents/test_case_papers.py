"""Papers of a case hold when much or nothing is in them, say 未规定 where no rule speaks, and refuse nonsense."""

from __future__ import annotations

import datetime as dt
import io
from typing import Any

import pypdf
import pytest

from dandang.law.documents import errors, kinds, queries
from dandang.law.documents.compositions.findings import numeral
from tests.rooms.documents import case_samples, samples

COMPOSED = [kind.key for kind in kinds.papers() if kind.compose]
AT = dt.datetime(2026, 11, 21, 9, 30, tzinfo=dt.UTC)


def pages_of(kind: str, data: dict[str, Any]) -> list[str]:
    pdf = queries.render_pdf(kind, data, at=AT)
    return [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(pdf)).pages]


def flat(kind: str, data: dict[str, Any]) -> str:
    return "".join(pages_of(kind, data)).replace("\n", "")


def _emptied(kind: str) -> dict[str, Any]:
    """The sample without everything the schema does not insist on, and with empty lists."""
    sample = getattr(samples, kind)()
    schema = kinds.paper(kind).schema
    return {name: value for name, value in sample.items() if schema.model_fields[name].is_required()}


@pytest.mark.parametrize("kind", COMPOSED)
def test_a_paper_with_only_what_is_required_is_printed(kind: str) -> None:
    data = {"tolerance_application": {"blank": True}}.get(kind) or _emptied(kind)
    if kind == "review_decision":
        data["outcome"] = "维持"

    assert pages_of(kind, data)
    assert queries.render_docx(kind, data)


def test_a_blank_application_is_one_sheet_with_all_six_elements_and_no_signing_day() -> None:
    pages = pages_of("tolerance_application", {"blank": True})

    assert len(pages) == 2
    text = "".join(pages)
    elements = ("动机态度", "客观条件", "程序方法", "性质程度", "后果影响", "挽回损失")
    assert [name for name in elements if name not in text] == []
    assert "■" not in text


def test_an_application_that_is_not_blank_needs_an_applicant_and_an_account() -> None:
    with pytest.raises(errors.FactsDoNotFit, match="只印空表请选"):
        queries.check("tolerance_application", {"applicant": "王伟"})


def test_thirty_measures_repeat_the_head_on_every_page_and_keep_their_order() -> None:
    data = case_samples.correction_notice()
    data["measures"] = [{"what": f"第{number}项措施。" * 6, "owner": "沈知微"} for number in range(1, 31)]

    pages = [text.replace("\n", "") for text in pages_of("correction_notice", data)]

    with_measures = [text for text in pages if "项措施" in text]
    assert len(with_measures) > 2
    assert all("验收标准" in text for text in with_measures)
    whole = "".join(pages)
    places = [whole.index(f"第{number}项措施") for number in range(1, 31)]
    assert places == sorted(places)


def test_twelve_points_stand_beside_their_statements() -> None:
    data = case_samples.hearing_record() | {"points": case_samples._points(12, answered=True)}

    pages = pages_of("hearing_record", data)

    assert sum(text.count("来不及报批") for text in pages) == 12
    assert all("陈述人签名" in text for text in pages)


def test_a_very_long_statement_flows_over_pages_and_loses_nothing() -> None:
    statement = "".join(f"第{number}句话说明当时的情况。" for number in range(1, 301))
    data = case_samples.hearing_record() | {"statement": statement}

    text = flat("hearing_record", data)

    assert [number for number in range(1, 301) if f"第{number}句" not in text] == []


def test_a_refusal_to_accept_is_titled_so_and_has_no_case_number() -> None:
    text = flat("tolerance_acceptance", case_samples.tolerance_acceptance() | {"accepted": False})

    assert "容错认定不予受理通知书" in text
    assert "决定不予受理。" in text
    assert "RC-2026-0007" not in text


@pytest.mark.parametrize(
    ("period", "clause", "says"),
    [("", "", "申请期限：未规定。"), ("30日", "某办法 第9条", "申请期限：30日〔某办法 第9条〕。")],
)
def test_days_for_a_review_come_from_the_caller_or_are_not_regulated(period: str, clause: str, says: str) -> None:
    data = case_samples.tolerance_decision() | {"review_period": period, "review_clause": clause}

    assert says in flat("tolerance_decision", data)


def test_a_decision_is_refused_without_reasons_or_elements() -> None:
    data = case_samples.tolerance_decision() | {"reasons": "", "elements": []}

    with pytest.raises(errors.FactsDoNotFit, match=r"“六个要件”不能空着.*“认定理由”不能空着"):
        queries.check("tolerance_decision", data)


def test_a_changed_outcome_must_be_written_out() -> None:
    with pytest.raises(errors.FactsDoNotFit, match="没有写明变更后的认定"):
        queries.check("review_decision", case_samples.review_decision() | {"new_outcome": ""})


def test_minutes_refuse_more_votes_than_people() -> None:
    data = case_samples.meeting_minutes()
    data["items"] = [data["items"][0] | {"in_favour": 6}]

    with pytest.raises(errors.FactsDoNotFit, match="表决票多于实到人数"):
        queries.check("meeting_minutes", data)


def test_the_seal_never_stands_alone_on_a_page() -> None:
    """GB/T 9704-2012: a page that carries the seal carries text as well."""
    for sentences in range(1, 30, 4):
        data = case_samples.tolerance_acceptance() | {"reasons": "申请事项发生在履行职责中，材料齐全。" * sentences}

        last = pages_of("tolerance_acceptance", data)[-1]

        assert "联系人和电话" in last, sentences


@pytest.mark.parametrize("trick", ['#read("/etc/passwd")', "{{ 7*7 }} {% raw %}", "A&B <单位> </w:t>"])
def test_words_in_tables_and_forms_are_never_obeyed(trick: str) -> None:
    data = case_samples.service_receipt() | {"refusal": trick, "note": trick}

    assert flat("service_receipt", data).replace(" ", "").count(trick.replace(" ", "")) == 2
    assert queries.render_docx("service_receipt", data)


@pytest.mark.parametrize(
    ("number", "said"), [(1, "一"), (10, "十"), (11, "十一"), (20, "二十"), (21, "二十一"), (99, "九十九")]
)
def test_numerals_of_headings(number: int, said: str) -> None:
    assert numeral(number) == said
