"""An entry from the case to the casebook and back: what each step does, writes down and refuses."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from dandang.foundation.audit import queries as audit
from dandang.foundation.ground.refusal import BadInput, NotAllowed, NotHere, Refusal
from dandang.law.search import queries as search
from dandang.ledger.casebook import actions, errors, queries
from dandang.ledger.casebook.models import Entry, Marking, Section
from dandang.ledger.casebook.queries import likeness
from dandang.ledger.casebook.records import Choice
from dandang.ledger.casebook.states import Decided
from dandang.ledger.duties import queries as duties
from dandang.ledger.papers import actions as papers
from dandang.ledger.papers import queries as register
from dandang.parts.tolerance.actions import reviews
from dandang.registry.access.records import Actor
from tests.factories import casebook, tolerance_ready
from tests.factories.casebook import Office
from tests.factories.registry import NOW, TODAY, actor_of, county, person

pytestmark = pytest.mark.django_db
WITH_NAMES = {
    **casebook.PARTS,
    "COURSE": "2024年3月5日，柳溪镇副镇长何新来研究后先施工，张局长事后补签，支出18.6万元。",
}


@pytest.fixture
def office(db: None) -> Office:
    return casebook.office(county())


def _choose(entry: Entry, state: str = Decided.CONFIRMED, *, reason: str = "") -> dict[int, Choice]:
    return {one.pk: Choice(state, one.suggestion, reason) for one in entry.markings.all()}


# Drawing up ------------------------------------------------------------------------------------------------------


def test_an_entry_is_drawn_from_a_served_case_with_everything_marked() -> None:
    story = tolerance_ready.served()
    subject = f"tolerance.case:{story.case.pk}"

    (choice,) = queries.source_choices(story.handler)
    entry_id = actions.draft_entry(
        actor=story.handler, subject=choice.subject, title="河湾村提灌站改用泵船", field="PROJECT", at=NOW
    )

    entry = Entry.objects.get(pk=entry_id)
    assert (choice.subject, entry.source, entry.kind, entry.outcome) == (subject, subject, "TOLERATED", "EXEMPT")
    assert (entry.year, entry.region, entry.state) == (2026, "341299", "DRAFT")
    assert {one.code for one in entry.traits.filter(group="ELEMENT")} == set(tolerance_ready.REASONS)
    assert "安徽 第11点" in [one.text for one in entry.clauses.all()]
    marked = {one.span: one.suggestion for one in entry.markings.all()}
    assert marked["河湾村"] == "某村"
    assert not entry.markings.exclude(state="OPEN").exists()
    assert [one.kind for one in duties.open_about([f"casebook.entry:{entry_id}"], TODAY)[f"casebook.entry:{entry_id}"]]
    assert queries.source_choices(story.handler) == []


def test_names_of_everybody_around_the_case_are_looked_for() -> None:
    story = tolerance_ready.served()
    entry_id = actions.draft_entry(
        actor=story.handler, subject=f"tolerance.case:{story.case.pk}", title="泵船", field="PROJECT", at=NOW
    )
    said = "顾明川请苏见微核实，会员1、会员2表决同意，周文澜承办，柳溪镇党委会研究。"

    actions.rewrite_entry(
        actor=story.handler, entry_id=entry_id, parts={**casebook.PARTS, "TITLE": "泵船", "COURSE": said},
        field="PROJECT", at=NOW,
    )  # fmt: skip

    marked = set(Marking.objects.filter(entry_id=entry_id).values_list("span", flat=True))
    assert {"顾明川", "苏见微", "会员1", "会员2", "周文澜", "柳溪镇"} <= marked


@pytest.mark.parametrize("state", ["READY", "DECIDED"])
def test_a_case_that_is_not_served_teaches_nothing(state: str) -> None:
    story = tolerance_ready.ready(is_heard=True) if state == "READY" else tolerance_ready.decided()

    with pytest.raises(errors.CaseNotSettled, match="还没有"):
        actions.draft_entry(
            actor=story.handler, subject=f"tolerance.case:{story.case.pk}", title="泵船", field="PROJECT", at=NOW
        )
    assert queries.source_choices(story.handler) == []


def test_a_case_makes_one_entry_until_that_is_dropped(office: Office) -> None:
    story = tolerance_ready.served(tolerance_ready.ready(is_heard=True, place=office.place))
    given: dict[str, Any] = {
        "actor": story.handler, "subject": f"tolerance.case:{story.case.pk}", "title": "泵船", "field": "PROJECT",
        "at": NOW,
    }  # fmt: skip
    first = actions.draft_entry(**given)

    with pytest.raises(errors.AlreadyAnEntry, match="案例2026-001"):
        actions.draft_entry(**given)

    actions.drop_entry(actor=story.handler, entry_id=first, reason="换一个角度重编", at=NOW)
    assert actions.draft_entry(**given) != first
    assert Entry.objects.get(pk=first).end_reason == "换一个角度重编"


@pytest.mark.parametrize(
    ("changes", "field"),
    [({"citation": " "}, "citation"), ({"citation": "县里通报，何新来"}, "citation"), ({"kind": "NONE"}, "kind"),
     ({"year": 2027}, "year"), ({"title": ""}, "title"),
     ({"field": "NONE"}, "field")],
)  # fmt: skip
def test_an_entry_from_elsewhere_says_where_it_was_reported(
    office: Office, changes: dict[str, Any], field: str
) -> None:
    with pytest.raises(BadInput) as refused:
        casebook.drafted(office, **changes)

    assert refused.value.field == field
    assert not Entry.objects.exists()


# Marking ---------------------------------------------------------------------------------------------------------


def test_what_was_chosen_is_written_and_the_rest_stays_open(office: Office) -> None:
    entry = casebook.drafted(office, parts=WITH_NAMES)
    rows = {one.span: one for one in entry.markings.all()}
    choices = {
        rows["何新来"].pk: Choice("CONFIRMED", "何某"),
        rows["18.6万元"].pk: Choice("KEPT", reason="金额公布过"),
    }

    left = actions.decide_markings(actor=office.officer, entry_id=entry.pk, choices=choices, at=NOW)

    text = Section.objects.get(entry=entry, part="COURSE").text
    assert left == len(rows) - 2
    assert "何某研究" in text
    assert "18.6万元" in text
    assert "柳溪镇" in text
    assert Marking.objects.get(pk=rows["何新来"].pk).decided_by


@pytest.mark.parametrize(
    ("choice", "says"),
    [
        (Choice("CONFIRMED", "  "), "换成什么"),
        (Choice("CONFIRMED", "何新来同志"), "不能还有它"),
        (Choice("KEPT"), "写明理由"),
        (Choice("OPEN"), "请选替换或者保留"),
    ],
)
def test_a_marking_is_decided_by_words(office: Office, choice: Choice, says: str) -> None:
    entry = casebook.drafted(office, parts=WITH_NAMES)
    row = entry.markings.get(span="何新来")

    with pytest.raises(errors.MarkingMissing, match=says):
        actions.decide_markings(actor=office.officer, entry_id=entry.pk, choices={row.pk: choice}, at=NOW)

    row.refresh_from_db()
    assert row.state == "OPEN"


def test_what_the_assistant_missed_is_marked_by_hand(office: Office) -> None:
    entry = casebook.drafted(office, parts={**casebook.PARTS, "COURSE": "人称“泵船书记”的干部先干后报。"})

    actions.mark_by_hand(actor=office.officer, entry_id=entry.pk, span="人称“泵船书记”", replacement="当地", at=NOW)

    assert Section.objects.get(entry=entry, part="COURSE").text == "当地的干部先干后报。"
    for span, says in (("没有的话", "原文里没有"), ("人称“泵船书记”", "已经标出来")):
        with pytest.raises(errors.MarkingMissing, match=says):
            actions.mark_by_hand(actor=office.officer, entry_id=entry.pk, span=span, replacement="某", at=NOW)


def test_rewriting_keeps_what_was_decided_and_opens_what_is_new(office: Office) -> None:
    entry = casebook.decided(office, casebook.drafted(office, parts=WITH_NAMES))
    said = {**WITH_NAMES, "TITLE": "先施工后补签", "COURSE": "柳溪镇副镇长何新来补报，电话13800000107。"}

    actions.rewrite_entry(actor=office.officer, entry_id=entry.pk, parts=said, field="RURAL", at=NOW)

    entry.refresh_from_db()
    states = {one.span: one.state for one in entry.markings.all()}
    assert states == {"何新来": "CONFIRMED", "柳溪镇": "CONFIRMED", "13800000107": "OPEN"}
    assert (entry.title, entry.field) == ("先施工后补签", "RURAL")
    assert Section.objects.get(entry=entry, part="COURSE").text == "某镇副镇长何某补报，电话13800000107。"


def test_two_officers_see_the_same_draft_and_neither_loses_anything(office: Office) -> None:
    entry = casebook.drafted(office, parts=WITH_NAMES)
    rows = {one.span: one for one in entry.markings.all()}

    actions.decide_markings(
        actor=office.officer, entry_id=entry.pk, choices={rows["何新来"].pk: Choice("CONFIRMED", "何某")}, at=NOW
    )
    actions.decide_markings(
        actor=office.colleague, entry_id=entry.pk, choices={rows["柳溪镇"].pk: Choice("CONFIRMED", "某镇")}, at=NOW
    )

    assert entry.markings.filter(state="CONFIRMED").count() == 2


# Checking --------------------------------------------------------------------------------------------------------


def test_nothing_is_checked_with_open_markings(office: Office) -> None:
    entry = casebook.drafted(office, parts=WITH_NAMES)

    with pytest.raises(errors.MarkingsOpen, match="何新来"):
        actions.check_entry(actor=office.officer, entry_id=entry.pk, risk_note="看过", at=NOW)

    entry.refresh_from_db()
    assert entry.state == "DRAFT"


def test_the_second_look_finds_a_name_that_was_written_instead(office: Office) -> None:
    entry = casebook.drafted(office, parts=WITH_NAMES)
    choices = _choose(entry) | {entry.markings.get(span="张局长").pk: Choice("CONFIRMED", "方纪文")}
    actions.decide_markings(actor=office.officer, entry_id=entry.pk, choices=choices, at=NOW)

    with pytest.raises(errors.StillReadable, match="方纪文"):
        actions.check_entry(actor=office.officer, entry_id=entry.pk, risk_note="看过", at=NOW)


def test_a_risk_is_answered_in_words(office: Office) -> None:
    person(office.place.finance, "钱多金", post_text="总会计师")
    told = {**casebook.PARTS, "COURSE": "总会计师是全县唯一的一位，先垫付后报批。"}
    entry = casebook.decided(office, casebook.drafted(office, parts=told))

    with pytest.raises(errors.RiskNotAnswered, match="符合的只有 1 人"):
        actions.check_entry(actor=office.officer, entry_id=entry.pk, risk_note=" ", at=NOW)

    actions.check_entry(actor=office.officer, entry_id=entry.pk, risk_note="原报道已公开", at=NOW)
    entry.refresh_from_db()
    assert (entry.state, entry.risk_note) == ("CHECKED", "原报道已公开")


def test_a_checked_entry_is_not_changed_any_more(office: Office) -> None:
    entry = casebook.checked(office)
    acts: list[Callable[[], object]] = [
        lambda: actions.rewrite_entry(
            actor=office.officer, entry_id=entry.pk, parts={**casebook.PARTS, "TITLE": "甲"}, field="RURAL", at=NOW
        ),
        lambda: actions.decide_markings(actor=office.officer, entry_id=entry.pk, choices={}, at=NOW),
        lambda: actions.mark_by_hand(actor=office.officer, entry_id=entry.pk, span="泵船", replacement="某", at=NOW),
        lambda: actions.check_entry(actor=office.officer, entry_id=entry.pk, risk_note="", at=NOW),
    ]

    for act in acts:
        with pytest.raises(errors.NotNow, match="已核对，待审批"):
            act()


# Approving -------------------------------------------------------------------------------------------------------


def test_an_approved_entry_is_read_and_found_by_everybody(office: Office) -> None:
    entry = casebook.approved(office)

    assert list(queries.browse(office.reader, queries.EntryFilter())) == [entry]
    assert search.keys(office.reader, "移动泵船", source="casebook.entry", on=TODAY).found == (entry.pk,)
    assert audit.about(f"casebook.entry:{entry.pk}").filter(verb="casebook.entry.approved").count() == 1
    assert f"casebook.entry:{entry.pk}" not in duties.open_about([f"casebook.entry:{entry.pk}"], TODAY)


def test_an_old_entry_that_shares_more_stands_before_newer_ones(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(likeness, "COMPARED", 1)
    sides = {"PROCEDURE": "AGAINST", "MOTIVE": "UNCLEAR"}
    old = casebook.approved(office, sides=sides)
    casebook.approved(office, title="新的", sides={"PROCEDURE": "AGAINST"})

    (near,) = queries.similar(office.reader, elements=sides)

    assert near.entry_id == old.pk


def test_drafts_are_neither_read_nor_found(office: Office) -> None:
    entry = casebook.checked(office)

    assert not queries.browse(office.reader, queries.EntryFilter()).exists()
    assert search.keys(office.reader, "移动泵船", source="casebook.entry", on=TODAY).found == ()
    with pytest.raises(NotHere):
        queries.entry_to_read(office.reader, entry.pk)


def test_nobody_approves_what_he_put_together(office: Office) -> None:
    both = actor_of("DISCIPLINE_LEADER", office.place.county, who=person(office.place.discipline, "双职"))
    entry = casebook.checked(office)
    Entry.objects.filter(pk=entry.pk).update(drafter_person=both.person_id)

    with pytest.raises(errors.SameHands):
        actions.approve_entry(actor=both, entry_id=entry.pk, at=NOW)
    with pytest.raises(NotAllowed):
        actions.approve_entry(actor=office.officer, entry_id=entry.pk, at=NOW)

    actions.approve_entry(actor=office.leader, entry_id=entry.pk, at=NOW)


def test_a_returned_entry_is_mended_and_checked_again(office: Office) -> None:
    entry = casebook.checked(office)

    with pytest.raises(BadInput):
        actions.return_entry(actor=office.leader, entry_id=entry.pk, reason=" ", at=NOW)
    actions.return_entry(actor=office.leader, entry_id=entry.pk, reason="启示写得太空", at=NOW)

    entry.refresh_from_db()
    assert (entry.state, entry.return_reason, entry.checked_by) == ("DRAFT", "启示写得太空", "")
    actions.check_entry(actor=office.officer, entry_id=entry.pk, risk_note="看过", at=NOW)


def test_a_withdrawn_entry_is_read_no_more(office: Office) -> None:
    entry = casebook.approved(office)

    actions.withdraw_entry(actor=office.officer, entry_id=entry.pk, reason="有人认出来了", at=NOW)

    assert search.keys(office.reader, "移动泵船", source="casebook.entry", on=TODAY).found == ()
    with pytest.raises(NotHere):
        queries.entry_to_read(office.reader, entry.pk)
    with pytest.raises(errors.NotNow, match="已撤下"):
        actions.withdraw_entry(actor=office.officer, entry_id=entry.pk, reason="再撤", at=NOW)


# The case changes ------------------------------------------------------------------------------------------------


def _kinds_of_duties(who: Actor) -> set[str]:
    groups = duties.duties_for(who, TODAY)
    return {one.kind for one in (*groups.late, *groups.this_week, *groups.later)}


def _taught() -> tuple[tolerance_ready.Story, Office, Entry]:
    story = tolerance_ready.served()
    office = casebook.office(story.place)
    entry_id = actions.draft_entry(
        actor=story.handler, subject=f"tolerance.case:{story.case.pk}", title="改用泵船", field="PROJECT", at=NOW
    )
    entry = Entry.objects.get(pk=entry_id)
    actions.decide_markings(actor=story.handler, entry_id=entry.pk, choices=_choose(entry), at=NOW)
    actions.check_entry(actor=story.handler, entry_id=entry.pk, risk_note="看过", at=NOW)
    actions.approve_entry(actor=office.leader, entry_id=entry.pk, at=NOW)
    return story, office, entry


def test_a_review_hides_what_is_taught_from_the_case_until_somebody_looked() -> None:
    story, office, entry = _taught()

    review_id = reviews.request_review(
        actor=story.himself, case_id=story.case.pk, grounds="程序一项的理由不对", requested_on=TODAY, at=NOW
    )

    entry.refresh_from_db()
    assert entry.doubt.startswith("当事人申请复查")
    look = {
        who: _kinds_of_duties(who) for who in (office.officer, replace(story.himself, grants=office.officer.grants))
    }
    assert ["casebook.look" in found for found in look.values()] == [True, False]
    with pytest.raises(NotHere):
        queries.entry_to_read(office.reader, entry.pk)
    assert search.keys(office.reader, "泵船", source="casebook.entry", on=TODAY).found == ()
    with pytest.raises(errors.CaseNotSettled, match="正在复查"):
        actions.settle_doubt(actor=story.handler, entry_id=entry.pk, reason="没有影响", at=NOW)

    reviews.withdraw_review(
        actor=story.himself, review_id=review_id, reason="看过材料，不申请了", at=NOW + timedelta(days=1)
    )
    actions.settle_doubt(actor=story.handler, entry_id=entry.pk, reason="申请已经撤回，结论不变", at=NOW)
    assert queries.entry_to_read(office.reader, entry.pk) == entry


def test_an_overturned_case_is_never_shown_again() -> None:
    story, _office, entry = _taught()
    actions.doubt_source(actor=story.leader, subject=entry.source, reason="机关决定复查", at=NOW)
    type(story.case.decision).objects.filter(case=story.case).update(overturned_at=NOW, overturned_by="test")

    with pytest.raises(errors.CaseNotSettled, match="撤销"):
        actions.settle_doubt(actor=story.handler, entry_id=entry.pk, reason="再看看", at=NOW)

    actions.withdraw_entry(actor=story.handler, entry_id=entry.pk, reason="原决定已撤销", at=NOW)
    entry.refresh_from_db()
    assert (entry.state, entry.doubt) == ("WITHDRAWN", "")


def test_the_person_concerned_has_no_hand_in_his_own_entry() -> None:
    story, _office, entry = _taught()
    himself = replace(story.himself, grants=story.handler.grants)

    with pytest.raises(NotHere):
        actions.withdraw_entry(actor=himself, entry_id=entry.pk, reason="不要登", at=NOW)
    with pytest.raises(NotHere):
        queries.workbench(himself, entry.pk)
    assert queries.entry_to_read(himself, entry.pk) == entry


# Circulars -------------------------------------------------------------------------------------------------------


def _circular(office: Office, *entry_ids: int, **changes: Any) -> int:
    given: dict[str, Any] = {
        "actor": office.officer, "organ_id": office.place.discipline.pk, "title": "关于典型案例的通报",
        "addressee": "各乡镇党委", "lead_in": "现将案例通报如下。", "closing": "请对照学习。", "entry_ids": entry_ids,
        "at": NOW,
    }  # fmt: skip
    return actions.draft_circular(**(given | changes))


def test_a_circular_goes_through_the_life_of_a_paper(office: Office) -> None:
    first, second = casebook.approved(office), casebook.approved(office, title="先垫付后报批")

    circular_id = _circular(office, second.pk, first.pk)

    circular = queries.circular_for(office.officer, circular_id)
    paper = queries.paper_of(circular)
    assert paper is not None
    assert (paper.kind, paper.state) == ("case_circular", "DRAFT")
    assert register.render(paper.id, "pdf").startswith(b"%PDF")
    assert register.render(paper.id, "docx").startswith(b"PK")
    papers.check_paper(actor=office.colleague, paper_id=paper.id, at=NOW)
    papers.return_paper(actor=office.leader, paper_id=paper.id, reason="引言短一些", at=NOW)
    actions.redraft_circular(
        actor=office.officer, circular_id=circular_id, lead_in="通报如下。", closing="请学习。", entry_ids=[first.pk],
        at=NOW,
    )  # fmt: skip
    papers.check_paper(actor=office.colleague, paper_id=paper.id, at=NOW)
    papers.sign_paper(actor=office.leader, paper_id=paper.id, at=NOW)
    assert papers.number_paper(actor=office.officer, paper_id=paper.id, word="青纪通", at=NOW) == "青纪通〔2026〕1号"


def test_a_circular_holds_approved_entries_once_each(office: Office) -> None:
    ready, open_one = casebook.approved(office), casebook.drafted(office, title="还没核对")

    refusals: list[tuple[tuple[int, ...], type[Refusal]]] = [
        ((), BadInput), ((ready.pk, ready.pk), BadInput), ((ready.pk, open_one.pk), errors.NotReadable),
    ]  # fmt: skip
    for chosen, kind in refusals:
        with pytest.raises(kind):
            _circular(office, *chosen)


def test_a_circular_warns_of_an_entry_taken_back(office: Office) -> None:
    entry = casebook.approved(office)
    circular_id = _circular(office, entry.pk)

    actions.withdraw_entry(actor=office.officer, entry_id=entry.pk, reason="认得出", at=NOW)

    found = queries.circular_for(office.officer, circular_id)
    assert [one.number for one in queries.doubtful_entries(found)] == [entry.number]
