"""A paper for somebody whose name is kept elsewhere: the register holds the words that stand for it, and no more."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from dandang.ledger.papers import actions, errors, kinds, queries
from tests.factories.registry import NOW, TODAY
from tests.rooms.papers.conftest import Desk

pytestmark = pytest.mark.django_db


def test_a_recipient_without_a_name_is_served_under_the_words_that_stand_for_it(
    desk: Desk, drafted: Callable[..., int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(kinds._unnamed, "report_answer", "反映人")
    paper = drafted("report_answer", person_id=None, title="答复书（青信〔2026〕1号）")
    actions.check_paper(actor=desk.checker, paper_id=paper, at=NOW)
    actions.sign_paper(actor=desk.leader, paper_id=paper, at=NOW)
    actions.number_paper(actor=desk.drafter, paper_id=paper, word="青纪函", at=NOW)
    actions.seal_paper(actor=desk.drafter, paper_id=paper, at=NOW)
    given = {"actor": desk.drafter, "paper_id": paper, "way": "IN_PERSON", "served_on": TODAY, "at": NOW}

    with pytest.raises(errors.NameStaysAway, match="不留姓名"):
        actions.serve_paper(**given, recipient="甄实名")
    with pytest.raises(errors.NameStaysAway):
        actions.serve_paper(**given, recipient="反映人", person_id=desk.cadre.pk)

    service = actions.serve_paper(**given, recipient="反映人")
    with pytest.raises(errors.NameStaysAway):
        actions.key_receipt(
            actor=desk.drafter, service_id=service, received_on=TODAY, signer="甄实名", content=b"x",
            filename="回证.jpg", at=NOW,
        )  # fmt: skip
    actions.file_paper(actor=desk.drafter, paper_id=paper, original_location="身份保管员保险柜", at=NOW)
    assert queries.paper_record(paper).state == "FILED"
