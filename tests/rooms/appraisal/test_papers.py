"""Official papers: which exist when, what they say and keep quiet, one by one and for a whole unit."""

from __future__ import annotations

import io
from collections.abc import Sequence

import pypdf
import pytest
from django.conf import settings
from django.test import Client

from dandang.foundation.audit.models import Entry
from dandang.foundation.ground.refusal import NotHere, Refusal
from dandang.law.documents import queries as documents
from dandang.parts.appraisal.actions import cycles, notices, participants, publicity
from dandang.parts.appraisal.models import Participant
from dandang.parts.appraisal.queries import papers, sheet_papers
from dandang.registry.people.models import Person
from tests.factories import appraisal, registry

pytestmark = pytest.mark.django_db
UNIT_PAPERS = (
    "ballot_summary", "grade_proposal", "excellent_publicity", "annual_registration", "result_notice", "filing_form",
)  # fmt: skip


def test_papers_come_in_their_time() -> None:
    story = appraisal.balloting()
    assert _ready(story) == ["annual_registration"]
    appraisal.cast(story)
    cycles.close_ballots(actor=story.org_officer, cycle_id=story.cycle.pk, at=appraisal.CLOSES)
    appraisal.import_other_parts(story)
    appraisal.score(story)
    assert _ready(story) == ["ballot_summary", "annual_registration"]
    appraisal.propose(story, story.finance)
    assert _ready(story) == ["ballot_summary", "grade_proposal", "annual_registration"]
    publicity.publicise(
        actor=story.system, unit_id=story.finance.pk, starts_on=appraisal.PUBLICISED.date(), at=appraisal.PUBLICISED
    )
    assert "excellent_publicity" in _ready(story)
    appraisal.decide(story, story.finance)
    assert "filing_form" in _ready(story)
    assert "result_notice" not in _ready(story)
    with pytest.raises(Refusal, match="送达以后才有"):
        papers.unit_paper(story.system, story.finance, "result_notice", {})

    notices.serve_unit(actor=story.system, unit_id=story.finance.pk, at=appraisal.SERVED)

    assert sorted(_ready(story)) == sorted(UNIT_PAPERS)
    for kind in UNIT_PAPERS:
        for facts in papers.unit_paper(story.system, story.finance, kind, {}):
            documents.check(kind, facts)
    with pytest.raises(NotHere):
        papers.unit_paper(story.system, story.finance, "roster", {})


def _ready(story: appraisal.Story) -> Sequence[str]:
    return [offer.kind for offer in papers.offers(story.finance) if not offer.why_not]


# What they say ---------------------------------------------------------------------------------------------------


def test_summary_shows_no_class_below_the_floor() -> None:
    story = appraisal.scored(groups=["上级", "同级"])  # three named leaders, five or six colleagues

    facts = papers.ballot_summary(story.finance)

    classes = {row["rater_class"]: row["valid"] for row in facts["turnout"]}
    assert classes == {"上级（不足5张，并入合计）": 3, "同级": 6, "服务对象（不足5张，并入合计）": 0}
    assert facts["indicators"] == ["德", "能", "绩"]
    assert all("不单列" not in row["scores"] for row in facts["rows"])  # over all classes eight ballots stand behind


def test_summary_hides_scores_with_too_few_ballots_behind() -> None:
    story = appraisal.scored(groups=["上级"])

    facts = papers.ballot_summary(story.finance)

    assert all(row["scores"] == ["不单列"] * 3 for row in facts["rows"])
    assert all("不足5张" in row["note"] for row in facts["rows"])


def test_notice_opens_review_by_law_for_the_last_grade_only() -> None:
    story = appraisal.served()
    one, other = story.participants()[:2]
    Participant.objects.filter(pk=other.pk).update(grade="不称职")

    ordinary, last = (papers.person_paper(Participant.objects.get(pk=pk), "result_notice") for pk in (one.pk, other.pk))

    assert "申诉" not in ordinary["rights"]
    assert "30日内申请复核" in last["rights"]
    assert "公务员法" in last["rights"]
    assert (ordinary["grade"], ordinary["number"]) == ("优秀", "青考〔2026〕1号")


def test_registration_says_why_somebody_has_no_grade_and_leaves_open_what_nobody_wrote() -> None:
    story = appraisal.publicised()
    one, other = story.participants()[0], story.participants()[-1]
    participants.decide_participation(
        actor=story.finance_officer, participant_id=other.pk, participation="COMMENT_ONLY", reason="试用期内",
        at=appraisal.PUBLICISED,
    )  # fmt: skip

    before = papers.person_paper(one, "annual_registration")
    appraisal.decide(story, story.finance)
    pile = papers.unit_paper(story.system, story.finance, "annual_registration", {})
    facts = {paper["name"]: paper for paper in pile}

    assert "organ_opinion" not in before
    assert before["leader_opinion"]["text"] == ""
    assert facts[one.name]["organ_opinion"]["text"] == "经县考核委员会研究，确定为优秀等次。"
    assert "试用期内" in facts[other.name]["not_graded_note"]["text"]
    assert "organ_opinion" not in facts[other.name]


