"""Writing files: registering, changing, importing many, and what each refuses."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from dandang.foundation.ground.refusal import NotHere
from dandang.registry.access.queries import system_actor
from dandang.registry.people import actions, errors, queries
from dandang.registry.people.models import AnnualResult, FieldChange, Person
from dandang.registry.people.records import FileInput
from tests.factories import registry

pytestmark = pytest.mark.django_db

SOUND_NUMBER = "341204198607153217"


@pytest.fixture
def county() -> registry.County:
    return registry.county()


def _fields(county: registry.County, **more: Any) -> dict[str, Any]:
    return {
        "name": "顾明川",
        "sex": "1",
        "birth_month": "1986.07",
        "home_id": county.township.pk,
        "managed_by_id": county.county.pk,
        **more,
    }


def test_a_registered_person_gets_a_number_keys_and_paths(county: registry.County) -> None:
    officer = registry.actor_of("ORG_OFFICER", county.county)

    made = actions.create_person(actor=officer, fields=_fields(county), at=registry.NOW)

    assert (made.number, made.birth_month, made.initials) == ("00000001", "198607", "gmc")
    assert made.home_path == county.township.path
    assert made.manager_path == county.county.path


def test_a_unit_officer_registers_nobody_whom_the_county_manages(county: registry.County) -> None:
    officer = registry.actor_of("UNIT_OFFICER", county.township)

    with pytest.raises(NotHere):
        actions.create_person(actor=officer, fields=_fields(county), at=registry.NOW)

    assert not Person.objects.exists()


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("name", " ", "请填写姓名"),
        ("sex", "9", "请选择性别"),
        ("birth_month", "2023/8", "写法不一致"),
        ("birth_month", "2027.01", "还没有到"),
        ("birth_month", "1901.01", "超过 120 岁"),
        ("identity_number", "3.41204198607153E+17", "应是 18 位"),
        ("identity_number", "341204198607153211", "校验位不对"),
        ("post_text", "职" * 701, "最多 700 个字"),
        ("native_place", "安徽\x00青禾", "控制字符"),
        ("home_id", None, "请选择所在单位"),
    ],
)
def test_what_cannot_be_read_is_refused_beside_its_field(
    county: registry.County, field: str, value: object, words: str
) -> None:
    officer = registry.actor_of("ORG_OFFICER", county.county)

    with pytest.raises(errors.BadFields) as refused:
        actions.create_person(actor=officer, fields=_fields(county, **{field: value}), at=registry.NOW)

    assert words in refused.value.problems[field]
    assert not Person.objects.exists()


def test_one_identity_number_opens_one_file_only(county: registry.County) -> None:
    officer = registry.actor_of("ORG_OFFICER", county.county)
    fields = _fields(county, identity_number=SOUND_NUMBER)
    actions.create_person(actor=officer, fields=fields, at=registry.NOW)

    with pytest.raises(errors.BadFields) as refused:
        actions.create_person(actor=officer, fields=fields, at=registry.NOW)

    assert "顾明川（00000001）" in refused.value.problems["identity_number"]


def test_a_change_leaves_what_it_was_and_what_it_is(county: registry.County) -> None:
    officer = registry.actor_of("ORG_OFFICER", county.county, name="周文澜")
    made = actions.create_person(actor=officer, fields=_fields(county), at=registry.NOW)

    changed = actions.update_person(
        actor=officer, person_id=made.pk, version=1, fields={"post_text": "副镇长", "name": "顾明山"}, at=registry.NOW
    )

    lines = {line.field: (line.before, line.after) for line in queries.changes_of(made.pk)}
    assert lines == {"post_text": ("", "副镇长"), "name": ("顾明川", "顾明山")}
    assert (changed.version, changed.initials) == (2, "gms")


def test_a_change_that_changes_nothing_leaves_no_trace(county: registry.County) -> None:
    officer = registry.actor_of("ORG_OFFICER", county.county)
    made = actions.create_person(actor=officer, fields=_fields(county), at=registry.NOW)

    actions.update_person(
        actor=officer, person_id=made.pk, version=1, fields={"birth_month": "1986-07"}, at=registry.NOW
    )

    assert Person.objects.get().version == 1
    assert not FieldChange.objects.exists()


def test_a_form_opened_before_somebody_elses_change_is_shown_both_sides(county: registry.County) -> None:
    first = registry.actor_of("ORG_OFFICER", county.county, name="周文澜")
    second = registry.actor_of("ORG_OFFICER", county.county, name="陆书远")
    made = actions.create_person(actor=first, fields=_fields(county), at=registry.NOW)
    actions.update_person(actor=first, person_id=made.pk, version=1, fields={"health": "一般"}, at=registry.NOW)

    with pytest.raises(errors.StaleFile) as refused:
        actions.update_person(
            actor=second,
            person_id=made.pk,
            version=1,
            fields={"health": "健康", "native_place": "青禾"},
            at=registry.NOW,
        )

    assert "周文澜" in refused.value.sentence
    assert [(d.label, d.mine, d.theirs) for d in refused.value.differences] == [
        ("健康状况", "健康", "一般"),
        ("籍贯", "青禾", ""),
    ]
    assert Person.objects.get().health == "一般"


def test_the_lines_of_the_resume_follow_its_text(county: registry.County) -> None:
    officer = registry.actor_of("ORG_OFFICER", county.county)
    text = "2009.08--2012.08  县水利局科员\n2012.10--         县水利局农水股副股长"

    made = actions.create_person(actor=officer, fields=_fields(county, resume_text=text), at=registry.NOW)

    resume = queries.person_file(officer, made.pk, sections=("resume",)).resume
    assert resume is not None
    assert [(line.starts, line.ends) for line in resume] == [("200908", "201208"), ("201210", "")]


def test_importing_the_same_people_again_changes_nobody(county: registry.County) -> None:
    officer = registry.actor_of("ORG_OFFICER", county.county)
    education = {"mode": "1", "qualification": "大学", "school": "江淮大学"}
    inputs = [
        FileInput(_fields(county, name=name), {"educations": [education], "results": [{"year": 2025, "grade": "称职"}]})
        for name in ("陆书远", "沈禾", "贺兰舟")
    ]
    first = actions.save_people(actor=officer, inputs=inputs, source="intake.batch:1", at=registry.NOW)
    again = [FileInput(one.fields, one.sections, pk) for one, pk in zip(inputs, first.created, strict=True)]

    second = actions.save_people(actor=officer, inputs=again, source="intake.batch:2", at=registry.NOW)

    assert second.unchanged == first.created
    assert not second.updated
    assert not FieldChange.objects.exists()


def test_an_import_changes_only_what_differs(county: registry.County) -> None:
    officer = registry.actor_of("ORG_OFFICER", county.county)
    family = [{"relation": "妻子", "name": "方知夏"}]
    made = actions.create_person(actor=officer, fields=_fields(county), sections={"family": family}, at=registry.NOW)
    change = FileInput({"health": "健康"}, {"family": [*family, {"relation": "女儿", "name": "顾小满"}]}, made.pk)

    saved = actions.save_people(actor=officer, inputs=[change], source="intake.batch:3", at=registry.NOW)

    assert saved.updated == (made.pk,)
    lines = {line.label: line.after for line in queries.changes_of(made.pk)}
    assert lines == {"健康状况": "健康", "家庭成员": "妻子 方知夏\n女儿 顾小满"}


def test_a_file_does_not_overrule_a_sealed_result(county: registry.County) -> None:
    officer = registry.actor_of("ORG_OFFICER", county.county)
    made = actions.create_person(actor=officer, fields=_fields(county), at=registry.NOW)
    actions.record_annual_result(
        actor=officer, person_id=made.pk, year=2025, grade="称职", source="appraisal.cycle:1", at=registry.NOW
    )
    change = FileInput({}, {"results": [{"year": 2025, "grade": "优秀"}]}, made.pk)

    with pytest.raises(errors.Refusal) as refused:
        actions.save_people(actor=officer, inputs=[change], source="intake.batch:4", at=registry.NOW)

    assert refused.value.code == "sealed_result"
    assert AnnualResult.objects.get().grade == "称职"


def test_a_sealed_result_replaces_what_a_file_said(county: registry.County) -> None:
    officer = registry.actor_of("ORG_OFFICER", county.county)
    sections = {"results": [{"year": 2025, "grade": "优秀"}]}
    made = actions.create_person(actor=officer, fields=_fields(county), sections=sections, at=registry.NOW)

    actions.record_annual_result(
        actor=system_actor(), person_id=made.pk, year=2025, grade="称职", source="appraisal.cycle:1", at=registry.NOW
    )

    assert AnnualResult.objects.get().grade == "称职"
    assert queries.sealed_years([made.pk]) == {made.pk: {2025: "称职"}}


def test_leave_that_ends_before_it_starts_is_refused(county: registry.County) -> None:
    officer = registry.actor_of("ORG_OFFICER", county.county)
    made = actions.create_person(actor=officer, fields=_fields(county), at=registry.NOW)

    with pytest.raises(errors.Refusal):
        actions.record_absence(
            actor=officer,
            person_id=made.pk,
            kind="SICK",
            starts_on=date(2026, 3, 1),
            ends_on=date(2026, 3, 1),
            at=registry.NOW,
        )
