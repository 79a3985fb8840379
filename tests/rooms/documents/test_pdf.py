"""Papers as PDF/A: pages, text, faces, and what must never happen (text lost, text obeyed, two people on a sheet)."""

from __future__ import annotations

import datetime as dt
import io
import re
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pypdf
import pytest

from dandang.law.documents import errors, kinds, queries
from tests.rooms.documents import samples

AT = dt.datetime(2026, 11, 21, 9, 30, tzinfo=dt.UTC)
PAGES = {
    "appointment_form": 2,
    "annual_registration": 2,
    "ballot_sheet": 1,
    "ballot_tickets": 2,
    "ballot_summary": 1,
    "excellent_publicity": 2,
    "result_notice": 2,
    "person_result_sheet": 2,
    "filing_form": 2,
    "grade_proposal": 1,
    "official_paper": 3,
    "roster": 3,
    "tolerance_application": 2,
    "tolerance_acceptance": 2,
    "investigation_report": 3,
    "hearing_notice": 2,
    "hearing_record": 1,
    "tolerance_decision": 5,
    "service_receipt": 1,
    "correction_notice": 2,
    "correction_acceptance": 1,
    "review_decision": 2,
    "meeting_booklet": 9,
    "meeting_minutes": 1,
    "vote_sheet": 1,
    "clarification_letter": 2,
    "clarification_notice": 2,
    "clarification_proposal": 3,
    "report_answer": 2,
    "explanation_feedback": 1,
    "case_circular": 2,
    "accusation_hearing": 2,
    "accusation_finding": 2,
    "dishonesty_referral": 2,
    "dishonesty_removal": 1,
    "accusation_overturned": 2,
}
SAYS = {
    "appointment_form": ("干部任免审批表", "1980.04", "（46岁）", "2021.04—", "陈　伟"),
    "annual_registration": ("公务员年度考核登记表", "（2025年度）", "未确定等次"),
    "ballot_sheet": ("B票", "2026年度民主测评表", "不了解", "保密"),
    "ballot_tickets": ("K7M4-0011-Q9XZ", "2026年12月18日18:00"),
    "ballot_summary": ("95.9%", "监票人"),
    "excellent_publicity": ("2026年1月22日至2026年1月28日", "共5个工作日", "欧阳䶮"),
    "result_notice": ("唐亦宁同志：", "青考〔2026〕17号", "送 达 人"),
    "person_result_sheet": ("L10", "不计入", "〔公务员法 第95条〕", "87.1—90.0"),
    "filing_form": ("应参加人数", "（17.4%）", "公务员主管"),
    "grade_proposal": ("缓议", "同意票超过应到人数半数"),
    "official_paper": ("青组〔2026〕12号", "— 2 —", "2026年11月20日 印发"),
    "roster": ("注意保密", "统计日期：2026年11月21日", "领导职数9"),
    "tolerance_application": ("■ 本人", "挽回损失", "代 填 人", "不是法定格式"),
    "tolerance_acceptance": ("容错认定受理通知书", "青容受〔2026〕7号", "您的权利"),
    "investigation_report": ("仅供参考，不代替认定", "群众代表", "不同意见：", "9f3c-77ab-1e02"),
    "hearing_notice": ("听取意见函", "2026年10月27日", "不会带来更重的结果"),
    "hearing_record": ("陈述申辩笔录", "和我说的相符", "记录人签名"),
    "tolerance_decision": ("青容〔2026〕3号", "予以容错免责", "未规定", "抄送：中共青禾县委组织部"),
    "service_receipt": ("■ 留置", "见证人签名", "签收只表示收到"),
    "correction_notice": ("2027年1月29日", "未规定", "逾期和不整改的后果"),
    "correction_acceptance": ("■ 未通过", "期限未规定", "本人签名"),
    "review_decision": ("改为予以容错免责", "没有作出比原决定更重的认定", "恢复和纠正的事项"),
    "meeting_booklet": ("份号 000003", "会后收回", "□ 不同意", "通过票数"),
    "meeting_minutes": ("应到7人，实到6人，同意5票，不同意1票", "认为应当从轻"),
    "vote_sheet": ("□ 缓议", "K7M4-0003", "表决人（沈知微）签名：＿"),
    "clarification_letter": ("澄清函", "青纪函〔2026〕21号", "顾明川同志：", "经查不实"),
    "clarification_notice": ("通报", "各乡镇党委，县直各单位党组（党委）：", "特此通报"),
    "clarification_proposal": ("拟澄清告知书", "2026年11月30日以前", "□ 同意", "本人：＿"),
    "report_answer": ("答复书", "FY-2026-0012", "不能认定", "不等于诬告"),
    "case_circular": ("青纪通〔2026〕8号", "一、汛期改用移动泵船", "〔安徽 第11点〕", "（启示）"),
    "explanation_feedback": ("情况说明采信反馈", "2026年10月12日", "采信的理由"),
    "accusation_hearing": ("听取意见通知书", "2026年12月8日", "看错、听错、了解不全的是错告"),
    "accusation_finding": ("诬告陷害认定告知书", "影响到2027年9月8日为止", "不会自动移送失信登记"),
    "dishonesty_referral": ("关于移送失信登记的函", "2027年9月20日", "不进入文书登记簿"),
    "dishonesty_removal": ("关于移出失信登记的函", "从一开始就不算"),
    "accusation_overturned": ("撤销诬告认定通知书", "各处都不留记录"),
}


