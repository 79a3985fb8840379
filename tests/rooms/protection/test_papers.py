"""Papers of reports and clarifications: which are offered when, to whom, what they say, and one of each at a time."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from dandang.foundation.ground.refusal import NotHere
from dandang.law.documents import queries as documents
from dandang.ledger.duties import queries as duties
from dandang.ledger.papers import actions as register
from dandang.ledger.papers import queries as papers
from dandang.ledger.papers.models import Paper
from dandang.parts.protection import errors
from dandang.parts.protection.actions.answers import reopen
from dandang.parts.protection.actions.papers import draft_paper
from dandang.parts.protection.models import Allegation, Answer, Assignment, Clarification, PublicHarm, Report
from dandang.parts.protection.queries import papers_for, papers_offered
from tests.factories import protection as made
from tests.factories import registry
from tests.factories.registry import NOW

pytestmark = [pytest.mark.django_db, pytest.mark.one_engine]
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
SIGNED = {"is_signed": True, "handle": "handle-of-a-name"}


@pytest.fixture(autouse=True)
def _files(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def of() -> made.Scene:
    return made.scene()


def kinds_of(row: Any) -> list[str]:
    return [one.kind for one in papers_offered.offered(row)]


def facts_of(row: Any, kind: str, part: int = 0) -> dict[str, Any]:
    return papers_offered.printable(row, kind, part).facts


def about(row: Any) -> str:
    return papers_for.subject_of(row)


def signed_in(of: made.Scene) -> Client:
    """An officer of the discipline body on the pages, with the right to it on the day the test runs."""
    client, person = Client(), registry.person(of.county.discipline, "罗今日")
    account = registry.account("DISCIPLINE_OFFICER", of.county.county, who=person, on=timezone.localdate())
    client.force_login(account, backend=BACKEND)
    return client


def explained(report: Report, *, accepted: bool = True) -> Allegation:
    one = report.allegations.get(number=1)
    one.explanation, one.explanation_given_on = "当天绕行淹水路段。", date(2026, 9, 15)
    one.explanation_accepted, one.explanation_answer = accepted, "同封路通告相符，予以采信。"
    one.save()
    return one


# Which papers are offered ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("given", "state", "expected"),
    [
        (SIGNED, "CONCLUDED", ["report_answer"]),
        (SIGNED, "ACCEPTED", []),
        ({}, "CONCLUDED", []),
    ],
    ids=["signed and concluded", "signed and still handled", "anonymous"],
)
def test_only_a_signed_report_that_is_concluded_has_an_answer(
    of: made.Scene, given: dict[str, Any], state: str, expected: list[str]
) -> None:
    report = made.concluded(of, **given) if state == "CONCLUDED" else made.accepted(of, **given)

    assert kinds_of(report) == expected


def test_only_an_accepted_explanation_is_fed_back(of: made.Scene) -> None:
    accepted, turned_down = made.accepted(of), made.accepted(of)
    one = explained(accepted)
    explained(turned_down, accepted=False)

    assert [(paper.kind, paper.part) for paper in papers_offered.offered(accepted)] == [
        ("explanation_feedback", one.pk)
    ]
    assert kinds_of(turned_down) == []


STEPS: dict[str, dict[str, Any]] = {
    "CONSENTED": {"consented_on": date(2026, 9, 27)},
    "APPROVED": {"approved_on": date(2026, 9, 28), "approved_by": "account:7"},
}


def moved(clarification: Clarification, *states: str) -> Clarification:
    """The clarification taken on, step by step."""
    for state in states:
        clarification.state = state
        for name, value in STEPS.get(state, {}).items():
            setattr(clarification, name, value)
        clarification.save()
    return clarification


def approved(of: made.Scene, finding: str = "UNTRUE", **given: Any) -> Clarification:
    return moved(made.clarification(of, made.concluded(of, finding), **given), "CONSENTED", "APPROVED")


@pytest.mark.parametrize(
    ("states", "given", "expected"),
    [
        ((), {}, ["clarification_proposal"]),
        (("DECLINED",), {}, []),
        (("CONSENTED",), {}, []),
        (("CONSENTED", "APPROVED"), {}, ["clarification_letter", "clarification_notice"]),
        (("CONSENTED", "APPROVED"), {"is_at_meeting": False}, ["clarification_letter"]),
    ],
    ids=["assessed", "declined", "not approved", "approved", "in writing only"],
)
def test_the_person_is_asked_before_a_letter_and_the_letter_waits_for_approval(
    of: made.Scene, states: tuple[str, ...], given: dict[str, Any], expected: list[str]
) -> None:
    clarification = moved(made.clarification(of, made.concluded(of), **given), *states)

    assert kinds_of(clarification) == expected


def test_what_is_looked_into_again_is_no_longer_offered(of: made.Scene) -> None:
    report = made.concluded(of)
    clarification = made.clarification(of, report)

    ids = [one.pk for one in report.allegations.all()]
    reopen(
        actor=of.leader,
        report_id=report.pk,
        allegation_ids=ids,
        reason="反映人补充了新的验收单，同原来查到的不一致，要重新核实。",
        at=NOW,
    )

    assert kinds_of(clarification) == []


# What they say ---------------------------------------------------------------------------------------------------


def test_of_a_partly_true_allegation_a_letter_tells_the_untrue_part_alone(of: made.Scene) -> None:
    clarification = approved(of, "PARTLY")

    facts = facts_of(clarification, "clarification_letter")

    assert facts["points"] == [{"untrue": "其中虚报工程量的说法不实。"}]
    assert facts["copies"] == of.concerned.home.name
    assert facts["forms"] == ["会议"]


def test_a_harm_in_public_is_clarified_with_what_was_found(of: made.Scene) -> None:
    harm = PublicHarm.objects.create(
        number="青舆〔2026〕1号", system="DISCIPLINE", organ=of.county.discipline, organ_path="/1/", region="341299",
        person=of.concerned, told="网上说提灌站没有通水。", registered_on=date(2026, 9, 1), registered_by="account:1",
        known_to=5, state="CHECKED", facts="提灌站六月已经通水。", checked_on=date(2026, 9, 3), checked_by="account:2",
    )  # fmt: skip
    clarification = Clarification.objects.create(
        number="青澄〔2026〕1号", harm=harm, system="DISCIPLINE", person=of.concerned, organ=of.county.discipline,
        organ_path=harm.organ_path, region="341299", known_to=5, told_to=5, assessment="网上传开了，公布后能平息。",
        words="提灌站六月已经通水。", assessed_on=date(2026, 9, 4), assessed_by="account:1",
    )  # fmt: skip

    facts = facts_of(clarification, "clarification_proposal")

    assert facts["points"] == [{"untrue": "网上说提灌站没有通水。", "found": "提灌站六月已经通水。"}]


def test_an_answer_tells_the_finding_and_never_the_account_of_the_verification(
    of: made.Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(made.FOUND, "reasons", "沈核一询问了证人郑保管，工程量一致。")
    report = made.concluded(of, **SIGNED)

    facts = facts_of(report, "report_answer")

    assert facts["points"][0]["found"] == "不实"
    assert "沈核一" not in str(facts)
    assert "郑保管" not in str(facts)
    documents.check("report_answer", facts | {"issued_on": date(2026, 9, 30)})


def test_an_answer_on_record_lends_its_words_to_the_paper(of: made.Scene) -> None:
    report = made.concluded(of, **SIGNED)
    Answer.objects.create(
        report=report, text="1. 查阅了验收单和监理日志，\n没有虚报。", answered_on=date(2026, 9, 28), way="IN_PERSON",
        note="周文澜当面答复，反映人没有异议。", answered_by="account:1",
    )  # fmt: skip
    Report.objects.filter(pk=report.pk).update(state="ANSWERED")
    report.refresh_from_db()

    facts = facts_of(report, "report_answer")

    assert facts["points"][0]["reasons"] == "查阅了验收单和监理日志，\n没有虚报。"


def test_an_accepted_explanation_goes_to_the_person_and_the_unit_with_the_reason(of: made.Scene) -> None:
    report = made.accepted(of)
    one = explained(report)

    paper = papers_offered.printable(report, "explanation_feedback", one.pk)

    assert paper.person_id == of.concerned.pk
    assert paper.facts["unit"] == f"{of.concerned.home.name}党组织"
    assert paper.facts["points"][0]["reasons"] == "同封路通告相符，予以采信。"
    assert "的做法" in paper.facts["clause"]


# Drafting --------------------------------------------------------------------------------------------------------


def test_the_handler_drafts_and_the_register_names_the_number_alone(of: made.Scene) -> None:
    report = made.concluded(of, **SIGNED)

    paper_id = draft_paper(actor=of.handler, subject=about(report), kind="report_answer", at=NOW)

    (record,) = papers.papers_of(about(report))
    assert (record.id, record.title) == (paper_id, f"答复书（{report.number}）")
    assert "handle-of-a-name" not in str(Paper.objects.get(pk=paper_id).data)


def test_a_second_draft_is_refused_until_the_first_is_given_up(of: made.Scene) -> None:
    report = made.concluded(of, **SIGNED)
    first = draft_paper(actor=of.handler, subject=about(report), kind="report_answer", at=NOW)

    with pytest.raises(errors.WrongState, match="已经拟稿"):
        draft_paper(actor=of.handler, subject=about(report), kind="report_answer", at=NOW)

    register.drop_paper(actor=of.handler, paper_id=first, reason="第一项措辞要改。", at=NOW)
    assert draft_paper(actor=of.handler, subject=about(report), kind="report_answer", at=NOW) != first


@pytest.mark.parametrize("who", ["investigator", "person", "kin_actor", "org_officer", "unit_officer"])
def test_nobody_else_drafts(of: made.Scene, who: str) -> None:
    report = made.concluded(of, **SIGNED)

    with pytest.raises((NotHere, errors.Conflicted)):
        draft_paper(actor=getattr(of, who), subject=about(report), kind="report_answer", at=NOW)

    assert papers.papers_of(about(report)) == []


@pytest.mark.parametrize("who", ["investigator", "person", "kin_actor", "org_officer"])
def test_nobody_else_drafts_a_clarification(of: made.Scene, who: str) -> None:
    clarification = made.clarification(of, made.concluded(of))

    with pytest.raises((NotHere, errors.Conflicted)):
        draft_paper(actor=getattr(of, who), subject=about(clarification), kind="clarification_proposal", at=NOW)


@pytest.mark.parametrize("kind", ["clarification_letter", "clarification_notice", "report_answer", "no_such_paper"])
def test_a_paper_the_file_holds_no_facts_for_is_not_there(of: made.Scene, kind: str) -> None:
    clarification = made.clarification(of, made.concluded(of))

    with pytest.raises(NotHere):
        draft_paper(actor=of.handler, subject=about(clarification), kind=kind, at=NOW)


def test_a_letter_is_served_and_only_then_counts_as_served(of: made.Scene) -> None:
    clarification = approved(of)
    paper = draft_paper(actor=of.handler, subject=about(clarification), kind="clarification_letter", at=NOW)
    register.check_paper(actor=of.other_handler, paper_id=paper, at=NOW)
    register.sign_paper(actor=of.leader, paper_id=paper, at=NOW)
    register.number_paper(actor=of.handler, paper_id=paper, word="青纪函", at=NOW)
    register.seal_paper(actor=of.handler, paper_id=paper, at=NOW)
    assert papers.papers_of(about(clarification))[0].served_on is None

    register.serve_paper(
        actor=of.handler, paper_id=paper, recipient="顾明川", person_id=of.concerned.pk, way="IN_PERSON",
        served_on=NOW.date(), at=NOW,
    )  # fmt: skip

    (record,) = papers.papers_of(about(clarification))
    assert (record.kind, record.state, record.served_on) == ("clarification_letter", "SERVED", NOW.date())


# Who sees them ---------------------------------------------------------------------------------------------------


def test_a_recused_colleague_does_not_find_the_paper_on_the_register(of: made.Scene) -> None:
    report = made.concluded(of, **SIGNED)
    paper = draft_paper(actor=of.handler, subject=about(report), kind="report_answer", at=NOW)
    assert papers.register(of.other_handler).filter(pk=paper).exists()

    Assignment.objects.create(
        case=report, part="HANDLER", person_id=of.other_handler.person_id, assigned_at=NOW, assigned_by="account:1",
        recused_at=NOW, recused_by="account:3", recusal_reason="反映中提到了本人",
    )  # fmt: skip

    assert not papers.register(of.other_handler).filter(pk=paper).exists()
    with pytest.raises(NotHere):
        papers.paper_for(of.other_handler, paper)


def test_whoever_only_verifies_has_no_page_of_papers(of: made.Scene) -> None:
    report = made.concluded(of, **SIGNED)

    with pytest.raises(NotHere):
        papers_for.report_papers(of.investigator, report.pk)


def test_the_page_offers_shows_and_drafts(of: made.Scene) -> None:
    report = made.concluded(of, **SIGNED)
    client = signed_in(of)
    page = client.get(reverse("protection:report_papers", args=[report.pk])).content.decode()
    assert "拟稿送核" in page

    look = client.get(reverse("protection:report_paper", args=[report.pk, "report_answer", 0, "pdf"]))
    assert look.content.startswith(b"%PDF")

    answer = client.post(reverse("protection:draft_report_paper", args=[report.pk, "report_answer", 0]))
    assert answer.status_code == 302
    after = client.get(reverse("protection:report_papers", args=[report.pk])).content.decode()
    assert "已拟稿" in after
    assert "拟稿送核" not in after


def test_the_page_of_a_clarification_offers_shows_and_drafts(of: made.Scene) -> None:
    clarification = made.clarification(of, made.concluded(of))
    client = signed_in(of)
    page = client.get(reverse("protection:clarification_papers", args=[clarification.pk])).content.decode()
    assert "拟澄清告知书" in page

    look = client.get(
        reverse("protection:clarification_paper", args=[clarification.pk, "clarification_proposal", "docx"])
    )
    assert look.content.startswith(b"PK")

    answer = client.post(
        reverse("protection:draft_clarification_paper", args=[clarification.pk, "clarification_proposal"])
    )
    assert answer.status_code == 302
    assert len(papers.papers_of(about(clarification))) == 1


def test_a_recused_colleague_finds_no_duty_about_the_paper_or_the_report(of: made.Scene) -> None:
    report = made.concluded(of, **SIGNED)
    draft_paper(actor=of.handler, subject=about(report), kind="report_answer", at=NOW)
    (duty,) = duties.duties_for(of.other_handler, NOW.date()).later
    assert duty.title.startswith("核稿：答复书")

    Assignment.objects.create(
        case=report, part="HANDLER", person_id=of.other_handler.person_id, assigned_at=NOW, assigned_by="account:1",
        recused_at=NOW, recused_by="account:3", recusal_reason="反映中提到了本人",
    )  # fmt: skip

    assert duties.duties_for(of.other_handler, NOW.date()).total == 0
