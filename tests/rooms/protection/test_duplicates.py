"""Reports about the same matter are shown side by side and joined by people; each keeps its own receipt."""

from __future__ import annotations

import pytest

from dandang.foundation.ground.refusal import BadInput, NotHere
from dandang.parts.protection import errors, receipts
from dandang.parts.protection.actions import duplicates, intake
from dandang.parts.protection.models import Report
from dandang.parts.protection.queries import duplicates as queries
from dandang.parts.protection.queries import reach, reporter
from tests.factories import protection, registry

pytestmark = [pytest.mark.django_db, pytest.mark.one_engine]
NOW = registry.NOW


@pytest.fixture
def of() -> protection.Scene:
    return protection.scene()


def test_similar_words_and_the_same_person_are_suggested(of: protection.Scene) -> None:
    same_words = protection.report(of)
    same_person = protection.report(of, about="某镇干部", text="吃请。")
    protection.report(of, about="某局长", text="公车私用接送孩子。")
    mine = protection.report(of)
    protection.allegation(of, mine)
    protection.allegation(of, same_person)

    found = queries.alike(of.handler, mine)

    assert [one.report for one in found] == [same_person, same_words]
    assert found[0].same_person
    assert found[1].percent >= 35


def test_other_offices_and_withdrawn_reports_are_not_suggested(of: protection.Scene) -> None:
    other = of.county.org_department
    protection.report(of, system="ORGANISATION", organ=other, organ_path=other.path)
    protection.report(of, state="WITHDRAWN")

    assert queries.alike(of.handler, protection.report(of)) == ()


def test_joining_keeps_both_and_shows_the_earlier_state_to_the_later_reporter(of: protection.Scene) -> None:
    earlier = protection.accepted(of)
    later = protection.report(of, receipt_digest=receipts.digest("2222333344445555"))

    last = protection.report(of)
    duplicates.join(actor=of.other_handler, report_id=last.pk, to_id=later.pk, reason="同一座提灌站", at=NOW)
    duplicates.join(actor=of.other_handler, report_id=later.pk, to_id=earlier.pk, reason="同一座提灌站", at=NOW)

    later.refresh_from_db()
    last.refresh_from_db()
    assert last.joined_to == earlier  # nobody is sent from one joined report to the next
    assert (later.state, later.joined_to, later.ended_on) == ("DUPLICATE", earlier, registry.TODAY)
    assert later.text
    shown = reporter.status("2222333344445555", on=registry.TODAY)
    assert shown is not None
    assert "并在一起办理" in shown.says
    assert shown.follows.startswith("逐项核实")
    assert [one.title for one in shown.line] == ["收到", "并入先前的一件", "受理"]


def test_joining_is_refused_where_it_makes_no_sense(of: protection.Scene) -> None:
    earlier, later = protection.report(of), protection.report(of)
    found = protection.concluded(of)

    def join(report: Report, to: Report, reason: str = "同一件事") -> None:
        duplicates.join(actor=of.handler, report_id=report.pk, to_id=to.pk, reason=reason, at=NOW)

    with pytest.raises(errors.MissingReason):
        join(later, earlier, " ")
    with pytest.raises(BadInput):
        join(earlier, later)
    with pytest.raises(BadInput):
        join(later, later)
    with pytest.raises(errors.WrongState):
        join(found, earlier)
    join(later, earlier)
    with pytest.raises(errors.WrongState):
        join(later, earlier)
    third = protection.report(of)
    with pytest.raises(BadInput):
        join(third, later)
    with pytest.raises(NotHere):
        duplicates.join(actor=of.org_officer, report_id=third.pk, to_id=earlier.pk, reason="同一件事", at=NOW)


def test_whoever_the_later_one_names_stands_aside_from_the_earlier_one(of: protection.Scene) -> None:
    earlier = protection.accepted(of)
    later = protection.report(of)
    intake.set_aside(of.other_handler, later, [registry.Person.objects.get(pk=of.handler.person_id)], NOW)
    assert reach.may_see(of.handler, earlier)

    duplicates.join(actor=of.other_handler, report_id=later.pk, to_id=earlier.pk, reason="同一座提灌站", at=NOW)

    assert not reach.may_see(of.handler, earlier)
