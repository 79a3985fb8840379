"""Files as papers: what the form prints of a person, and that it is printed at all."""

from __future__ import annotations

import io
from datetime import date

import pytest
from pypdf import PdfReader

from dandang.interchange.intake import papers
from dandang.registry.access.queries import system_actor
from dandang.registry.people import actions, kinds, queries
from dandang.registry.people.records import PersonFile
from tests.factories import registry

pytestmark = pytest.mark.django_db
ON = date(2026, 11, 21)


@pytest.fixture
def file() -> PersonFile:
    county = registry.county()
    made = actions.create_person(
        actor=system_actor(),
        fields={
            "name": "顾明川", "sex": "1", "birth_month": "198607", "post_text": "党委委员、副镇长",
            "appraisal_text": "2019年年度考核优秀。", "home_id": county.township.pk, "managed_by_id": county.county.pk,
        },
        sections={
            "educations": [
                {"mode": "1", "qualification": "大学", "degree": "工学学士", "school": "江淮大学水利专业"},
                {"mode": "2", "qualification": "研究生", "school": "省委党校"},
            ],
            "family": [{"relation": "妻子", "name": "方知夏", "birth_month": "198703"}],
            "results": [
                {"year": 2021, "grade": "称职"}, {"year": 2024, "grade": "优秀"}, {"year": 2025, "grade": "称职"},
            ],
        },
        at=registry.NOW,
    )  # fmt: skip
    return queries.person_file(system_actor(), made.pk)


def test_the_form_takes_both_educations_and_the_last_three_years(file: PersonFile) -> None:
    facts = papers.form_facts(file, b"", ON)

    assert (facts["fulltime_education"], facts["inservice_school"]) == ("大学", "省委党校")
    assert facts["annual_results"] == "2024年年度考核优秀；2025年年度考核称职。"
    assert facts["age_on"] == "202611"


def test_without_recent_results_the_form_keeps_the_text_it_came_with(file: PersonFile) -> None:
    assert papers.yearly_results(file, date(2030, 1, 1)) == "2019年年度考核优秀。"


@pytest.mark.parametrize(("key", "words"), [("form-pdf", "副镇长"), ("roster-pdf", "柳溪镇")])
def test_the_registered_outputs_print_what_they_promise(file: PersonFile, key: str, words: str) -> None:
    output = kinds.output(key)
    assert output is not None

    content, name = output.make((file,), ON)

    text = "".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages)
    assert words in text.replace(" ", "").replace("\n", "")
    assert name.endswith(".pdf")


def test_one_form_is_a_word_file_and_several_are_a_zip(file: PersonFile) -> None:
    one, name_of_one = papers.forms_as_word((file,), ON)
    two, name_of_two = papers.forms_as_word((file, file), ON)

    assert (name_of_one, name_of_two) == ("任免审批表_顾明川.docx", "任免审批表_2人.zip")
    assert one[:2] == two[:2] == b"PK"