def pages_of(pdf: bytes) -> list[str]:
    return [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(pdf)).pages]


def text_of(pdf: bytes) -> str:
    return "\n".join(pages_of(pdf))


def fonts_of(pdf: bytes) -> dict[str, bool]:
    """Each font of the file and whether its outlines are inside."""
    found: dict[str, bool] = {}
    for page in pypdf.PdfReader(io.BytesIO(pdf)).pages:
        for font in page["/Resources"].get("/Font", {}).values():
            for inner in font.get_object().get("/DescendantFonts", [font]):
                descriptor = inner.get_object()["/FontDescriptor"]
                name = str(descriptor["/FontName"])
                found[name] = any(f"/FontFile{kind}" in descriptor for kind in ("", "2", "3"))
    return found


@pytest.mark.parametrize("kind", [kind.key for kind in kinds.papers()])
def test_every_paper_has_its_pages_its_words_and_its_faces(kind: str) -> None:
    pdf = queries.render_pdf(kind, getattr(samples, kind)(), at=AT)

    text = text_of(pdf)
    assert len(pages_of(pdf)) == PAGES[kind]
    assert [words for words in SAYS[kind] if words not in text] == []
    fonts = fonts_of(pdf)
    assert fonts
    assert all(fonts.values())


def test_file_claims_pdf_a_2b_and_carries_the_given_time() -> None:
    pdf = queries.render_pdf("annual_registration", samples.annual_registration(), at=AT)

    reader = pypdf.PdfReader(io.BytesIO(pdf))
    claims = reader.trailer["/Root"]["/Metadata"].get_data().decode()
    assert re.search(r"<pdfaid:part>2</pdfaid:part>", claims)
    assert re.search(r"<pdfaid:conformance>B</pdfaid:conformance>", claims)
    assert "/OutputIntents" in reader.trailer["/Root"]
    assert reader.metadata is not None
    assert reader.metadata.creation_date == AT
    assert reader.metadata.title == "公务员年度考核登记表"


def test_same_facts_at_the_same_time_give_the_same_bytes() -> None:
    first = queries.render_pdf("ballot_summary", samples.ballot_summary(), at=AT)
    second = queries.render_pdf("ballot_summary", samples.ballot_summary(), at=AT)

    assert first == second


@pytest.mark.parametrize("periods", [1, 12, 30, 60])
def test_a_long_resume_shrinks_and_stays_on_two_pages(periods: int) -> None:
    data = samples.appointment_form_long() | {"resume": samples.long_resume(periods)}

    pages = pages_of(queries.render_pdf("appointment_form", data))

    assert len(pages) == 2
    squeezed = pages[0].replace("\n", "")
    assert [number for number in range(1, periods + 1) if f"第{number}轮岗位" not in squeezed] == []
    assert "岗位" not in pages[1]


