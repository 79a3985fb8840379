"""Pages of people: who may open them, what they cost, what they show and keep."""

from __future__ import annotations

from typing import Any

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from dandang.foundation.audit.models import Entry
from dandang.registry.access.queries import system_actor
from dandang.registry.people import actions, errors, kinds
from dandang.registry.people.models import FieldChange, Person
from tests.factories import registry

pytestmark = pytest.mark.django_db
WIDE = 15  # SPEC PL-12, issue 2: queries of a page at most
NUMBER = "341204198607153217"
PIXEL = b"\xff\xd8\xff\xe0" + b"0" * 40


@pytest.fixture
def county() -> registry.County:
    return registry.county()


@pytest.fixture
def gu(county: registry.County) -> Person:
    return actions.create_person(
        actor=system_actor(),
        fields={
            "name": "顾明川", "sex": "1", "birth_month": "198607", "identity_number": NUMBER,
            "native_place": "安徽青禾",
            "post_text": "党委委员、副镇长", "post_since": "202112", "work_month": "200908", "photo": PIXEL,
            "resume_text": "2009.08--2012.08  县水利局科员\n2012.10--  县水利局农水股副股长",
            "home_id": county.township.pk, "managed_by_id": county.county.pk,
        },
        sections={
            "results": [{"year": 2025, "grade": "优秀", "post_text": "副镇长"}],
            "family": [{"relation": "妻子", "name": "方知夏", "employer": "县一中教师"}],
        },
        at=registry.NOW,
    )  # fmt: skip


def _client(role: str, unit: Any = None, who: Person | None = None) -> Client:
    client = Client()
    client.force_login(registry.account(role, unit, who=who), backend=settings.AUTHENTICATION_BACKENDS[-1])
    return client


@pytest.fixture
def officer(county: registry.County) -> Client:
    return _client("ORG_OFFICER", county.county)


# Reading -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "part", ["", "basic/", "resume/", "posts/", "family/", "rewards/", "results/", "changes/", "edit/basic/"]
)
def test_every_page_of_a_file_opens_and_hides_the_number(officer: Client, gu: Person, part: str) -> None:
    response = officer.get(f"/people/{gu.pk}/{part}")

    assert response.status_code == 200
    if part != "edit/basic/":
        assert NUMBER not in response.content.decode()
        assert "3412**********3217" in response.content.decode()


@pytest.mark.parametrize("path", ["", "photo/", "basic/", "edit/basic/"])
def test_a_file_outside_the_branch_is_not_there(county: registry.County, gu: Person, path: str) -> None:
    neighbour = _client("UNIT_OFFICER", county.finance)

    assert neighbour.get(f"/people/{gu.pk}/{path}").status_code == 404


def test_a_unit_officer_does_not_see_the_leaders_the_county_manages(county: registry.County, gu: Person) -> None:
    own_unit = _client("UNIT_OFFICER", county.township)

    assert own_unit.get(f"/people/{gu.pk}/").status_code == 404
    assert "顾明川" not in own_unit.get("/people/").content.decode()


@pytest.mark.parametrize("role", ["SYSTEM_ADMIN", "SECURITY_ADMIN", "AUDIT_ADMIN"])
def test_administrators_open_no_files(gu: Person, role: str) -> None:
    client = _client(role)

    assert [client.get(path).status_code for path in ("/people/", f"/people/{gu.pk}/")] == [403, 403]


def test_opening_a_file_is_on_record(officer: Client, gu: Person) -> None:
    officer.get(f"/people/{gu.pk}/family/")

    entry = Entry.objects.order_by("-seq").first()
    assert entry is not None
    assert (entry.verb, entry.target) == ("audit.read", f"people.person:{gu.pk}")
    assert "家庭成员" in entry.payload


def test_the_number_is_shown_once_and_the_showing_recorded(officer: Client, gu: Person) -> None:
    shown = officer.post(f"/people/{gu.pk}/number/")

    assert NUMBER in shown.content.decode()
    assert Entry.objects.filter(verb="audit.read", payload__contains="公民身份号码").count() == 1
    assert officer.get(f"/people/{gu.pk}/number/").status_code == 405


