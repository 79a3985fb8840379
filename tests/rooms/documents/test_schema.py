"""Facts that do not fit a paper are refused in one sentence that names the paper, the field and the remedy."""

from __future__ import annotations

import base64
import struct
import zlib
from typing import Any
from urllib.parse import unquote

import pytest

from dandang.law.documents import errors, kinds, photos, queries
from tests.rooms.documents import samples


def changed(data: dict[str, Any], **changes: Any) -> dict[str, Any]:
    return {key: value for key, value in (data | changes).items() if value is not ...}


def huge_png(width: int, height: int) -> bytes:
    """A PNG that says it has that many pixels and is a few bytes long."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\0")) + chunk(b"IEND", b"")


FAULTS = [
    ("appointment_form", {"name": ...}, "name", "“姓名”没有填"),
    ("appointment_form", {"name": ""}, "name", "“姓名”不能空着"),
    ("appointment_form", {"salary": "9000"}, "salary", "“salary”不是这种文书的栏目"),
    ("appointment_form", {"birth": "1980/4"}, "birth", "写法不一致"),
    ("appointment_form", {"birth": "198013"}, "birth", "月份是 13"),
    ("appointment_form", {"filled_on": "下周二"}, "filled_on", "不是日期：下周二，应写成 2026-11-23"),
    ("appointment_form", {"reason": "长" * 4001}, "reason", "最多 4000 个字"),
    ("appointment_form", {"family": [{"name": "甲"}] * 14}, "family", "最多 13 项"),
    (
        "appointment_form",
        {"family": [{"name": "甲"}, {"name": "乙", "birth": "昨天"}]},
        "family.1.birth",
        "“家庭主要成员及重要社会关系 第 2 项 出生年月”“昨天”不是年月",
    ),
    ("appointment_form", {"photo": b"not a picture"}, "photo", "可能已损坏或不是图片"),
    ("appointment_form", {"photo": "%%%"}, "photo", "不是有效的 Base64"),
    ("appointment_form", {"photo": huge_png(30000, 30000)}, "photo", "照片像素太大"),
    ("annual_registration", {"year": "去年"}, "year", "应是整数，现在是 去年"),
    ("annual_registration", {"year": 1890}, "year", "数字超出范围"),
    ("annual_registration", {"own_opinion": {"word": "好"}}, "own_opinion.word", "“本人意见 word”不是"),
    ("ballot_sheet", {"people": []}, "people", "“测评对象”不能空着"),
    ("ballot_sheet", {"mode": "guess"}, "mode", "只能是"),
    ("ballot_summary", {"indicators": ["德"]}, "", "第 1 行有 5 项得分，表头有 1 项指标"),
    (
        "ballot_summary",
        {"turnout": [{"rater_class": "A票", "issued": 5, "returned": 6, "valid": 6}]},
        "turnout.0",
        "应依次不增加",
    ),
    ("excellent_publicity", {"last_day": "2026-01-02"}, "", "公示最后一天早于开始日"),
    ("grade_proposal", {"members": 5, "present": 6}, "", "实到人数多于应到人数"),
    ("person_result_sheet", {"strengths": ["一", "二", "三", "四"]}, "strengths", "最多 3 项"),
    (
        "person_result_sheet",
        {"lines": [{"code": "L2", "sentence": "后"}, {"code": "L1", "sentence": "先"}]},
        "",
        "应按 L1 到 L10 的顺序",
    ),
]


@pytest.mark.parametrize(("kind", "changes", "field", "says"), FAULTS)
def test_wrong_facts_are_refused_with_place_and_reason(
    kind: str, changes: dict[str, Any], field: str, says: str
) -> None:
    data = changed(getattr(samples, kind)(), **changes)

    with pytest.raises(errors.FactsDoNotFit) as refused:
        queries.check(kind, data)

    assert refused.value.status == 400
    assert refused.value.field == field
    assert refused.value.sentence.startswith(kinds.paper(kind).title)
    assert says in refused.value.sentence


def test_two_tickets_with_one_code_are_refused() -> None:
    data = samples.ballot_tickets(2)
    data["tickets"][1]["code"] = data["tickets"][0]["code"]

    with pytest.raises(errors.FactsDoNotFit, match="短码相同"):
        queries.check("ballot_tickets", data)


def test_a_ticket_must_lead_to_a_web_address() -> None:
    data = samples.ballot_tickets(1)
    data["tickets"][0]["url"] = "javascript:alert(1)"

    with pytest.raises(errors.FactsDoNotFit, match="http 或 https"):
        queries.check("ballot_tickets", data)


def test_an_unknown_paper_is_not_here() -> None:
    with pytest.raises(errors.UnknownPaper) as refused:
        queries.render_pdf("love_letter", {})

    assert refused.value.status == 404


def test_many_faults_are_counted_after_the_first_three() -> None:
    data = samples.appointment_form() | {key: {} for key in ("health", "gender", "party", "reason", "awards")}

    with pytest.raises(errors.FactsDoNotFit, match="另有 2 处"):
        queries.check("appointment_form", data)


def test_ages_are_those_of_the_given_month_and_the_deceased_have_none() -> None:
    form = kinds.paper("appointment_form").schema.model_validate(samples.appointment_form())

    facts = form.for_paper()

    assert facts["age_text"] == "（46岁）"
    ages = {row["relation"]: row["age"] for row in facts["family_shown"] if row["relation"]}
    assert ages == {"妻子": "43", "长子": "17", "次子": "11", "父亲": "74", "母亲": "", "岳父": "75"}
    assert len(facts["family_shown"]) == 7


def test_invisible_characters_go_and_private_ones_stay() -> None:
    data = samples.appointment_form() | {"health": "健\x00康\u200b\ufeff", "reason": "一\r\n二\t三\ue123"}

    facts = kinds.paper("appointment_form").schema.model_validate(data).for_paper()

    assert facts["health"] == "健康"
    assert facts["reason"] == "一\n二  三\ue123"


@pytest.mark.parametrize("cut", [30, 200, 2000])
def test_a_photo_cut_short_is_refused(cut: int) -> None:
    with pytest.raises(ValueError, match="照片读不出来"):
        photos.read(samples.photo()[:cut])


def test_photo_comes_out_small_and_plain_whatever_came_in() -> None:
    as_text = base64.b64encode(samples.photo()).decode()

    for given in (samples.photo(), as_text, as_text[:40] + "\n" + as_text[40:]):
        assert photos.read(given)[:3] == b"\xff\xd8\xff"
    assert photos.read(None) == photos.read("") == b""


def test_a_saved_paper_keeps_its_chinese_name_and_no_path() -> None:
    header = queries.attachment('测评表 ../河湾镇\r\nX: "A".pdf')

    assert header.startswith("attachment; filename*=utf-8''%E6%B5%8B")
    assert not {"/", "\r", "\n", '"'} & set(unquote(header.split("''", 1)[1]))


def test_every_field_of_every_paper_has_a_chinese_name() -> None:
    for kind in kinds.papers():
        for name, label in kind.fields().items():
            assert label.rstrip("*") != name, f"{kind.key}.{name}"
