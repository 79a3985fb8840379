"""The editor as an officer uses it: every section by its form, the check, the approval; input is never lost."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from dandang.law.policies import draft_bodies
from dandang.law.policies.models import Draft, Edition
from dandang.registry.organisations.models import Organisation
from tests.factories import drafts, registry, shelf

pytestmark = [pytest.mark.django_db, pytest.mark.one_engine, pytest.mark.usefixtures("few_packs")]
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
CITED = {"clause": "3", "reliability": "A", "checked_on": "2026-11-21"}


@pytest.fixture
def few_packs(db: Any) -> None:
    shelf.load(*shelf.TOLERANCE)


def place_of() -> Organisation:
    tree = registry.county()
    drafts.own_region(tree.county)
    return tree.county


def client_of(role: str, place: Organisation) -> Client:
    client = Client()
    client.force_login(registry.account(role, place, who=registry.person(place)), backend=BACKEND)
    return client


def begun(client: Client, place: Organisation) -> Draft:
    answer = client.post(
        "/law/drafts/new/",
        {
            "organisation": place.pk, "copied_from": "", "title": "临禾县容错纠错实施办法（试行）", "short": "临禾",
            "issuer": "中共临禾县委", "in_force_from": "2099-01-01",
        },
    )  # fmt: skip
    assert answer.status_code == 302, answer.content.decode()
    return Draft.objects.get()


def save(client: Client, draft: Draft, section: str, given: dict[str, Any], place: int | None = None) -> Any:
    """Post a form as its page shows it: with the mark of what stands there."""
    draft.refresh_from_db()
    seen = draft_bodies.digest(draft_bodies.entry(draft.body, draft.examples, section, place))
    end = "new/" if place is None else f"{place}/"
    return client.post(f"/law/drafts/{draft.pk}/{section}/{end}", {"seen": seen, "act": "save", **given})


ENTRIES: list[tuple[str, dict[str, Any]]] = [
    (
        "clauses",
        {
            "label": "第3条",
            "part": "二",
            "item": "3",
            "summary": "十日内受理。",
            "reliability": "A",
            "source": "县委文件",
        },
    ),
    (
        "conditions",
        {
            "label": "没有谋取私利",
            "explanation": "没有得到好处。",
            "element": "MOTIVE",
            "mode": "all_of",
            "asked_0": "motive.private_gain=no",
            "operator_0": "is",
            **CITED,
        },
    ),
    (
        "negative_list",
        {
            "text": "暗中分利",
            "explanation": "和人商量好分利。",
            "mode": "any_of",
            "asked_0": "motive.collusion=yes",
            "operator_0": "is",
            **CITED,
        },
    ),
    (
        "outcomes",
        {
            "code": "EXEMPT",
            "label": "免予问责",
            "mode": "all_of",
            "shields": "listed",
            "assessments": ["ANNUAL"],
            "needs_correction": "yes",
            **CITED,
        },
    ),
    ("values", {"key": "care.health_checks_year", "is_given": "yes", "given": "2", "sense": "at_least", **CITED}),
    ("questions", {"label": "事前有没有报备", "kind": "yes_no", "element": "PROCEDURE", "explanation": "看备案登记。"}),
    (
        "conditions",
        {
            "label": "事前报备",
            "explanation": "登记过。",
            "asked_0": "own.r341298_2099.q1=yes",
            "operator_0": "is",
            "mode": "all_of",
            **CITED,
        },
    ),
    ("openers", {"who": "PERSON", **CITED}),
    ("sides", {"side": "gate", "text": "启动问责前先看容错。", "stands": "BEFORE_OPENING", "names": "", **CITED}),
    (
        "stages",
        {
            "code": "APPLIED",
            "label": "提出申请",
            "roles": ["PERSON"],
            "papers": ["APPLICATION"],
            "has_deadline": "given",
            "amount": "7",
            "unit": "working_days",
            "counted_from": "APPLICATION",
            "next": ["ACCEPTED", "REFUSED", "WITHDRAWN"],
            **CITED,
        },
    ),
    (
        "examples",
        {
            "why": "试点失误，没有谋私",
            "acted_on": "2099-01-02",
            "expect_advice": "CANNOT_SAY",
            "fact-motive.private_gain": "no",
        },
    ),
]


def test_a_region_is_written_form_by_form_submitted_and_approved() -> None:
    place = place_of()
    client = client_of("ORG_OFFICER", place)
    draft = begun(client, place)
    for section, given in ENTRIES:
        answer = save(client, draft, section, given)
        assert answer.status_code == 302, (section, answer.content.decode())
    answer = save(
        client,
        draft,
        "table",
        {"title": "临禾县的容错条件", "mode": "all_of", "asked_0": "met:c1", "asked_1": "met:c2"},
        0,
    )
    assert answer.status_code == 302, answer.content.decode()

    check = client.get(f"/law/drafts/{draft.pk}/check/").content.decode()
    assert "没有发现问题" in check, check
    draft.refresh_from_db()
    client.post(f"/law/drafts/{draft.pk}/submit/", {"version": draft.version})
    leader = client_of("DISCIPLINE_LEADER", place)
    approval = leader.get(f"/law/drafts/{draft.pk}/approval/").content.decode()
    assert "核对过了，批准并载入" in approval
    leader.post(f"/law/drafts/{draft.pk}/approval/", {"act": "approve", "version": draft.version})

    edition = Edition.objects.get(document__key="r341298-2099")
    (procedure,), (table,) = edition.body["procedures"], edition.body["rule_tables"]
    assert procedure["stages"][0]["deadline"]["amount"] == 7
    assert procedure["gate"]["stands"] == "BEFORE_OPENING"
    assert table["conditions"][0]["test"] == {"fact": "motive.private_gain", "is": False}
    assert table["requires"] == {"all_of": ["c1", "c2"]}
    assert "事前有没有报备：是" in leader.get(f"/law/drafts/{draft.pk}/whole/").content.decode()
    assert table["conditions"][1]["test"] == {"fact": "own.r341298_2099.q1", "is": True}
    assert "事前有没有报备" in leader.get("/law/facts/").content.decode()
    assert table["outcomes"][0]["effects"][0]["assessments"] == ["ANNUAL"]
    assert leader.get("/law/r341298-2099/2099-01-01/rules/").status_code == 200


def test_every_page_of_a_copied_draft_opens_and_saving_it_unchanged_changes_nothing() -> None:
    place = place_of()
    client = client_of("ORG_OFFICER", place)
    officer = registry.actor_of("ORG_OFFICER", place, who=registry.person(place))
    source = Edition.objects.get(document__key="yunnan-2018")
    draft = drafts.started(officer, place, copied_from=source.pk)
    before, examples = draft.body, draft.examples
    assert {"CANNOT_SAY", "NOT_TOLERABLE"} < {one["expect_advice"] for one in examples}
    for page in ("", "check/", "whole/", "approval/", "drop/"):
        assert client.get(f"/law/drafts/{draft.pk}/{page}").status_code == 200, page
    for section in draft_bodies.SECTIONS:
        assert client.get(f"/law/drafts/{draft.pk}/{section}/", follow=True).status_code == 200, section
        for number in range(len(draft_bodies.entries(before, examples, section))):
            page = client.get(f"/law/drafts/{draft.pk}/{section}/{number}/")
            form = page.context["form"]
            given = {name: value for name, value in _filled(form).items() if value not in (None, "", False)}
            answer = client.post(f"/law/drafts/{draft.pk}/{section}/{number}/", {**given, "act": "save"})
            assert answer.status_code == 302, (section, number, answer.context["form"].errors)
    draft.refresh_from_db()
    assert draft.examples == examples
    checked = client.get(f"/law/drafts/{draft.pk}/check/").content.decode()
    assert "不一致" not in checked
    assert "还要知道：" in checked
    unchanged = {section for section in draft_bodies.SECTIONS if _plain(before, section) == _plain(draft.body, section)}
    assert unchanged == set(draft_bodies.SECTIONS)


def _filled(form: Any) -> dict[str, Any]:
    return {bound.name: bound.value() for bound in form}


def _plain(body: dict[str, Any], section: str) -> list[dict[str, Any]]:
    """Entries without fields that say nothing, as a copy writes some of them out."""
    return [_stripped(one) for one in draft_bodies.entries(body, [], section)]


def _stripped(one: Any) -> Any:
    if isinstance(one, dict):
        return {name: _stripped(value) for name, value in one.items() if value not in (None, "", [], False)}
    return [_stripped(value) for value in one] if isinstance(one, list) else one


def test_the_second_officer_sees_both_and_keeps_what_he_typed() -> None:
    place = place_of()
    client = client_of("ORG_OFFICER", place)
    officer = registry.actor_of("ORG_OFFICER", place, who=registry.person(place))
    draft = drafts.written(officer, place)
    stage = dict(ENTRIES)["stages"]
    seen = client.get(f"/law/drafts/{draft.pk}/stages/0/").context["form"]["seen"].value()
    drafts.put(officer, draft, "stages", drafts.stage(label="申请（别人改的）"), 0)

    answer = client.post(f"/law/drafts/{draft.pk}/stages/0/", {**stage, "label": "申请（我改的）", "seen": seen})

    page = answer.content.decode()
    assert answer.status_code == 409
    assert "申请（别人改的）" in page
    assert 'value="申请（我改的）"' in page
    mark = answer.context["form"]["seen"].value()
    again = client.post(f"/law/drafts/{draft.pk}/stages/0/", {**stage, "label": "申请（我改的）", "seen": mark})
    assert again.status_code == 302
    draft.refresh_from_db()
    assert draft.body["procedures"][0]["stages"][0]["label"] == "申请（我改的）"


@pytest.mark.parametrize(
    ("section", "given", "words"),
    [
        ("stages", {"unit": ""}, "写了期限，就要写明单位"),
        ("stages", {"amount": "七"}, "整数"),
        ("stages", {"next": []}, "进得来要出得去"),
        ("stages", {"clause": "99"}, "99"),
        ("values", {"given": "很多"}, "不合这个事项的单位"),
        ("values", {"is_given": "no", "given": ""}, "条文是怎么说的"),
        ("conditions", {"asked_0": ""}, "请至少选一行"),
        ("conditions", {"operator_0": "at_most"}, "请选“是”或者“不是”"),
        ("questions", {"kind": "choice", "options": "只有一种"}, "至少两种"),
        ("sides", {"stands": ""}, "启动之前，还是同步"),
        ("outcomes", {"months_2": "12"}, "请先在这里选条文是怎样说的"),
    ],
)
def test_a_form_asks_back_in_a_sentence_and_keeps_the_rest(section: str, given: dict[str, Any], words: str) -> None:
    place = place_of()
    client = client_of("ORG_OFFICER", place)
    draft = begun(client, place)
    save(client, draft, "clauses", ENTRIES[0][1])

    answer = save(client, draft, section, dict(reversed(ENTRIES))[section] | given)

    assert answer.status_code == 400
    assert words in answer.content.decode()
    draft.refresh_from_db()
    assert len(draft_bodies.entries(draft.body, [], section)) == (1 if section == "clauses" else 0)


def test_more_rows_keep_what_was_typed_and_save_nothing() -> None:
    place = place_of()
    client = client_of("ORG_OFFICER", place)
    draft = begun(client, place)
    save(client, draft, "clauses", ENTRIES[0][1])

    answer = save(client, draft, "conditions", dict(reversed(ENTRIES))["conditions"] | {"act": "rows"})

    form = answer.context["form"]
    assert (form["label"].value(), form["asked_0"].value()) == ("没有谋取私利", "motive.private_gain=no")
    assert "asked_3" in form.fields
    draft.refresh_from_db()
    assert draft_bodies.entries(draft.body, [], "conditions") == []


def test_an_entry_is_taken_out() -> None:
    place = place_of()
    client = client_of("ORG_OFFICER", place)
    draft = begun(client, place)
    save(client, draft, "clauses", ENTRIES[0][1])

    save(client, draft, "clauses", {"act": "delete"}, 0)

    draft.refresh_from_db()
    assert draft.body["clauses"] == []


def test_who_may_not_write_reads_or_is_told_so() -> None:
    place = place_of()
    officer = registry.actor_of("ORG_OFFICER", place, who=registry.person(place))
    draft = drafts.written(officer, place)

    leader = client_of("ORG_LEADER", place)
    assert leader.get(f"/law/drafts/{draft.pk}/").status_code == 200
    assert leader.get("/law/drafts/new/").status_code == 403
    answer = save(leader, draft, "clauses", ENTRIES[0][1])
    assert answer.status_code in (400, 403)
    for role in ("UNIT_OFFICER", "CADRE", "COMMITTEE_MEMBER"):
        assert client_of(role, place).get(f"/law/drafts/{draft.pk}/").status_code == 403
    elsewhere = registry.organisation(place.parent, "外县", "REGION")
    assert client_of("ORG_OFFICER", elsewhere).get(f"/law/drafts/{draft.pk}/").status_code == 404


def test_a_draft_with_faults_leads_back_to_the_check() -> None:
    place = place_of()
    client = client_of("ORG_OFFICER", place)
    draft = begun(client, place)

    answer = client.post(f"/law/drafts/{draft.pk}/submit/", {"version": draft.version}, follow=True)

    assert answer.redirect_chain[-1][0].endswith("/check/")
    assert "至少要有一项" in answer.content.decode()
    draft.refresh_from_db()
    assert draft.state == "DRAFT"


def test_an_outcome_has_as_many_effects_as_its_text_gives_it() -> None:
    place = place_of()
    client = client_of("ORG_OFFICER", place)
    draft = begun(client, place)
    save(client, draft, "clauses", ENTRIES[0][1])
    outcome = dict(ENTRIES)["outcomes"]
    second = {"shields_2": "listed", "assessments_2": ["TENURE"], "selection_2": "on", "months_2": "12"}

    assert save(client, draft, "outcomes", outcome | second).status_code == 302

    draft.refresh_from_db()
    first, other = draft_bodies.entries(draft.body, [], "outcomes")[0]["effects"]
    assert (first["assessments"], first["months"]) == (["ANNUAL"], None)
    assert (other["assessments"], other["selection"], other["months"]) == (["TENURE"], True, 12)
    shown = client.get(f"/law/drafts/{draft.pk}/outcomes/0/").content.decode()
    assert "第 3 项效果：考核不作负面评价吗" in shown

    assert save(client, draft, "outcomes", outcome | {"shields": "", "assessments": []} | second, 0).status_code == 302
    draft.refresh_from_db()
    assert [one["months"] for one in draft_bodies.entries(draft.body, [], "outcomes")[0]["effects"]] == [12]


CAPPED = {
    "key": "discipline.combined_period_months", "value": 60, "unit": "months", "sense": "at_most", "note": "",
    **drafts.CITED,
}  # fmt: skip


@pytest.mark.parametrize(
    ("section", "entry", "place", "rule"),
    [
        ("values", CAPPED, None, "超出了"),
        ("stages", {"amount": 7, "counted_from": "APPLICATION", **drafts.CITED}, 0, "期限"),
        ("document", {"in_force_from": "2018-05-01"}, 0, "适用起始日早于今天"),
    ],
    ids=["a value above the upper cap", "a deadline without a unit", "a day in the past without a ground"],
)
def test_the_check_page_shows_the_rule_with_a_link_to_the_place_and_keeps_the_draft_back(
    section: str, entry: dict[str, Any], place: int | None, rule: str
) -> None:
    here = place_of()
    client = client_of("ORG_OFFICER", here)
    officer = registry.actor_of("ORG_OFFICER", here, who=registry.person(here))
    draft = drafts.written(officer, here)
    if section == "stages":
        entry = drafts.stage(deadline=entry)
    if section == "document":
        entry = draft_bodies.entries(draft.body, [], "document")[0] | entry
    drafts.put(officer, draft, section, entry, place)
    draft.refresh_from_db()

    shown = client.get(f"/law/drafts/{draft.pk}/check/").content.decode()
    refused = client.post(f"/law/drafts/{draft.pk}/submit/", {"version": draft.version}, follow=True)

    assert rule in shown
    assert f"/law/drafts/{draft.pk}/{section}/" in shown
    assert rule in refused.content.decode()
    draft.refresh_from_db()
    assert draft.state == "DRAFT"
