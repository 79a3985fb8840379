"""The casebook's pages without scripts: browse, read, mark, check, approve, circulars; counted queries."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from dandang.foundation.audit import queries as audit
from dandang.foundation.audit.kinds import READ
from dandang.ledger.casebook import actions
from dandang.ledger.casebook.models import Circular, Entry
from dandang.registry.accounts.models import Account
from tests.factories import casebook, tolerance_ready
from tests.factories.casebook import Office
from tests.factories.registry import NOW, account, county

pytestmark = [pytest.mark.django_db, pytest.mark.one_engine]
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@pytest.fixture
def office(db: None) -> Office:
    return casebook.office(county())


def _as(client: Client, who: Account | int | None) -> Client:
    user = who if isinstance(who, Account) else Account.objects.get(pk=who)
    client.force_login(user, backend=BACKEND)
    return client


def _clerk(office: Office, role: str = "DISCIPLINE_OFFICER") -> Account:
    return account(role, office.place.county, on=timezone.localdate())


def test_the_list_is_narrowed_by_every_filter_and_says_so(client: Client, office: Office) -> None:
    casebook.approved(office)
    casebook.approved(
        office, title="先垫付后报批", field="RURAL", kind="NOT_TOLERATED", outcome="NOT_TOLERATED", year=2022,
        region="330000", sides={"PROCEDURE": "AGAINST", "MOTIVE": "FOR"},
    )  # fmt: skip
    _as(client, office.reader.account_id)

    for query in (
        "field=RURAL", "kind=NOT_TOLERATED", "outcome=NOT_TOLERATED", "year=2022", "region=330000", "words=垫付",
        "element=PROCEDURE&side=AGAINST&field=RURAL",
    ):  # fmt: skip
        page = client.get(f"/casebook/?{query}").content.decode()
        assert "先垫付后报批" in page, query
        assert "汛期改用移动泵船" not in page, query
        assert "1 条" in page
    best = client.get("/casebook/?words=移动泵船").content.decode()
    assert best.index("汛期改用移动泵船") < best.index("先垫付后报批")  # the newer one has it in its text only
    partly = client.get("/casebook/?words=泵船 火星").content.decode()
    assert "汛期改用移动泵船" in partly
    assert "没有同时含有这些词的" in partly
    assert "没有同时含有这些词的" not in best + client.get("/casebook/?words=泵船 火星&until=1990").content.decode()
    both = client.get("/casebook/?element=PROCEDURE&side=AGAINST&sort=year").content.decode()
    assert both.index("汛期改用移动泵船") < both.index("先垫付后报批")


@pytest.mark.parametrize("query", ["year=abc", "element=NONE", "page=999", "field=' OR 1=1", "words=" + "汉" * 70])
def test_nonsense_in_the_address_narrows_nothing_and_breaks_nothing(client: Client, office: Office, query: str) -> None:
    casebook.approved(office)

    page = _as(client, office.reader.account_id).get(f"/casebook/?{query}")

    assert page.status_code in {200, 400}
    assert "没有您要" not in page.content.decode()


def test_an_empty_casebook_says_how_entries_come_there(client: Client, office: Office) -> None:
    page = _as(client, office.reader.account_id).get("/casebook/").content.decode()

    assert "案例库里还没有案例" in page
    assert "整理案例" not in page


def test_a_reader_sees_the_anonymised_text_only(client: Client, office: Office) -> None:
    entry = casebook.approved(office, parts={**casebook.PARTS, "COURSE": "2024年3月5日柳溪镇副镇长许清和先施工。"})
    casebook.approved(office, title="另一件", sides={"PROCEDURE": "AGAINST"})

    page = _as(client, office.reader.account_id).get(f"/casebook/{entry.pk}/").content.decode()

    assert "某镇副镇长许某先施工" in page
    for word in ("许清和", "柳溪镇", "3月5日"):
        assert word not in page.split('class="dd-head"')[1]
    assert "要件都认定为：程序方法（不利）" in page
    for address in ("work/", "approval/", "work/text/"):
        assert client.get(f"/casebook/{entry.pk}/{address}").status_code in {403, 404}


def test_an_officer_marks_checks_and_a_leader_approves(client: Client, office: Office) -> None:
    entry = casebook.drafted(office, parts={**casebook.PARTS, "COURSE": "柳溪镇何新来先施工，张局长补签。"})
    _as(client, _clerk(office))
    rows = {one.span: one for one in entry.markings.all()}

    page = client.get(f"/casebook/{entry.pk}/work/").content.decode()
    assert "3 处，还有 3 处待确认" in page
    missing = client.post(f"/casebook/{entry.pk}/work/markings/", {f"m{rows['何新来'].pk}": "KEPT"})
    assert missing.status_code == 400
    assert "写明理由" in missing.content.decode()
    early = client.post(f"/casebook/{entry.pk}/work/check/", {"risk_note": ""})
    assert "3 处没有确认" in early.content.decode()

    typed = {f"m{row.pk}": "CONFIRMED" for row in rows.values()}
    typed |= {f"r{row.pk}": row.suggestion for row in rows.values()}
    assert client.post(f"/casebook/{entry.pk}/work/markings/", typed).status_code == 302
    assert client.post(f"/casebook/{entry.pk}/work/check/", {"risk_note": "看过"}).status_code == 302

    _as(client, office.leader.account_id)
    draft = casebook.drafted(office, title="还没隐去")
    assert client.get(f"/casebook/{draft.pk}/approval/").status_code == 404
    shown = client.get(f"/casebook/{entry.pk}/approval/").content.decode()
    assert "何新来" not in shown
    assert "某镇何某先施工" in shown
    assert client.post(f"/casebook/{entry.pk}/approve/").status_code == 302
    entry.refresh_from_db()
    assert entry.state == "APPROVED"


def test_what_was_missed_is_marked_and_the_words_are_changed(client: Client, office: Office) -> None:
    entry = casebook.drafted(office)
    _as(client, _clerk(office))

    wrong = client.post(f"/casebook/{entry.pk}/work/mark/", {"span": "没有的话", "replacement": "某"})
    assert "原文里没有" in wrong.content.decode()
    assert client.post(f"/casebook/{entry.pk}/work/mark/", {"span": "提灌站", "replacement": "水站"}).status_code == 302
    typed = {"title": "改了标题", "field": "RURAL", "course": "改了经过。", "judgement": "改了认定。"}
    assert client.post(f"/casebook/{entry.pk}/work/text/", typed | {"course": ""}).status_code == 400
    assert client.post(f"/casebook/{entry.pk}/work/text/", typed).status_code == 302
    entry.refresh_from_db()
    assert entry.title == "改了标题"
    assert audit.about(f"casebook.entry:{entry.pk}").filter(verb=READ).count() == 2  # both refusals showed the file


def test_an_entry_from_elsewhere_is_typed_in(client: Client, office: Office) -> None:
    _as(client, _clerk(office))
    typed = {
        "title": "拆分项目由集体决策", "kind": "TOLERATED", "outcome": "EXEMPT", "field": "PROJECT",
        "organ": str(office.place.county.pk), "region": "320000", "year": "2019", "citation": "公开报道，2019年",
        "background": "", "course": "某区干部拆分小额项目。", "judgement": "集体研究，没有私利。", "lesson": "",
        "side_procedure": "FOR",
    }  # fmt: skip

    assert "请写明出处" in client.post("/casebook/new/outside/", typed | {"citation": ""}).content.decode()
    assert client.post("/casebook/new/outside/", typed).status_code == 302
    entry = Entry.objects.get()
    assert (entry.citation, entry.traits.get().side) == ("公开报道，2019年", "FOR")


def test_a_served_case_is_offered_and_drawn_up(client: Client) -> None:
    story = tolerance_ready.served()
    _as(client, story.handler.account_id)

    page = client.get("/casebook/new/").content.decode()
    assert story.case.number in page
    answer = client.post(
        "/casebook/new/", {"subject": f"tolerance.case:{story.case.pk}", "title": "改用泵船", "field": "PROJECT"}
    )
    assert answer.status_code == 302
    assert client.get(answer["Location"]).status_code == 200


def test_reasons_are_asked_for_when_an_entry_goes_back_or_away(client: Client, office: Office) -> None:
    entry = casebook.checked(office)
    _as(client, office.leader.account_id)
    assert "请写明理由" in client.post(f"/casebook/{entry.pk}/return/", {"reason": ""}).content.decode()
    assert client.post(f"/casebook/{entry.pk}/return/", {"reason": "太空"}).status_code == 302
    _as(client, _clerk(office))
    assert "太空" in client.get("/casebook/desk/").content.decode()
    assert "请写明理由" in client.post(f"/casebook/{entry.pk}/drop/", {"reason": ""}).content.decode()
    assert client.post(f"/casebook/{entry.pk}/drop/", {"reason": "不编了"}).status_code == 302
    other = casebook.approved(office, title="另一条")
    assert client.post(f"/casebook/{other.pk}/withdraw/", {"reason": "认得出"}).status_code == 302


def test_a_doubted_entry_is_looked_at_on_its_page(client: Client) -> None:
    story = tolerance_ready.served()
    office = casebook.office(story.place)
    entry = casebook.approved(office)
    Entry.objects.filter(pk=entry.pk).update(source=f"tolerance.case:{story.case.pk}", outcome="EXEMPT")
    actions.doubt_source(actor=office.leader, subject=f"tolerance.case:{story.case.pk}", reason="复查中", at=NOW)
    _as(client, _clerk(office))

    assert client.get(f"/casebook/{entry.pk}/").status_code == 404
    assert "复核能不能再用" in client.get(f"/casebook/{entry.pk}/work/").content.decode()
    assert client.post(f"/casebook/{entry.pk}/settle/", {"reason": ""}).status_code == 400
    assert client.post(f"/casebook/{entry.pk}/settle/", {"reason": "维持原结论"}).status_code == 302
    assert client.get(f"/casebook/{entry.pk}/").status_code == 200


def test_a_circular_is_drafted_from_the_page(client: Client, office: Office) -> None:
    entry = casebook.approved(office)
    _as(client, _clerk(office))
    typed: dict[str, Any] = {
        "title": "关于典型案例的通报", "organ": str(office.place.county.pk), "addressee": "各乡镇党委",
        "lead_in": "通报如下。", "closing": "请学习。",
    }  # fmt: skip

    assert "请至少选一条案例" in client.post("/casebook/circulars/new/", typed).content.decode()
    assert client.post("/casebook/circulars/new/", typed | {"entries": [entry.pk]}).status_code == 302
    circular = Circular.objects.get()
    assert entry.title in client.get(f"/casebook/circulars/{circular.pk}/").content.decode()
    assert "关于典型案例的通报" in client.get("/casebook/circulars/").content.decode()


@pytest.mark.parametrize(("who", "page"), [("reader", "entry"), ("leader", "approval"), ("officer", "work")])
def test_a_duty_leads_each_to_the_page_he_may_open(client: Client, office: Office, who: str, page: str) -> None:
    entry = casebook.approved(office) if page == "entry" else casebook.checked(office)

    answer = _as(client, getattr(office, who).account_id).get(f"/casebook/{entry.pk}/now/")

    assert answer["Location"].endswith({"entry": f"/{entry.pk}/"}.get(page, f"/{page}/"))


def test_pages_cost_the_same_however_many_entries(
    client: Client, office: Office, django_assert_max_num_queries: Any
) -> None:
    # 341299 stands in no table of divisions: its name is asked of the tree of units, once.
    entries = [casebook.approved(office, title=f"第{number}件", region="341299") for number in range(1, 7)]
    _as(client, office.reader.account_id)

    with django_assert_max_num_queries(17):
        assert client.get("/casebook/").status_code == 200
    with django_assert_max_num_queries(18):
        assert client.get(f"/casebook/{entries[0].pk}/").status_code == 200
