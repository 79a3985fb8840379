"""A report turns out to be untrue: the name is put right, and nothing whatever happens to whoever reported (S7, DP07).

Only people, for facts of fabrication and intent, through a hearing, a vote and an approval from above, make a false
accusation of it; and even that ends on its day. Told by actions only.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from dandang.foundation.audit.models import Entry
from dandang.foundation.ground.refusal import BadInput
from dandang.ledger.duties.models import Duty
from dandang.ledger.effects.models import Effect
from dandang.ledger.notices.models import Notice
from dandang.parts.protection import errors
from dandang.parts.protection.actions import (
    accusations,
    allegations,
    findings,
    intake,
    screening,
    team,
)
from dandang.parts.protection.models import Accusation, Allegation, Clarification, DishonestyReferral, Report
from dandang.parts.protection.queries import accusation_pages
from dandang.parts.protection.queries import accusations as accused
from dandang.parts.protection.records import Arrival, Told
from dandang.registry.access import queries as access
from tests.factories import accusations as made
from tests.factories import clarifications, protection

pytestmark = pytest.mark.django_db
NOW, TODAY = made.NOW, made.TODAY
CLAUSE = protection.CLAUSE
TOLD = Told("柳溪镇 顾明川", "我听说他把提灌站的工程量报多了，多报了三百方，请查一查。")


def untrue_report(of: protection.Scene) -> Report:
    """An anonymous letter, checked by two and found untrue, every step by those whose it is."""
    receipt = intake.register(
        actor=of.handler, system="DISCIPLINE", organ_id=of.county.discipline.pk, told=TOLD, who=None,
        arrival=Arrival("LETTER", TODAY), at=NOW,
    )  # fmt: skip
    pk = receipt.report_id
    intake.accept(actor=of.handler, report_id=pk, at=NOW)
    one = allegations.add_allegation(
        actor=of.handler, report_id=pk, text="提灌站改造结算工程量与实际不符。", person_id=of.concerned.pk, at=NOW
    )
    screening.screen_allegation(
        actor=of.handler,
        allegation_id=one,
        is_checkable=True,
        at=NOW,
        reason="有具体的工程名称和数量，结算资料和监理日志都可以逐项核对。",
    )
    screening.propose_handling(
        actor=of.handler, allegation_id=one, kind="PRELIMINARY", clause=CLAUSE, at=NOW,
        reason="线索具体，有结算资料和监理日志可以核对，先作初步核实。",
    )  # fmt: skip
    screening.approve_handling(actor=of.leader, allegation_id=one, at=NOW)
    team.assign(
        actor=of.leader, report_id=pk, part="INVESTIGATOR", person_ids=[of.investigators[0].pk, of.investigators[1].pk],
        at=NOW,
    )  # fmt: skip
    findings.find(
        actor=of.investigator, allegation_id=one, finding="UNTRUE", clause=CLAUSE, at=NOW,
        reasons="查阅验收单、结算书和监理日志，三者的工程量一致，没有多报，反映不属实。",
    )  # fmt: skip
    findings.confirm_finding(actor=of.leader, allegation_id=one, at=NOW)
    findings.conclude(actor=of.leader, report_id=pk, at=NOW)
    return Report.objects.get(pk=pk)


def marks() -> dict[str, int]:
    """Everything that could stay on a reporter: cases, referrals, effects, duties and notices about either."""
    return {
        "cases": Accusation.objects.count(),
        "referrals": DishonestyReferral.objects.count(),
        "effects": Effect.objects.count(),
        "duties": Duty.objects.filter(kind__contains="accusation").count()
        + Duty.objects.filter(kind__contains="referral").count(),
        "notices": Notice.objects.filter(title__contains="诬告").count(),
        "record": Entry.objects.filter(verb__startswith="protection.accusation").count(),
    }


def test_untrue_puts_a_name_right_and_marks_nobody() -> None:
    of = protection.scene()

    report = untrue_report(of)
    clarified = clarifications.assessed(of, report)
    intake.take_in_day(actor=access.system_actor(), on=TODAY + timedelta(days=400), at=NOW + timedelta(days=400))

    assert Allegation.objects.get(report=report).finding == "UNTRUE"
    assert Clarification.objects.get() == clarified
    assert marks() == {"cases": 0, "referrals": 0, "effects": 0, "duties": 0, "notices": 0, "record": 0}


def test_even_who_wants_to_punish_finds_no_way_without_facts() -> None:
    of = protection.scene()
    report = untrue_report(of)

    for words in ("经查不属实，就是诬告。", "反映内容经查全部失实，查无实据，属于诬告陷害，应当认定为诬告。"):
        with pytest.raises(BadInput):
            accusations.open_accusation(
                actor=of.leader, report_id=report.pk, facts=words, clause=made.CLAUSE, at=NOW
            )  # fmt: skip

    assert marks()["cases"] == 0


def test_a_mistake_looked_into_leaves_nothing_either() -> None:
    story = made.story(is_signed=False)
    story.open()
    story.assign()
    story.end("MISTAKEN")

    note = accusation_pages.note_on_report(story.scene.leader, story.report, on=TODAY)

    assert note is not None
    assert note.sentence == "已查清，属于错告，不作诬告处理。"
    assert (marks()["referrals"], marks()["effects"]) == (0, 0)
    assert not Duty.objects.filter(kind__contains="accusation", closed_at=None).exists()


def test_a_true_false_accusation_takes_every_step_and_ends_on_its_day() -> None:
    story = made.story()
    leader = story.scene.leader
    story.open()
    story.assign()
    with pytest.raises(errors.NotYet, match="捏造和陷害故意缺一样就不是诬告"):
        story.hand_in(replace(made.FINDINGS, intent=""))
    story.hand_in()
    story.invite()
    said = story.reply()
    for number in (1, 2):
        story.take(number, said)
        story.answer(number)
    story.close()
    story.submit()
    story.vote()
    story.propose()
    assert story.row.state == "PROPOSED"
    assert not accused.is_in_force(story.row, on=TODAY)
    story.prove(consequence_ends_on=date(2027, 11, 21))

    last = accusation_pages.accusation_page(leader, story.accusation_id, on=date(2027, 11, 20))
    after = accusation_pages.accusation_page(leader, story.accusation_id, on=date(2027, 11, 21))
    assert (last.is_in_force, after.is_in_force) == (True, False)
    assert after.is_over_without_mark
    assert not DishonestyReferral.objects.exists()