def test_the_warning_stands_with_its_evidence_and_mends_nothing(officer: Client, gu: Person) -> None:
    page = officer.get(f"/people/{gu.pk}/").content.decode()

    assert "简历有 2 个月空档" in page
    assert "2012.08 到 2012.10" in page
    assert "只提示，不自动改" in page
    assert Person.objects.get().version == 1


def test_the_photograph_goes_out_as_a_picture_and_nothing_else(officer: Client, gu: Person) -> None:
    response = officer.get(f"/people/{gu.pk}/photo/")

    assert response.content == PIXEL
    assert response["Content-Type"] == "image/jpeg"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert "no-store" in response["Cache-Control"]


def test_a_cadre_reads_the_own_file_and_no_other(county: registry.County, gu: Person) -> None:
    other = registry.person(county.township, "沈禾")
    client = _client("CADRE", who=gu)

    mine = client.get("/people/me/").content.decode()

    assert "我的档案" in mine
    assert "修改任职" not in mine
    assert client.get("/people/me/family/").status_code == 200
    assert client.get(f"/people/{gu.pk}/photo/").status_code == 200
    assert client.get(f"/people/{other.pk}/").status_code == 404
    assert client.get("/people/").status_code == 403
    assert client.get(f"/people/{gu.pk}/edit/basic/").status_code == 403


def test_an_account_without_a_file_is_told_whom_to_ask(county: registry.County) -> None:
    response = _client("CADRE").get("/people/me/")

    assert response.status_code == 404
    assert "没有对应的干部档案" in response.content.decode()


# Costs -----------------------------------------------------------------------------------------------------------


def _queries(client: Client, path: str) -> int:
    client.get(path)  # the first page of a session loads what later pages keep
    with CaptureQueriesContext(connection) as asked:
        assert client.get(path).status_code == 200
    return len([query for query in asked.captured_queries if not _is_bookkeeping(query["sql"])])


def _is_bookkeeping(sql: str) -> bool:
    """Savepoints belong to the test's own transaction, not to the page."""
    return sql.startswith(("SAVEPOINT", "RELEASE"))


def test_pages_ask_no_more_with_three_hundred_people_than_with_ten(
    county: registry.County, officer: Client, gu: Person
) -> None:
    paths = ["/people/", f"/people/{gu.pk}/", f"/people/{gu.pk}/posts/", f"/organisations/{county.township.pk}/"]
    paths.append("/organisations/")
    for number in range(60):  # more than a page, so that both measurements count and turn pages
        registry.person(county.township, f"前{number}")
    few = [_queries(officer, path) for path in paths]
    for number in range(300):
        registry.person((county.township, county.finance)[number % 2], f"后{number}")

    many = [_queries(officer, path) for path in paths]

    assert many == few
    assert max(many) <= WIDE, dict(zip(paths, many, strict=True))


def test_the_roster_sends_no_more_bytes_with_more_people(county: registry.County, officer: Client) -> None:
    for number in range(60):
        registry.person(county.township, f"前{number:03d}", number=f"A{number:05d}")
    few = len(officer.get("/people/").content)
    for number in range(300):
        registry.person(county.township, f"后{number:03d}", number=f"B{number:05d}")

    many = len(officer.get("/people/").content)

    assert abs(many - few) < 400  # the counts are a digit longer


# The roster page ---------------------------------------------------------------------------------------------------


def test_the_chosen_filters_read_as_a_sentence_with_the_count(
    county: registry.County, officer: Client, gu: Person
) -> None:
    Person.objects.filter(pk=gu.pk).update(post_level="乡科级副职")

    page = officer.get("/people/", {"unit": "kind-TOWNSHIP", "level": "乡科级正职、副职"}).content.decode()

    assert "找到 1 人" in page
    assert "?unit=kind-TOWNSHIP&amp;level=%E4%B9%A1%E7%A7%91%E7%BA%A7%E5%89%AF%E8%81%8C" in page  # without 正职


