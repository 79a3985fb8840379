"""A full text comes in, is looked at and confirmed; a citation then opens the very item."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from dandang.foundation.ground.refusal import BadInput, NotAllowed, NotHere
from dandang.law.policies import actions, text_queries
from dandang.law.policies.models import Edition, FullText
from dandang.registry.access import queries as access
from tests.factories import registry, shelf

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("few_packs")]
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
TEXT = """《测试用的实施意见》
开头的话。
一、总的要求
1.第一点的话。
2.第二点的话。
四、容错
11.第十一点的话，谁可以提出。
12.第十二点的话。
"""


@pytest.fixture
def few_packs(db: Any) -> None:
    shelf.load(*shelf.TOLERANCE)


def anhui() -> Edition:
    return Edition.objects.get(document__key="anhui-2018")


def proposed(content: bytes = TEXT.encode(), name: str = "安徽.txt") -> FullText:
    made = actions.propose_text(
        actor=access.system_actor(), edition_id=anhui().pk, content=content, name=name, at=registry.NOW
    )
    return FullText.objects.get(pk=made)


def confirmed(text: str) -> FullText:
    row = proposed(text.encode())
    actions.confirm_text(actor=access.system_actor(), text_id=row.pk, at=registry.NOW)
    return FullText.objects.get(pk=row.pk)


def passage_of(code: str) -> text_queries.Passage | None:
    edition = anhui()
    return text_queries.passage(edition.clauses.get(code=code), text_queries.confirmed_text(edition))


def test_a_citation_opens_the_very_item_once_the_cut_is_confirmed() -> None:
    row = proposed()
    assert passage_of("11") is None

    actions.confirm_text(actor=access.system_actor(), text_id=row.pk, at=registry.NOW)

    found = passage_of("11")
    assert found is not None
    assert found.text == "第十一点的话，谁可以提出。"
    assert found.anchor == "p1-0"


def test_a_clause_whose_number_is_not_in_the_text_stays_with_our_summary() -> None:
    confirmed(TEXT)

    assert passage_of("6") is None


def test_a_number_that_starts_again_in_each_part_is_looked_up_in_the_clauses_part_only() -> None:
    confirmed("一、甲\n1.甲一\n11.甲十一\n四、乙\n1.乙一\n11.乙十一\n")
    clause = anhui().clauses.get(code="11")
    found = passage_of("11")

    assert found is not None
    assert clause.part == "四"
    assert found.text == "乙十一"

    confirmed("五、甲\n1.甲一\n11.甲十一\n六、乙\n1.乙一\n11.乙十一\n")
    assert passage_of("11") is None


def test_articles_are_found_however_their_number_is_written() -> None:
    edition = anhui()
    clause = edition.clauses.get(code="11")
    confirmed("第一章 总则\n第十一条 甲。\n第十一条之一 乙。\n第九十五条 丙。\n")
    for label, words in (
        ("第11条", "甲。"), ("第十一条之一", "乙。"), ("第95条", "丙。"), ("第95条第二项", "丙。"),
    ):  # fmt: skip
        clause.label, clause.item, clause.part = label, "", ""
        found = text_queries.passage(clause, text_queries.confirmed_text(edition))
        assert found is not None, label
        assert found.text == words


def test_a_gbk_text_and_one_without_numbers_come_in_with_a_warning() -> None:
    assert proposed(TEXT.encode("gbk")).parts.count() == 2
    plain = proposed("小标题\n这一段没有编号，也不短，所以不是标题。\n".encode())

    assert plain.warnings
    assert FullText.objects.filter(state="PROPOSED").count() == 1


def test_a_second_text_replaces_the_first_and_the_first_stays_on_record() -> None:
    first = confirmed(TEXT)
    second = confirmed(TEXT.replace("谁可以提出", "由谁提出"))

    first.refresh_from_db()
    found = passage_of("11")
    assert (first.state, second.state) == ("REPLACED", "CONFIRMED")
    assert found is not None
    assert "由谁提出" in found.text
    with pytest.raises(NotHere):
        actions.confirm_text(actor=access.system_actor(), text_id=first.pk, at=registry.NOW)


@pytest.mark.parametrize("content", [b"", b"\x89PNG\r\n\x1a\n" + b"0" * 40, "机密★十年\n一、甲".encode()])
def test_files_that_are_no_open_text_are_refused_and_nothing_is_kept(content: bytes) -> None:
    with pytest.raises(BadInput):
        proposed(content)

    assert not FullText.objects.exists()


def test_only_officers_bring_a_text_in() -> None:
    tree = registry.county()
    for role in ("UNIT_OFFICER", "CADRE", "ORG_LEADER"):
        with pytest.raises(NotAllowed):
            actions.propose_text(
                actor=registry.actor_of(role, tree.county), edition_id=anhui().pk, content=TEXT.encode(), name="a.txt",
                at=registry.NOW,
            )  # fmt: skip


def test_an_officer_uploads_looks_confirms_and_everybody_reads() -> None:
    tree = registry.county()
    client = Client()
    client.force_login(registry.account("ORG_OFFICER", tree.county), backend=BACKEND)
    upload = SimpleUploadedFile("安徽.txt", TEXT.encode(), content_type="text/plain")

    cut = client.post("/law/anhui-2018/2018-05-01/full-text/import/", {"file": upload}, follow=True)
    page = cut.content.decode()
    assert "拆成 2 部分" in page
    assert "第 11 点前面不是第 10 点" in page
    done = client.post(cut.redirect_chain[-1][0], {"act": "confirm"}, follow=True).content.decode()
    assert 'id="p1-0"' in done

    reader = Client()
    reader.force_login(registry.account("CADRE", tree.township), backend=BACKEND)
    clause = reader.get("/law/anhui-2018/2018-05-01/11/").content.decode()
    assert "第十一点的话，谁可以提出。" in clause
    assert "/law/anhui-2018/2018-05-01/full-text/#p1-0" in clause
    assert reader.get("/law/anhui-2018/2018-05-01/full-text/").status_code == 200
    assert reader.get("/law/anhui-2018/2018-05-01/full-text/import/").status_code == 403
