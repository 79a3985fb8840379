"""A clarification on its way: proposed by the handler, the person's word, approval, the letter, made."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

from dandang.foundation.ground.refs import ref
from dandang.ledger.papers import actions as papers
from dandang.parts.protection.actions import clarifications, consents, visits
from dandang.parts.protection.actions import papers as drafting
from dandang.parts.protection.models import Clarification, Report
from dandang.parts.protection.records import ClarificationDraft, Word
from tests.factories import protection, registry

NOW: datetime = registry.NOW
TODAY: date = NOW.date()
LATER = TODAY + timedelta(days=30)
CLAUSE = "政务处分法 第53条"
WORDS = "关于提灌站改造工程量的说法，经查与验收单一致，不属实。"
DRAFT = ClarificationDraft(
    allegation_ids=(), known_to=3, told_to=3, assessment="镇里都在议论，开会澄清能消除影响，看不出来历。",
    words=WORDS, clause=CLAUSE, is_at_meeting=True,
)  # fmt: skip


def draft(of: Report, **given: Any) -> ClarificationDraft:
    """What the handler proposes for every untrue allegation of a report."""
    untrue = tuple(of.allegations.filter(finding__in=["UNTRUE", "PARTLY"]).values_list("pk", flat=True))
    return replace(DRAFT, **({"allegation_ids": untrue} | given))


def assessed(of: protection.Scene, report: Report | None = None, **given: Any) -> Clarification:
    """Proposed by the handler; waits for the person."""
    about = report or protection.concluded(of)
    pk = clarifications.assess_clarification(
        actor=of.handler, report_id=about.pk, person_id=of.concerned.pk, draft=draft(about, **given), at=NOW
    )
    return row(pk)


def consented(of: protection.Scene, *, wishes: str = "", **given: Any) -> Clarification:
    """The person said yes on the own page."""
    made = assessed(of, **given)
    word = Word("AGREE", wishes, agrees_wider=made.told_to > made.known_to)
    consents.answer_clarification(actor=of.person, clarification_id=made.pk, word=word, at=NOW)
    return row(made.pk)


def approved(of: protection.Scene, **given: Any) -> Clarification:
    """Approved by a leader; the letter is not served yet."""
    made = consented(of, **given)
    clarifications.approve_clarification(actor=of.leader, clarification_id=made.pk, at=NOW)
    return row(made.pk)


def serve_letter(of: protection.Scene, made: Clarification) -> int:
    """Draft, check, sign, number, seal and serve the 澄清函 on the person."""
    subject = ref("protection.clarification", made.pk)
    paper = drafting.draft_paper(actor=of.handler, subject=subject, kind="clarification_letter", at=NOW)
    papers.check_paper(actor=of.other_handler, paper_id=paper, at=NOW)
    papers.sign_paper(actor=of.leader, paper_id=paper, at=NOW)
    papers.number_paper(actor=of.handler, paper_id=paper, word="青纪澄", at=NOW)
    papers.seal_paper(actor=of.handler, paper_id=paper, at=NOW)
    papers.serve_paper(
        actor=of.handler, paper_id=paper, recipient=of.concerned.name, person_id=of.concerned.pk, way="IN_PERSON",
        place="柳溪镇政府", servers="周文澜、何录白", served_on=TODAY, at=NOW,
    )  # fmt: skip
    return paper


def made(of: protection.Scene, **given: Any) -> Clarification:
    """Told at the meeting, the letter served before; waits for the visit."""
    ready = approved(of, **given)
    serve_letter(of, ready)
    visits.make_clarification(
        actor=of.handler, clarification_id=ready.pk, made_on=TODAY, record="镇政府会议室，班子和站所负责人 21 人到会。",
        visit_due_on=LATER, at=NOW,
    )  # fmt: skip
    return row(ready.pk)


def row(pk: int) -> Clarification:
    """The row as it stands now."""
    return Clarification.objects.select_related("report", "harm", "organ", "person__home").get(pk=pk)