@pytest.mark.parametrize("relatives", [0, 7, 10, 13])
def test_more_relatives_stand_closer_on_the_same_page(relatives: int) -> None:
    data = samples.appointment_form() | {
        "family": [{"relation": "妹妹", "name": "陈芳", "birth": "199001"}] * relatives
    }

    pages = pages_of(queries.render_pdf("appointment_form", data))

    assert len(pages) == 2
    assert pages[1].count("妹妹") == relatives


def test_an_empty_form_can_be_printed() -> None:
    assert len(pages_of(queries.render_pdf("appointment_form", {"name": "某某"}))) == 2


def test_a_text_that_no_size_can_hold_is_refused_by_name() -> None:
    data = samples.appointment_form() | {"resume": samples.long_resume(300)}

    with pytest.raises(errors.TextTooLong, match="“简历”太长") as refused:
        queries.render_pdf("appointment_form", data)

    assert refused.value.status == 409


TRICKS = [
    '#read("/etc/passwd")',
    "#import sys: inputs",
    "<标题> *重* _斜_ `码` $x^2$ @引 \\ // /* */",
    "A&B <单位> 《规定》“引号”",
    "{{ 7*7 }} {% raw %}",
    "= 一级标题",
    "[#panic()]",
]


@pytest.mark.parametrize("trick", TRICKS)
def test_text_is_printed_as_it_stands_and_never_obeyed(trick: str) -> None:
    data = samples.annual_registration() | {"duties": trick, "summary": trick, "title": trick}

    text = text_of(queries.render_pdf("annual_registration", data))

    assert text.replace(" ", "").replace("\n", "").count(trick.replace(" ", "")) == 3
    assert "root:" not in text


@pytest.mark.parametrize("name", ["𠮷䶮", "㛃𬭎", "欧阳𫖯", "仇堃", "单犇"])
def test_rare_characters_of_names_are_drawn(name: str) -> None:
    pdf = queries.render_pdf("appointment_form", samples.appointment_form() | {"name": name})

    assert name[-1] in text_of(pdf)
    assert all(fonts_of(pdf).values())


@pytest.mark.parametrize("character", ["\ue123", "🐎"])
def test_a_character_no_face_draws_is_refused_by_name_and_not_printed_hollow(character: str) -> None:
    data = samples.appointment_form() | {"reason": f"王{character}"}

    with pytest.raises(errors.CharacterNotDrawn, match="没有“") as refused:
        queries.render_pdf("appointment_form", data)

    assert "PAPER_FONT_DIRS" in refused.value.sentence


def people(count: int) -> list[dict[str, Any]]:
    return [samples.grade_proposal() | {"unit": f"第{number}单位"} for number in range(1, count + 1)]


def test_in_a_batch_printed_on_both_sides_every_paper_begins_on_an_odd_page() -> None:
    pages = pages_of(queries.render_batch_pdf("grade_proposal", people(3)))

    starts = [number for number, text in enumerate(pages, start=1) if "单位：第" in text]
    assert starts == [1, 3, 5]
    assert [text.strip() for text in pages[1::2]] == ["", ""]
    assert all(text.strip().splitlines()[-1] == "1" for text in pages[::2])


def test_two_page_papers_follow_each_other_without_blank_sheets() -> None:
    forms = [samples.annual_registration() | {"name": name} for name in samples.made_up_names(20)]

    pages = pages_of(queries.render_batch_pdf("annual_registration", forms))

    assert len(pages) == 40
    assert all("公务员年度考核登记表" in text for text in pages[::2])


def test_papers_printed_on_one_side_have_no_blank_pages() -> None:
    pages = pages_of(queries.render_batch_pdf("result_notice", [samples.result_notice()] * 3))

    assert len(pages) == 6
    assert all(text.strip() for text in pages)


