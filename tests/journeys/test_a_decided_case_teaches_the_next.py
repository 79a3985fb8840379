"""A decided case becomes an entry, stands beside the next case with its reasons, goes out in a circular.

Told by actions only; then a review hides it again until somebody has looked.
"""

from __future__ import annotations

from datetime import timedelta

import pytest

from dandang.law.search import queries as search
from dandang.ledger.casebook import actions, queries
from dandang.ledger.casebook.records import Choice
from dandang.ledger.casework import actions as meetings
from dandang.ledger.papers import actions as papers
from dandang.ledger.papers import queries as register
from dandang.parts.tolerance.actions import reviews
from dandang.parts.tolerance.queries import pages
from tests.factories import casebook, tolerance_ready
from tests.factories.registry import NOW, TODAY, person

pytestmark = pytest.mark.django_db


def test_a_decided_case_teaches_the_next() -> None:
    first = tolerance_ready.served(tolerance_ready.ready(sides={"PROCEDURE": "AGAINST"}, is_heard=True))
    office = casebook.office(first.place)
    subject = f"tolerance.case:{first.case.pk}"

    # The office draws it up; nothing of whom it was about is left when a leader reads it.
    entry_id = actions.draft_entry(
        actor=first.handler, subject=subject, title="河湾村提灌站改用移动泵船", field="PROJECT", at=NOW
    )
    bench = queries.workbench(first.handler, entry_id)
    choices = {one.pk: Choice("CONFIRMED", one.suggestion) for one in bench.markings}
    actions.decide_markings(actor=first.handler, entry_id=entry_id, choices=choices, at=NOW)
    actions.check_entry(actor=first.handler, entry_id=entry_id, risk_note="职务各镇都有", at=NOW)
    shown = "".join(one.text for one in queries.entry_to_approve(office.leader, entry_id).sections.all())
    assert [name for name in ("顾明川", "河湾村", "柳溪镇") if name in shown] == []
    actions.approve_entry(actor=office.leader, entry_id=entry_id, at=NOW)

    # Anybody with an account finds it by its words.
    assert search.keys(office.reader, "移动泵船", source="casebook.entry", on=TODAY).found == (entry_id,)

    # It stands beside the next case, with the reason.
    other = person(first.place.township, "韦思源", managed_by=first.place.county, post_text="副镇长")
    second = tolerance_ready.ready(
        sides={"PROCEDURE": "AGAINST"}, is_heard=True, cadre=other, place=first.place, title="渡口夜间停渡", number=8,
        load=False,
    )  # fmt: skip
    (near,) = pages.case_file(second.handler, second.case.pk, on=TODAY).similar
    assert near.entry_id == entry_id
    assert near.reasons[0] == "要件都认定为：程序方法（不利）"
    assert pages.case_file(first.handler, first.case.pk, on=TODAY).similar == ()

    # It goes out in a circular, with its number, and on the agenda of a coordination meeting.
    circular_id = actions.draft_circular(
        actor=office.officer, organ_id=office.place.discipline.pk, title="关于典型案例的通报", addressee="各乡镇党委",
        lead_in="通报如下。", closing="请学习。", entry_ids=[entry_id], at=NOW,
    )  # fmt: skip
    paper = queries.paper_of(queries.circular_for(office.officer, circular_id))
    assert paper is not None
    papers.check_paper(actor=office.colleague, paper_id=paper.id, at=NOW)
    papers.sign_paper(actor=office.leader, paper_id=paper.id, at=NOW)
    papers.number_paper(actor=office.officer, paper_id=paper.id, word="青纪通", at=NOW)
    assert register.render(paper.id, "pdf").startswith(b"%PDF")
    meeting_id = tolerance_ready.meeting_of(first, first.members)
    topic = meetings.add_topic(
        actor=first.handler, meeting_id=meeting_id, subject=f"casebook.entry:{entry_id}", title="泵船案例怎样用",
        question="程序一项怎样掌握", at=NOW,
    )  # fmt: skip
    ids = [one.pk for one in first.members]
    meetings.record_attendance(actor=first.handler, meeting_id=meeting_id, present_ids=ids, held_on=TODAY, at=NOW)
    meetings.close_meeting(
        actor=first.handler,
        meeting_id=meeting_id,
        minutes="统一了认识",
        conclusions={topic: "三日内补报算及时"},
        at=NOW,
    )

    # The person asks for a review: what is taught is hidden, the circular says so, until somebody has looked.
    reviews.request_review(
        actor=first.himself, case_id=first.case.pk, grounds="程序一项不对", requested_on=TODAY,
        at=NOW + timedelta(hours=1),
    )  # fmt: skip
    assert search.keys(office.reader, "移动泵船", source="casebook.entry", on=TODAY).found == ()
    assert pages.case_file(second.handler, second.case.pk, on=TODAY).similar == ()
    circular = queries.circular_for(office.officer, circular_id)
    assert [one.pk for one in queries.doubtful_entries(circular)] == [entry_id]
