"""The pages, without scripts: registering, filing, the gate as steps, confirming a decision; constant queries."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from dandang.ledger.matters import actions, kinds, models
from dandang.registry.access.queries import actor_for
from dandang.registry.accounts.models import Account
from tests.factories import matters as made
from tests.factories.registry import County, account, county, person

pytestmark = pytest.mark.django_db
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@pytest.fixture
def here() -> County:
    return county()


@pytest.fixture
def officer(here: County) -> Account:
    return account("DISCIPLINE_OFFICER", here.county, name="承办人", on=timezone.localdate())


@pytest.fixture
def leader(here: County) -> Account:
    return account("DISCIPLINE_LEADER", here.county, name="负责人", on=timezone.localdate())


def as_(client: Client, who: Account) -> Client:
    client.force_login(who, backend=BACKEND)
    return client


def acting(who: Account) -> Any:
    return actor_for(who, timezone.localdate())


def queries_of(ask: Callable[[], Any]) -> int:
    with CaptureQueriesContext(
        connection,
    ) as caught:
        ask()
    return len(caught)


def typed_matter(here: County, **changes: Any) -> dict[str, Any]:
    typed = {
        "title": "柳溪镇提灌站改造", "organisation_id": here.finance.pk, "happened_from": "2026-03-12",
        "happened_to": "", "kind": "HARD", "difficulty": "HARD", "channel": "UNIT_REPORT", "summary": "变更取水口。",
        "is_of_wide_interest": "yes",
    }  # fmt: skip
    return typed | changes


def test_a_matter_is_registered_with_people_and_evidence(client: Client, here: County, officer: Account) -> None:
    person(here.finance, "顾明川")
    saved = as_(client, officer).post("/matters/new/", typed_matter(here))
    page = saved["Location"]
    client.post(f"{page}people/new/", {"who": "顾明川", "role": "DID", "note": "现场负责"})
    upload = SimpleUploadedFile("会商记录.pdf", made.PDF)
    client.post(
        f"{page}evidence/new/",
        {"title": "会商记录", "kind": "DOCUMENT", "provided_by": "办公室", "channel": "AUDIT", "upload": upload},
    )
    shown = client.get(page).content.decode()
    file = client.get(f"/matters/evidence/{models.Evidence.objects.get().pk}/file/")

    assert saved.status_code == 302
    for words in ("青禾事〔2026〕1号", "顾明川", "经办", "证1", "会商记录", "承办人登记"):
        assert words in shown
    assert (file.content, file["Content-Type"]) == (made.PDF, "application/pdf")
    assert file["Content-Disposition"].startswith("attachment")
    assert "承办人查看" in client.get(page).content.decode()


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"title": ""}, "title"),
        ({"happened_from": "12.3.2026"}, "请写成 2026-11-23 这样"),
        ({"happened_from": "2999-01-01"}, "发生日期还没有到"),
        ({"summary": "机密★\n经过"}, "国家秘密标志"),
        ({"organisation_id": "999999"}, "organisation_id"),
    ],
)
def test_a_wrong_form_comes_back_with_what_was_typed(
    client: Client, here: County, officer: Account, changes: dict[str, str], says: str
) -> None:
    answer = as_(client, officer).post("/matters/new/", typed_matter(here, **changes))
    shown = answer.content.decode()

    assert answer.status_code == 400
    assert says in shown
    assert "dd-errors" in shown
    assert not models.Matter.objects.exists()


def test_a_hostile_upload_is_refused_on_the_form(client: Client, here: County, officer: Account) -> None:
    matter = made.matter(acting(officer), here.finance)
    upload = SimpleUploadedFile("【绝密】纪要.pdf", made.PDF)

    answer = as_(client, officer).post(
        f"/matters/{matter.pk}/evidence/new/",
        {"title": "纪要", "kind": "DOCUMENT", "provided_by": "办公室", "channel": "AUDIT", "upload": upload},
    )

    assert answer.status_code == 400
    assert "国家秘密标志“绝密”" in answer.content.decode()
    assert not models.Evidence.objects.exists()


def test_a_name_two_people_bear_asks_for_the_number(client: Client, here: County, officer: Account) -> None:
    matter = made.matter(acting(officer), here.finance)
    people = [person(here.finance, "陈一鸣"), person(here.township, "陈一鸣")]

    unclear = as_(client, officer).post(f"/matters/{matter.pk}/people/new/", {"who": "陈一鸣", "role": "LED"})
    missing = client.post(f"/matters/{matter.pk}/people/new/", {"who": "查无此人", "role": "LED"})
    found = client.post(f"/matters/{matter.pk}/people/new/", {"who": people[1].number, "role": "LED"})

    assert people[0].number in unclear.content.decode()
    assert "没有找到“查无此人”" in missing.content.decode()
    assert found.status_code == 302


def test_accountability_goes_through_its_gate_on_the_pages(
    client: Client, here: County, officer: Account, leader: Account
) -> None:
    who = person(here.finance, "顾明川")
    for name in ("姜予安", "陶景行"):
        person(here.discipline, name)
    matter = made.matter(acting(officer), here.finance, who)
    new = f"/matters/{matter.pk}/accountability/new/"
    basis = {
        "person_id": who.pk,
        "organ_id": here.discipline.pk,
        "basis": "没有履行程序",
        "basis_clause": "问责条例 第7条",
    }
    page = as_(client, officer).post(new, basis)["Location"]
    before = client.get(page).content.decode()
    form = client.get(f"{page}consider/").content.decode()
    too_early = client.post(f"{page}send/")
    client.post(f"{page}consider/", made.CONSIDERED | {"considered_on": timezone.localdate().isoformat()})
    after = client.get(page).content.decode()
    client.post(f"{page}send/")
    waiting = client.get(page).content.decode()
    decision = made.DECIDED | {
        "decided_on": timezone.localdate().isoformat(), "first_signer": "姜予安", "second_signer": "陶景行",
    }  # fmt: skip
    asked = as_(client, leader).post(f"{page}decide/", decision)
    kept = client.post(f"{page}decide/", decision | {"back": "1"})
    done = client.post(f"{page}decide/", decision | {"confirmed": "1"}, follow=True).content.decode()

    assert "还差 3 项" in before
    assert "所属党组织或者职能部门的意见" in before
    assert timezone.localdate().isoformat() in form
    assert too_early.status_code == 409
    assert "下一步：提交决定" in after
    assert "由纪检监察机关或者组织部门的负责人登记" in waiting
    assert "核对后提交" in asked.content.decode()
    assert "青纪〔2026〕31号" in kept.content.decode()
    assert "予以问责" in done
    assert "姜予安、陶景行" in done


def test_a_decision_with_one_signer_twice_is_asked_again(
    client: Client, here: County, officer: Account, leader: Account
) -> None:
    who = person(here.finance)
    person(here.discipline, "姜予安")
    row = made.accountability(acting(officer), made.matter(acting(officer), here.finance, who), who, here.discipline)
    given = made.CONSIDERED | {"considered_on": timezone.localdate()}
    actions.record_consideration(actor=acting(officer), accountability_id=row.pk, at=timezone.now(), **given)
    actions.send_to_decision(actor=acting(officer), accountability_id=row.pk, at=timezone.now())
    decision = made.DECIDED | {
        "decided_on": timezone.localdate().isoformat(), "first_signer": "姜予安", "second_signer": "姜予安",
        "confirmed": "1",
    }  # fmt: skip

    answer = as_(client, leader).post(f"/matters/accountability/{row.pk}/decide/", decision)

    assert answer.status_code == 400
    assert "两人不能相同" in answer.content.decode()


def test_a_finding_is_recorded_and_handled(client: Client, here: County) -> None:
    clerk = account("ORG_OFFICER", here.county, on=timezone.localdate())
    who = person(here.finance, "顾明川", managed_by=here.county)
    matter = made.matter(acting(clerk), here.finance, who)
    typed = {
        "channel": "AUDIT", "tone": "GOOD", "found_on": timezone.localdate().isoformat(), "person": "顾明川",
        "organisation_id": here.finance.pk, "text": "敢于调整预算，节约资金", "document": "", "matter": matter.number,
    }  # fmt: skip
    wrong = as_(client, clerk).post("/matters/findings/new/", typed | {"matter": "青禾事〔2026〕99号"})
    page = client.post("/matters/findings/new/", typed)["Location"]
    client.post(f"{page}handle/", {"handling": "记入本人平时表现", "matter": ""})

    assert "没有编号是" in wrong.content.decode()
    assert "记入本人平时表现" in client.get(page).content.decode()
    assert "节约资金" in client.get("/matters/findings/?state=HANDLED").content.decode()
    assert "节约资金" not in client.get("/matters/findings/?state=WAITING").content.decode()
    assert "节约资金" in client.get("/matters/findings/?words=节约").content.decode()


def test_the_unit_sees_what_it_may_and_nothing_of_accountability(
    client: Client, here: County, officer: Account
) -> None:
    unit = account("UNIT_OFFICER", here.finance, on=timezone.localdate())
    who = person(here.finance, "顾明川")
    matter = made.matter(acting(officer), here.finance, who)
    made.evidence(acting(officer), matter)
    row = made.accountability(acting(officer), matter, who, here.discipline)
    page = as_(client, unit).get(f"/matters/{matter.pk}/").content.decode()

    assert "由纪检监察机关、组织部门保管和查看" in page
    assert "会商记录" not in page
    assert "这件事了结了" not in page
    assert "承办人登记" not in page.split("时间线")[0]
    assert row.number not in page
    assert client.get(f"/matters/accountability/{row.pk}/").status_code == 403
    assert client.get(f"/matters/evidence/{models.Evidence.objects.get().pk}/file/").status_code == 404


@pytest.mark.parametrize("address", ["", "accountability/", "findings/"])
def test_lists_ask_a_fixed_number_of_questions(client: Client, here: County, officer: Account, address: str) -> None:
    actor = acting(officer)

    def add(count: int) -> None:
        for _ in range(count):
            who = person(here.finance)
            matter = made.matter(actor, here.finance, who)
            made.accountability(actor, matter, who, here.discipline)
            actions.record_finding(
                actor=actor, channel="AUDIT", tone="BAD", text="x", found_on=timezone.localdate() - timedelta(days=1),
                organisation_id=here.finance.pk, matter_id=matter.pk, at=timezone.now(),
            )  # fmt: skip

    as_(client, officer).get(f"/matters/{address}")
    add(1)
    few = queries_of(lambda: client.get(f"/matters/{address}"))
    add(6)
    many = queries_of(lambda: client.get(f"/matters/{address}"))

    assert few == many
    assert many <= 16


def test_the_page_of_a_matter_asks_a_fixed_number_of_questions(client: Client, here: County, officer: Account) -> None:
    actor = acting(officer)
    matter = made.matter(actor, here.finance, person(here.finance))
    made.evidence(actor, matter)
    as_(client, officer).get(f"/matters/{matter.pk}/")
    few = queries_of(lambda: client.get(f"/matters/{matter.pk}/"))
    for number in range(4):
        piece = made.evidence(actor, matter, content=made.PDF + b"\n" * (number + 1))
        actions.look_at_evidence(actor=actor, evidence_id=piece.pk, at=timezone.now())
        who = person(here.finance)
        actions.add_involvement(actor=actor, matter_id=matter.pk, person_id=who.pk, role="LED", at=timezone.now())

    assert queries_of(lambda: client.get(f"/matters/{matter.pk}/")) == few


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ("words=提灌站", 2),
        ("words=〔2026〕1号", 1),
        ("kind=MAJOR", 0),
        ("year=2025", 1),
        ("state=CLOSED", 0),
        ("year=x", 2),
    ],
)
def test_the_list_is_narrowed(client: Client, here: County, officer: Account, query: str, count: int) -> None:
    made.matter(acting(officer), here.finance)
    made.matter(acting(officer), here.township, happened_from=timezone.localdate().replace(year=2025, month=5, day=1))

    shown = as_(client, officer).get(f"/matters/?{query}").content.decode()

    assert shown.count('<th scope="row">') == count


def test_what_other_rooms_do_about_a_matter_stands_on_its_page(
    client: Client, here: County, officer: Account, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(kinds, "_links", {})
    monkeypatch.setattr(kinds, "_doors", [])
    matter = made.matter(acting(officer), here.finance, who := person(here.finance))
    row = made.accountability(acting(officer), matter, who, here.discipline)
    kinds.register_links("part", lambda actor, pk: [kinds.Linked("容错认定", f"青容〔2026〕{pk}号", "/x/", "听取意见")])
    kinds.register_case_door(
        kinds.CaseDoor("启动容错认定", lambda number: f"/open/?who={number}", "matters.matter.view")
    )

    page = as_(client, officer).get(f"/matters/{matter.pk}/").content.decode()
    gate = client.get(f"/matters/accountability/{row.pk}/").content.decode()

    assert f"青容〔2026〕{matter.pk}号" in page
    assert f"/open/?who={who.number}" in gate