def test_a_filter_nobody_can_read_is_named_and_narrows_nothing(officer: Client, gu: Person) -> None:
    page = officer.get("/people/", {"age_low": "很老", "unit": "9999"}).content.decode()

    assert "“年龄从”填的看不懂" in page
    assert "顾明川" in page


def test_nobody_found_says_what_to_do(officer: Client, gu: Person) -> None:
    page = officer.get("/people/", {"q": "查无此人"}).content.decode()

    assert "没有符合这些条件的人" in page


# Changing ----------------------------------------------------------------------------------------------------------


def _basic(**changes: str) -> dict[str, str]:
    return {
        "version": "1", "name": "顾明川", "identity_number": NUMBER, "sex": "1", "birth_month": "1986.07",
        "nationality": "汉族", "native_place": "安徽青禾", "birth_place": "", "party_text": "", "political_status": "",
        "work_month": "2009.08", "health": "", "professional_title": "", "speciality": "", **changes,
    }  # fmt: skip


def test_saving_a_part_leads_back_to_its_page(officer: Client, gu: Person) -> None:
    response = officer.post(f"/people/{gu.pk}/edit/basic/", _basic(health="健康"))

    assert response["Location"] == f"/people/{gu.pk}/basic/"
    assert [line.field for line in FieldChange.objects.all()] == ["health"]


def test_what_cannot_be_read_keeps_the_text_and_says_how_to_mend(officer: Client, gu: Person) -> None:
    response = officer.post(f"/people/{gu.pk}/edit/basic/", _basic(birth_month="86年夏", speciality="水利"))

    page = response.content.decode()
    assert response.status_code == 400
    assert "“86年夏”不是年月" in page
    assert 'value="86年夏"' in page
    assert "水利" in page
    assert "有误：" in page


def test_a_stale_form_is_answered_with_both_sides_and_can_be_sent_again(officer: Client, gu: Person) -> None:
    officer.post(f"/people/{gu.pk}/edit/basic/", _basic(health="一般"))

    response = officer.post(f"/people/{gu.pk}/edit/basic/", _basic(health="健康"))
    again = officer.post(f"/people/{gu.pk}/edit/basic/", _basic(health="健康", version="2"))

    page = response.content.decode()
    assert response.status_code == 409
    assert "一般" in page
    assert 'name="version" value="2"' in page
    assert again.status_code == 302
    assert Person.objects.get().health == "健康"


def test_rows_are_added_changed_and_deleted_together(officer: Client, gu: Person) -> None:
    rows = {
        "version": "1", "rows-TOTAL_FORMS": "3", "rows-INITIAL_FORMS": "1", "rows-0-row": "0",
        "rows-0-relation": "妻子", "rows-0-name": "方知夏", "rows-0-employer": "县二中教师",
        "rows-1-relation": "女儿", "rows-1-name": "顾小满", "rows-1-birth_month": "201503",
    }  # fmt: skip

    officer.post(f"/people/{gu.pk}/edit/family/", rows)

    file = officer.get(f"/people/{gu.pk}/family/").content.decode()
    assert "县二中教师" in file
    assert "顾小满" in file
    assert FieldChange.objects.get().after == "妻子 方知夏 县二中教师\n女儿 顾小满 201503"


def test_leave_is_kept_with_its_days_and_refused_when_they_run_backwards(officer: Client, gu: Person) -> None:
    rows = {
        "version": "1", "rows-TOTAL_FORMS": "2", "rows-INITIAL_FORMS": "0", "rows-0-kind": "SECONDED",
        "rows-0-starts_on": "2026-03-01", "rows-0-ends_on": "2026-03-01", "rows-0-host_name": "市农业农村局",
    }  # fmt: skip

    refused = officer.post(f"/people/{gu.pk}/edit/absences/", rows)
    taken = officer.post(f"/people/{gu.pk}/edit/absences/", {**rows, "rows-0-ends_on": "2026-09-01"})

    assert refused.status_code == 400
    assert "结束日期应在开始日期之后" in refused.content.decode()
    assert taken.status_code == 302
    shown = officer.get(f"/people/{gu.pk}/posts/").content.decode()
    assert "挂职" in shown
    assert "2026-03-01 — 2026-09-01" in shown