def test_filing_form_counts_everybody() -> None:
    story = appraisal.sealed()

    facts = papers.unit_paper(story.system, story.finance, "filing_form", {})[0]

    counts = {row["grade"]: (row["people"], row["share"]) for row in facts["grades"]}
    assert counts["优秀"] == (1, "16.7%")
    assert counts["称职"] == (5, "83.3%")
    assert sum(people for people, _share in counts.values()) == facts["expected"] == len(facts["rows"]) == 6


def test_publicity_tells_name_and_post_only() -> None:
    story = appraisal.publicised()
    Participant.objects.filter(pk=story.participants()[0].pk).update(proposed_reason="汛期值守")

    facts = papers.unit_paper(story.system, story.finance, "excellent_publicity", {"phone": "0555-0000000"})[0]

    assert facts["people"] == [{"name": "孙办1", "unit_post": "县财政局科员"}]
    assert (facts["phone"], facts["working_days"]) == ("0555-0000000", 5)
    assert "汛期" not in str(facts)


def test_sheet_names_tolerated_matters_to_the_person_alone() -> None:
    story = appraisal.closed()
    one = story.participants()[0]
    appraisal.shield(story, one.person)
    appraisal.import_other_parts(story)
    appraisal.score(story)
    appraisal.propose(story, story.finance)
    publicity.publicise(
        actor=story.system, unit_id=story.finance.pk, starts_on=appraisal.PUBLICISED.date(), at=appraisal.PUBLICISED
    )
    with pytest.raises(Refusal, match="等次确定以后才有"):
        papers.person_paper(one, "person_result_sheet")
    appraisal.decide(story, story.finance)
    one = story.participants()[0]

    office = papers.person_paper(one, "person_result_sheet")
    own = papers.own_paper(one, "person_result_sheet", is_told=True)

    assert office["tolerated"] == []
    assert "渡口应急值守" not in str(office)
    assert "渡口应急值守" in str(own["tolerated"])
    assert [line["code"] for line in own["lines"]] == [f"L{number}" for number in range(1, 11)]
    documents.check("person_result_sheet", own)
    documents.check("person_result_sheet", sheet_papers.person_result_sheet(one, may_see_matters=False, rights="…"))


# Files -----------------------------------------------------------------------------------------------------------


def test_files_of_a_unit_and_of_one_person() -> None:
    story = appraisal.served()
    one = story.participants()[0]
    Person.objects.filter(pk=one.person_id).update(political_status="中共党员")
    client = Client()
    account = registry.account("UNIT_OFFICER", story.county.finance)
    client.force_login(account, backend=settings.AUTHENTICATION_BACKENDS[-1])
    unit, person = f"/appraisal/units/{story.finance.pk}/papers", f"/appraisal/people/{one.pk}/papers"
    pages = {
        f"{unit}/annual_registration.pdf": 12,  # two a person, six people
        f"{unit}/result_notice.pdf": 12,  # notice and receipt
        f"{unit}/filing_form.pdf": 1,
        f"{unit}/ballot_summary.pdf": 1,
        f"{unit}/grade_proposal.pdf": 1,
        f"{person}/annual_registration.pdf": 2,
        f"{person}/result_notice.pdf": 2,
        f"{person}/person_result_sheet.pdf": 2,
    }

    for address, count in pages.items():
        answer = client.get(address)
        assert answer.headers["Content-Disposition"].startswith("attachment"), address
        assert len(pypdf.PdfReader(io.BytesIO(answer.content)).pages) == count, address
    for address in (f"{unit}/filing_form.docx", f"{person}/annual_registration.docx"):
        assert client.get(address).content.startswith(b"PK"), address
    for address in (
        f"{unit}/roster.pdf",
        f"{unit}/filing_form.exe",
        f"{unit}/annual_registration.docx",  # a pile of papers is a PDF
        f"{person}/appointment_form.pdf",
        f"/appraisal/units/{story.township.pk}/papers/annual_registration.pdf",
    ):
        assert client.get(address).status_code == 404, address
    printed = Entry.objects.filter(target=f"appraisal.participant:{one.pk}", payload__contains="登记表")
    assert printed.exists()
