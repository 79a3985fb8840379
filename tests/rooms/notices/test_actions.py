"""Telling people, and who may mark what as read."""

from __future__ import annotations

import pytest

from dandang.foundation.audit.models import Entry
from dandang.foundation.ground.refusal import NotHere
from dandang.ledger.notices import actions, queries
from dandang.registry.access.queries import system_actor
from tests.factories.registry import NOW, actor_of, county

pytestmark = pytest.mark.django_db


def test_each_account_is_told_once_and_reads_its_own() -> None:
    clerk = actor_of("ORG_OFFICER", county().county)

    told = actions.tell(actor=system_actor(), account_ids=[clerk.account_id, clerk.account_id], title="快到期", at=NOW)
    (notice,) = queries.notices_for(clerk).rows
    actions.mark_read(actor=clerk, notice_id=notice.id, at=NOW)

    assert (told, notice.title, notice.is_read) == (1, "快到期", False)
    assert queries.unread_count(clerk) == 0


def test_a_notice_of_somebody_else_is_not_there() -> None:
    place = county()
    clerk, colleague = actor_of("ORG_OFFICER", place.county), actor_of("ORG_OFFICER", place.county)
    actions.tell(actor=system_actor(), account_ids=[clerk.account_id], title="快到期", at=NOW)
    (notice,) = queries.notices_for(clerk).rows

    with pytest.raises(NotHere):
        actions.mark_read(actor=colleague, notice_id=notice.id, at=NOW)

    assert queries.unread_count(clerk) == 1


def test_marking_everything_reads_only_ones_own_list() -> None:
    place = county()
    clerk, colleague = actor_of("ORG_OFFICER", place.county), actor_of("ORG_OFFICER", place.county)
    both = [clerk.account_id, colleague.account_id]
    actions.tell(actor=system_actor(), account_ids=both, title="快到期", at=NOW)

    count = actions.mark_all_read(actor=clerk, at=NOW)

    assert count == 1
    assert (queries.unread_count(clerk), queries.unread_count(colleague)) == (0, 1)
    assert Entry.objects.filter(verb="notices.notice.read").count() == 1