def test_a_control_character_in_a_row_is_refused_alike_on_every_database(county: registry.County, gu: Person) -> None:
    with pytest.raises(errors.BadFields, match="控制字符"):
        actions.update_person(
            actor=system_actor(),
            person_id=gu.pk,
            version=1,
            sections={"family": [{"relation": "妻子", "name": "方\x00知夏"}]},
            at=registry.NOW,
        )


def test_registering_somebody_opens_the_file(county: registry.County, officer: Client) -> None:
    fields = {
        "name": "沈 禾", "sex": "2", "birth_month": "1983.09", "home_id": str(county.township.pk),
        "managed_by_id": str(county.township.pk),
    }  # fmt: skip

    response = officer.post("/people/new/", fields)

    made = Person.objects.get()
    assert response["Location"] == f"/people/{made.pk}/"
    assert made.name == "沈禾"


def test_the_same_form_sent_twice_registers_one_person_unless_it_is_another(
    county: registry.County, officer: Client
) -> None:
    fields = {
        "name": "沈禾", "sex": "2", "birth_month": "1983.09", "home_id": str(county.township.pk),
        "managed_by_id": str(county.township.pk),
    }  # fmt: skip
    officer.post("/people/new/", fields)

    twice = officer.post("/people/new/", fields)
    after_twice = Person.objects.count()
    another = officer.post("/people/new/", {**fields, "is_another": "on"})

    page = twice.content.decode()
    assert "柳溪镇已有 沈禾（00000001）" in page
    assert 'name="is_another"' in page
    assert after_twice == 1
    assert another.status_code == 302


def test_the_box_about_namesakes_waits_until_there_is_one(officer: Client) -> None:
    assert "is_another" not in officer.get("/people/new/").content.decode()


def test_an_incomplete_registration_names_every_gap(officer: Client) -> None:
    page = officer.post("/people/new/", {"name": ""}).content.decode()

    for words in ("请填写姓名", "请选择性别", "请填写出生年月", "请选择所在单位", "请选择管理机关"):
        assert words in page
    assert not Person.objects.exists()


# Taking out --------------------------------------------------------------------------------------------------------


@pytest.fixture
def output(monkeypatch: pytest.MonkeyPatch) -> str:
    made = kinds.Output("probe", "试用", "text/plain", lambda files, on: (str(len(files)).encode(), "名单.txt"))
    monkeypatch.setitem(kinds._outputs, "probe", made)
    return "/people/outputs/probe/"


def test_taking_people_out_is_on_record_person_by_person(officer: Client, gu: Person, output: str) -> None:
    response = officer.post(output, {"id": [str(gu.pk)]})

    assert response.content == b"1"
    assert "attachment" in response["Content-Disposition"]
    assert Entry.objects.filter(verb="people.exported", target=f"people.person:{gu.pk}").count() == 1


def test_nobody_chosen_is_said(officer: Client, output: str) -> None:
    response = officer.post(output, {"id": ["x", "9" * 40]})

    assert response.status_code == 400
    assert "没有选中任何人" in response.content.decode()


def test_somebody_elses_people_cannot_be_taken_out(county: registry.County, gu: Person, output: str) -> None:
    response = _client("UNIT_OFFICER", county.finance).post(output, {"id": [str(gu.pk)]})

    assert response.status_code == 404
    assert not Entry.objects.filter(verb="people.exported").exists()


def test_more_than_a_hundred_people_need_a_second_person(county: registry.County, officer: Client, output: str) -> None:
    for number in range(101):
        registry.person(county.township, f"甲{number}")

    response = officer.post(output, {"list": "state="})

    assert response.status_code == 409
    assert "须由另一人批准" in response.content.decode()
