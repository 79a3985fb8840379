"""Papers of a case: each is put together from the file, prints, and goes only to whom it is addressed."""

from __future__ import annotations

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from dandang.foundation.audit.models import Entry
from dandang.foundation.ground.refusal import NotHere
from dandang.law.documents import queries as documents
from dandang.ledger.casework.kinds import summary_of
from dandang.ledger.papers import queries as register
from dandang.parts.tolerance.actions import papers as actions
from dandang.parts.tolerance.errors import WrongState
from dandang.parts.tolerance.models import Decision
from dandang.parts.tolerance.queries import papers_offered
from dandang.parts.tolerance.queries.dossier import load
from tests.factories import registry, tolerance_files

pytestmark = [pytest.mark.django_db, pytest.mark.one_engine]
UP_TO_HEARING = [
    "tolerance_application",
    "tolerance_acceptance",
    "investigation_report",
    "hearing_notice",
    "hearing_record",
]
DECIDED = ["tolerance_decision", "service_receipt"]


@pytest.mark.parametrize(
    ("state", "kinds"),
    [
        ("APPLIED", UP_TO_HEARING[:1]),
        ("ACCEPTED", UP_TO_HEARING[:2]),
        ("INVESTIGATED", UP_TO_HEARING[:3]),
        ("READY", UP_TO_HEARING),
        ("DECIDED", UP_TO_HEARING + DECIDED),
        ("CORRECTING", [*UP_TO_HEARING, *DECIDED, "correction_notice", "correction_acceptance"]),
    ],
)
def test_papers_grow_with_the_case_and_fit_their_forms(state: str, kinds: list[str]) -> None:
    dossier = load(tolerance_files.file_in(state).case)

    found = papers_offered.offered(dossier)

    assert [paper.kind for paper in found] == kinds
    for paper in found:
        documents.check(paper.kind, papers_offered.printable(dossier, found, paper.kind, paper.part).facts)


def test_decision_gives_a_reason_for_each_element_and_its_votes_stay_in_the_file() -> None:
    dossier = load(tolerance_files.file_in("SERVED").case)

    facts = papers_offered.printable(dossier, papers_offered.offered(dossier), "tolerance_decision", 0).facts

    assert len(facts["elements"]) == 6
    assert all(one["reasons"].startswith("研究认为：") for one in facts["elements"])
    assert facts["points"][0]["statement"].startswith("4月22日")
    assert facts["review_period"] == ""  # 未规定, printed as such
    assert "程砚秋" not in str(facts)


def test_record_of_a_hearing_leaves_the_answers_out() -> None:
    dossier = load(tolerance_files.file_in("READY").case)
    hearing = dossier.hearings[0]

    found = papers_offered.offered(dossier)
    record = papers_offered.printable(dossier, found, "hearing_record", hearing.pk).facts
    notice = papers_offered.printable(dossier, found, "hearing_notice", hearing.pk).facts

    assert record["points"][0]["statement"]
    assert record["points"][0]["answer"] == ""
    assert "statement" not in notice["points"][0]


def test_papers_are_printed_and_each_print_is_on_record() -> None:
    scene = tolerance_files.file_in("ACCEPTED")
    client = Client()
    officer = registry.account("DISCIPLINE_OFFICER", scene.county.county)
    client.force_login(officer, backend=settings.AUTHENTICATION_BACKENDS[-1])
    address = [scene.case.pk, "tolerance_acceptance", 0]

    listed = client.get(reverse("tolerance:case_papers", args=[scene.case.pk])).content.decode()
    pdf = client.get(reverse("tolerance:case_paper", args=[*address, "pdf"]))
    word = client.get(reverse("tolerance:case_paper", args=[*address, "docx"]))
    other = client.get(reverse("tolerance:case_paper", args=[*address, "exe"]))
    early = client.get(reverse("tolerance:case_paper", args=[scene.case.pk, "tolerance_decision", 0, "pdf"]))

    assert "受理通知书" in listed
    assert pdf.content.startswith(b"%PDF")
    assert word.content.startswith(b"PK")
    assert (other.status_code, early.status_code) == (404, 404)
    reads = Entry.objects.filter(verb="audit.read", target=f"tolerance.case:{scene.case.pk}")
    assert reads.count() == 2


def test_blank_form_is_for_everybody() -> None:
    scene = tolerance_files.file_in("APPLIED")
    client = Client()
    client.force_login(registry.account("CADRE", who=scene.concerned), backend=settings.AUTHENTICATION_BACKENDS[-1])

    answer = client.get(reverse("tolerance:blank_application", args=["pdf"]))

    assert answer.content.startswith(b"%PDF")


def test_booklet_of_a_meeting_tells_the_case_on_one_page() -> None:
    scene = tolerance_files.file_in("READY")

    told = summary_of(f"tolerance.case:{scene.case.pk}")

    assert told is not None
    assert told.person_name == "顾明川"
    assert len(told.elements) == 6
    assert told.party_view == "中共河湾镇委员会：出于公心，请求免责。"
    assert any("4月22日向分管副县长口头报告过" in line for line in told.facts)


# Onto the register -----------------------------------------------------------------------------------------------


def test_decision_goes_to_the_register_once_and_is_dated_by_its_signature() -> None:
    scene = tolerance_files.file_in("DECIDED")
    officer = registry.actor_of("DISCIPLINE_OFFICER", scene.county.county)

    paper_id = actions.draft_case_paper(
        actor=officer, case_id=scene.case.pk, kind="tolerance_decision", at=tolerance_files.AT
    )

    assert Decision.objects.get(case=scene.case).paper_id == paper_id
    assert [one.kind for one in register.papers_of(f"tolerance.case:{scene.case.pk}")] == ["tolerance_decision"]
    assert Entry.objects.filter(verb="tolerance.case.paper_drafted").count() == 1
    with pytest.raises(WrongState, match="已经拟稿"):
        actions.draft_case_paper(actor=officer, case_id=scene.case.pk, kind="tolerance_decision", at=tolerance_files.AT)


def test_paper_is_drafted_by_the_office_alone_and_only_what_an_organ_signs() -> None:
    scene = tolerance_files.file_in("ACCEPTED")
    officer = registry.actor_of("DISCIPLINE_OFFICER", scene.county.county)
    concerned = registry.actor_of("DISCIPLINE_OFFICER", scene.county.county, who=scene.concerned)

    refused = [
        (officer, "tolerance_application"), (officer, "tolerance_decision"), (concerned, "tolerance_acceptance"),
    ]  # fmt: skip

    for actor, kind in refused:
        with pytest.raises(NotHere):
            actions.draft_case_paper(actor=actor, case_id=scene.case.pk, kind=kind, at=tolerance_files.AT)
    assert not register.papers_of(f"tolerance.case:{scene.case.pk}")


def test_draft_by_the_page_leads_to_the_paper() -> None:
    scene = tolerance_files.file_in("ACCEPTED")
    client = Client()
    officer = registry.account("DISCIPLINE_OFFICER", scene.county.county)
    client.force_login(officer, backend=settings.AUTHENTICATION_BACKENDS[-1])

    answer = client.post(reverse("tolerance:draft_paper", args=[scene.case.pk, "tolerance_acceptance", 0]))

    assert answer.status_code == 302
    assert "/papers/" in answer.headers["Location"]
    assert "已进文书登记簿的" in client.get(reverse("tolerance:case_papers", args=[scene.case.pk])).content.decode()