def test_a_fault_in_a_batch_says_which_paper_and_makes_none() -> None:
    forms = [samples.annual_registration(), samples.annual_registration() | {"year": None}]

    with pytest.raises(errors.FactsDoNotFit, match="第 2 份没有印"):
        queries.render_batch_pdf("annual_registration", forms)


def test_a_large_batch_is_set_apart_and_looks_the_same() -> None:
    notices = [samples.result_notice() | {"name": name} for name in samples.made_up_names(40)]

    pages = pages_of(queries.render_batch_pdf("result_notice", notices))

    assert len(pages) == 80
    assert [
        notice["name"] for notice, text in zip(notices, pages[::2], strict=True) if notice["name"] not in text
    ] == []


def test_a_refusal_comes_back_from_the_process_apart() -> None:
    notices = [samples.result_notice() | {"unit": "河湾\ue123镇" if number == 33 else "河湾镇"} for number in range(40)]

    with pytest.raises(errors.CharacterNotDrawn):
        queries.render_batch_pdf("result_notice", notices)


def test_official_papers_have_22_lines_of_28_characters() -> None:
    """GB/T 9704-2012: the page is filled by 22 lines of 28 characters each."""
    data = samples.official_paper() | {"body": [{"text": "一二三四五六七八九十" * 200}], "attachments": [], "note": ""}

    second = pages_of(queries.render_pdf("official_paper", data))[1].splitlines()

    assert [len(line) for line in second[:-1]] == [28] * 22
    assert second[-1].strip() == "— 2 —"


def test_an_empty_batch_is_refused() -> None:
    with pytest.raises(errors.FactsDoNotFit, match="一份也没有选"):
        queries.render_batch_pdf("roster", [])


def test_threads_get_their_own_papers() -> None:
    names = samples.made_up_names(8)

    with ThreadPoolExecutor(4) as pool:
        texts = list(
            pool.map(
                lambda name: text_of(queries.render_pdf("result_notice", samples.result_notice() | {"name": name})),
                names,
            )
        )

    assert [name for name, text in zip(names, texts, strict=True) if f"{name}同志" not in text] == []


def test_roster_repeats_its_head_on_every_page_and_numbers_through() -> None:
    pages = pages_of(queries.render_pdf("roster", samples.roster(units=6, people=9)))

    assert len(pages) > 2
    assert all("现任职务" in text for text in pages)
    assert "\n54\n" in pages[-1].replace(" ", "\n")


@pytest.mark.parametrize(("count", "page_count"), [(1, 1), (8, 1), (9, 2), (100, 13)])
def test_eight_tickets_go_on_a_page(count: int, page_count: int) -> None:
    data = samples.ballot_tickets(count)
    pages = pages_of(queries.render_pdf("ballot_tickets", data))

    printed = "".join(pages)
    assert len(pages) == page_count
    assert sum(printed.count(ticket["code"]) for ticket in data["tickets"]) == count


def test_a_result_below_the_floor_is_printed_in_words() -> None:
    data = samples.ballot_summary()
    data["rows"][0]["scores"] = ["不单列"] * 5

    assert text_of(queries.render_pdf("ballot_summary", data)).count("不单列") == 6


def test_result_sheet_stays_on_two_pages_when_everything_is_full() -> None:
    data = samples.person_result_sheet()
    data["dimensions"] = [data["dimensions"][0] | {"name": f"第{number}项工作目标完成情况"} for number in range(12)]
    data["lines"] = [line | {"detail": "这一步用到的数。" * 30} for line in data["lines"]]
    data["tolerated"] = data["tolerated"] * 6

    assert len(pages_of(queries.render_pdf("person_result_sheet", data))) == 2


def test_result_sheet_without_numbers_has_a_table_but_no_chart() -> None:
    data = samples.person_result_sheet()
    data["dimensions"] = [data["dimensions"][0] | {"own": "不单列"}]

    text = text_of(queries.render_pdf("person_result_sheet", data))

    assert "不单列" in text
    assert "○ 同类组中位数" not in text
