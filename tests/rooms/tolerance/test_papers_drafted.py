"""Papers that follow a step: offered right there, drafted once; the decision of a review by those who ran it."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from dandang.foundation.ground.refusal import NotHere
from dandang.ledger.papers import actions as papers
from dandang.ledger.papers import queries as register
from dandang.ledger.papers.models import Paper
from dandang.parts.tolerance.actions.papers import draft_case_paper
from dandang.parts.tolerance.models import Review
from dandang.parts.tolerance.queries import papers_for, reach
from dandang.parts.tolerance.queries.dossier import load
from dandang.registry.access.records import Actor
from dandang.registry.accounts.models import Account
from tests.factories import registry, tolerance_files
from tests.factories import tolerance_ready as made

pytestmark = pytest.mark.django_db
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


def _client(pk: int | None) -> Client:
    client = Client()
    client.force_login(Account.objects.get(pk=pk), backend=BACKEND)
    return client


def _served(story: made.Story, office: Actor, paper_id: int) -> int:
    """Take a draft to the person, by three more people."""
    papers.check_paper(actor=story.colleague, paper_id=paper_id, at=made.REVIEWED)
    papers.sign_paper(actor=story.leader, paper_id=paper_id, at=made.REVIEWED)
    papers.number_paper(actor=office, paper_id=paper_id, word="青容复", at=made.REVIEWED)
    papers.seal_paper(actor=office, paper_id=paper_id, at=made.REVIEWED)
    return papers.serve_paper(
        actor=office, paper_id=paper_id, recipient=story.cadre.name, person_id=story.cadre.pk, way="SCREEN",
        served_on=made.REVIEW_DAY, at=made.REVIEWED,
    )  # fmt: skip


def test_decision_of_a_review_is_drafted_by_its_office_and_reaches_the_person() -> None:
    story = made.served()
    office, review = made.ordered(story)
    made.review_decided(story, office, review.pk, "OVERTURNED")
    given = {"case_id": story.case.pk, "kind": "review_decision", "part": review.pk, "at": made.REVIEWED}

    with pytest.raises(NotHere):
        draft_case_paper(actor=story.himself, **given)
    paper_id = draft_case_paper(actor=office, **given)
    service_id = _served(story, office, paper_id)

    assert Review.objects.get(pk=review.pk).paper_id == paper_id
    assert Paper.objects.get(pk=paper_id).data["outcome"] == "撤销"
    assert Paper.objects.get(pk=paper_id).data["is_ordered"]  # so that it does not say the person asked
    assert register.render(paper_id, "pdf").startswith(b"%PDF")
    own = _client(story.himself.account_id)
    page = own.get(reverse("tolerance:my_case", args=[story.case.pk])).content.decode()
    assert "送给您的文书" in page
    assert "还没有签收" in page
    assert reverse("papers:service", args=[service_id]) in page
    papers.acknowledge(actor=story.himself, service_id=service_id, at=made.REVIEWED)
    assert "签收</span>" in own.get(reverse("tolerance:my_case", args=[story.case.pk])).content.decode()


def test_whoever_voted_on_the_case_drafts_no_review_and_its_page_offers_it_to_the_office() -> None:
    story = made.served()
    office, review = made.ordered(story)
    made.review_decided(story, office, review.pk, "UPHELD")
    dossier = load(story.reload())
    reader = registry.account("DISCIPLINE_OFFICER", story.place.county, on=timezone.localdate())
    client, url = _client(reader.pk), reverse("tolerance:review", args=[story.case.pk])
    investigator = registry.actor_of("DISCIPLINE_OFFICER", story.place.county, who=story.investigators[0])

    assert "review_decision" not in {one.kind for one in papers_for.draftable(investigator, dossier)}
    assert "起草复核决定书" in client.get(url).content.decode()
    answer = client.post(reverse("tolerance:draft_paper", args=[story.case.pk, "review_decision", review.pk]))
    assert answer.status_code == 302
    page = client.get(url).content.decode()
    assert "起草复核决定书" not in page
    assert "看复核决定书和送达" in page


@pytest.mark.parametrize(
    ("state", "title"),
    [("ACCEPTED", "起草受理通知书"), ("HEARING", "起草听取意见函"), ("CORRECTING", "起草纠错整改通知书")],
)
def test_the_case_page_offers_the_paper_of_the_step_until_it_is_drafted(state: str, title: str) -> None:
    scene = tolerance_files.file_in(state)
    reader = registry.account("DISCIPLINE_OFFICER", scene.county.county, on=timezone.localdate())
    client, url = _client(reader.pk), reverse("tolerance:case", args=[scene.case.pk])
    office = registry.actor_of("DISCIPLINE_OFFICER", scene.county.county)

    assert title in client.get(url).content.decode()
    for paper in papers_for.to_draft(office, load(scene.case)):
        draft_case_paper(
            actor=office, case_id=scene.case.pk, kind=paper.kind, part=paper.part, at=tolerance_files.AT
        )  # fmt: skip
    page = client.get(url).content.decode()
    assert title not in page
    assert "要起草的文书" not in page


def test_an_investigator_is_offered_no_paper_to_draft() -> None:
    scene = tolerance_files.file_in("INVESTIGATING")
    investigator = registry.actor_of("CADRE", who=scene.investigators[0])

    assert reach.may_see_file(investigator, scene.case)
    assert papers_for.to_draft(investigator, load(scene.case)) == ()


def test_why_it_was_studied_in_spite_of_something_unclear_stands_beside_the_votes() -> None:
    story = made.ready(sides={"CONSEQUENCES": "UNCLEAR"})
    why = "汛期将至，工程要尽快明确责任，审计复核不影响主要事实的认定"
    made.voted(story, in_spite_of=why)
    reader = registry.account("DISCIPLINE_OFFICER", story.place.county, on=timezone.localdate())

    page = _client(reader.pk).get(reverse("tolerance:case", args=[story.case.pk])).content.decode()

    assert "先行研究的理由" in page
    assert why in page
