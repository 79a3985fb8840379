"""Where a report may be sent and where never; words leave the circle only after two looked at them."""

from __future__ import annotations

from datetime import date

import pytest

from dandang.foundation.ground.refusal import BadInput, NotHere
from dandang.ledger.duties.models import Duty
from dandang.parts.protection import errors
from dandang.parts.protection.actions import forwarding, intake
from dandang.parts.protection.models import Redaction, Report
from dandang.parts.protection.queries import forwarding as queries
from dandang.parts.protection.queries import reach
from dandang.registry.access import queries as access
from dandang.registry.organisations.models import Organisation
from dandang.registry.people.models import Post
from tests.factories import protection, registry

pytestmark = [pytest.mark.django_db, pytest.mark.one_engine]
NOW = registry.NOW


@pytest.fixture
def of() -> protection.Scene:
    return protection.scene()


def city_discipline(of: protection.Scene) -> tuple[Organisation, access.Actor]:
    """The discipline body of the city, with an officer and a leader."""
    organ = registry.organisation(of.county.city, "市纪委监委", "PARTY")
    officer = registry.actor_of("DISCIPLINE_OFFICER", of.county.city, who=registry.person(organ, "市一"))
    registry.account("DISCIPLINE_LEADER", of.county.city, who=registry.person(organ, "市二"))
    return organ, officer


def test_sent_up_it_leaves_the_office_and_is_accepted_above(of: protection.Scene) -> None:
    organ, officer = city_discipline(of)
    found = protection.report(of)

    forwarding.forward(
        actor=of.handler, report_id=found.pk, to=f"DISCIPLINE:{organ.pk}", reason="属于市里管理的干部", at=NOW
    )

    found.refresh_from_db()
    assert (found.state, found.organ, found.sender) == ("FORWARDED", organ, of.county.discipline)
    assert found.forward_clause == "检举控告规则 第15条"
    assert found.accept_by == date(2026, 11, 27)
    assert not reach.may_see(of.handler, found)
    assert Duty.objects.get(kind="protection.accept", closed_at=None).organisation_id == organ.pk
    intake.accept(actor=officer, report_id=found.pk, at=NOW)
    found.refresh_from_db()
    assert found.state == "ACCEPTED"


def test_across_to_the_other_system(of: protection.Scene) -> None:
    found = protection.report(of)
    joined = protection.report(of, state="DUPLICATE", joined_to=found)

    forwarding.forward(
        actor=of.handler, report_id=found.pk, to=f"ORGANISATION:{of.county.org_department.pk}", reason="选人用人问题",
        at=NOW,
    )  # fmt: skip

    found.refresh_from_db()
    joined.refresh_from_db()
    assert found.system == "ORGANISATION"
    assert (joined.state, joined.system, joined.organ) == ("DUPLICATE", "ORGANISATION", found.organ)
    assert reach.may_see(of.org_officer, found)
    assert not reach.may_see(of.handler, found)


def test_never_to_the_unit_of_the_accused_nor_where_the_accused_leads(of: protection.Scene) -> None:
    organ, _officer = city_discipline(of)
    department = of.county.org_department
    clerk = registry.person(department, "易在部")
    Post.objects.create(
        person=of.concerned, organisation=organ, organisation_name="市纪委监委", title="副书记", is_leading=True,
        starts="202301",
    )  # fmt: skip
    named = protection.report(of, about="县委组织部 易在部")
    leading = protection.report(of)
    protection.allegation(of, leading)

    for report, to, who in (
        (named, f"ORGANISATION:{department.pk}", clerk.name),
        (leading, f"DISCIPLINE:{organ.pk}", of.concerned.name),
    ):
        with pytest.raises(errors.Conflicted, match=who) as caught:
            forwarding.forward(actor=of.handler, report_id=report.pk, to=to, reason="归那里", at=NOW)
        assert caught.value.clause == "检举控告规则 第47条"
    assert Report.objects.filter(state="FORWARDED").count() == 0


def test_outside_only_a_summary_two_people_released(of: protection.Scene) -> None:
    found = protection.report(of)
    given = {"report_id": found.pk, "reason": "属于水利部门", "clause": protection.CLAUSE, "at": NOW}

    with pytest.raises(errors.NotYet, match="摘要"):
        forwarding.send_outside(actor=of.handler, unit="县水利局", **given)
    row = forwarding.write_redaction(actor=of.handler, report_id=found.pk, text="请核对提灌站工程量。", at=NOW)
    with pytest.raises(errors.NotYet):
        forwarding.send_outside(actor=of.handler, unit="县水利局", **given)
    with pytest.raises(errors.Conflicted, match="另一个人"):
        forwarding.check_redaction(actor=of.handler, report_id=found.pk, redaction_id=row, at=NOW)
    forwarding.check_redaction(actor=of.leader, report_id=found.pk, redaction_id=row, at=NOW)
    with pytest.raises(errors.Conflicted, match="顾明川"):
        forwarding.send_outside(actor=of.handler, unit="柳溪镇", **given)
    forwarding.send_outside(actor=of.handler, unit="县水利局", **given)

    found.refresh_from_db()
    assert (found.state, found.forwarded_to) == ("FORWARDED", "县水利局")
    assert reach.may_see(of.handler, found)
    assert Redaction.objects.get().checked_by


def test_whole_original_is_no_summary(of: protection.Scene) -> None:
    found = protection.report(of)

    with pytest.raises(BadInput, match="整篇原文"):
        forwarding.write_redaction(actor=of.handler, report_id=found.pk, text=f"转：{found.text}", at=NOW)


def test_forwarding_asks_back(of: protection.Scene) -> None:
    found = protection.report(of)
    done = protection.accepted(of)
    done.allegations.update(finding="TRUE", **protection.FOUND)
    target = f"ORGANISATION:{of.county.org_department.pk}"

    with pytest.raises(BadInput):
        forwarding.forward(actor=of.handler, report_id=found.pk, to="DISCIPLINE:999", reason="x", at=NOW)
    with pytest.raises(errors.MissingReason):
        forwarding.forward(actor=of.handler, report_id=found.pk, to=target, reason=" ", at=NOW)
    with pytest.raises(errors.WrongState, match="已经有认定"):
        forwarding.forward(actor=of.handler, report_id=done.pk, to=target, reason="归那里", at=NOW)
    with pytest.raises(NotHere):
        forwarding.forward(actor=of.org_officer, report_id=found.pk, to=target, reason="归那里", at=NOW)


def test_letters_office_is_told_each_quarter(of: protection.Scene) -> None:
    own = protection.concluded(of)
    sent = protection.concluded(of, number="青信〔2026〕8号", forwarded_from="县信访局")

    opened = forwarding.open_feedback(actor=access.system_actor(), on=registry.TODAY, at=NOW)
    duty = Duty.objects.get(kind="protection.feedback")
    with pytest.raises(BadInput):
        forwarding.feed_back(actor=of.handler, report_ids=[own.pk], at=NOW)
    told = forwarding.feed_back(actor=of.handler, report_ids=[sent.pk, sent.pk], at=NOW)

    assert (opened, told) == (1, 1)
    assert duty.due_on == date(2026, 12, 25)
    sent.refresh_from_db()
    assert sent.fed_back_on == registry.TODAY
    assert queries.feedback_due(of.handler, on=registry.TODAY) == []
    duty.refresh_from_db()
    assert duty.closed_at is not None
