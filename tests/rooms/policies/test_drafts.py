"""A region's own edition: written, checked, approved by somebody else, and never half loaded."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from dandang.foundation.audit.models import Entry
from dandang.foundation.ground.refusal import BadInput, NotAllowed, NotHere, Refusal
from dandang.law.policies import actions, draft_bodies, draft_queries, draft_words, errors, queries
from dandang.law.policies.models import Draft, Edition
from dandang.law.policies.schema_rules import STAGES
from dandang.ledger.duties.models import Duty
from dandang.registry.access import queries as access
from dandang.registry.access.records import Actor
from tests.factories import drafts, registry, shelf

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("few_packs")]
NOW = registry.NOW


@pytest.fixture
def few_packs(db: Any) -> None:
    shelf.load(*shelf.TOLERANCE)


class Office:
    """Who writes and who approves in the neighbour county."""

    def __init__(self) -> None:
        self.tree = registry.county()
        drafts.own_region(self.tree.county)
        self.place = self.tree.county
        self.officer = self.somebody("ORG_OFFICER")
        self.second = self.somebody("DISCIPLINE_OFFICER")
        self.leader = self.somebody("ORG_LEADER")

    def somebody(self, role: str) -> Actor:
        return registry.actor_of(role, self.tree.county, who=registry.person(self.tree.org_department))

    def submitted(self) -> Draft:
        draft = drafts.written(self.officer, self.place)
        actions.submit_draft(actor=self.officer, draft_id=draft.pk, version=draft.version, at=NOW)
        draft.refresh_from_db()
        return draft


def faults_of(draft: Draft) -> list[tuple[str, int | None, str]]:
    draft.refresh_from_db()
    found = draft_queries.faults_of(draft, today=registry.TODAY)
    return [(one.section, one.place, one.what) for one in found]


def test_an_edition_approved_by_a_second_person_speaks_for_the_region() -> None:
    office = Office()
    draft = office.submitted()

    edition = actions.approve_draft(actor=office.leader, draft_id=draft.pk, version=draft.version, at=NOW)

    draft.refresh_from_db()
    table = queries.rule_table(region=drafts.REGION, on=registry.TODAY)
    found = queries.evaluate(table, {"motive.private_gain": False})
    assert (draft.state, draft.edition_id) == ("APPROVED", edition)
    assert (found.edition, found.advice) == (f"{drafts.KEY}@{registry.TODAY}", "EXEMPT")
    assert queries.altered_editions() == []
    assert {"policies.draft.approved", "policies.edition.loaded"} <= set(Entry.objects.values_list("verb", flat=True))


def test_loading_the_files_again_leaves_the_regions_edition_alone() -> None:
    office = Office()
    draft = office.submitted()
    edition = actions.approve_draft(actor=office.leader, draft_id=draft.pk, version=draft.version, at=NOW)
    before = Edition.objects.values("digest", "ends_on", "body").get(pk=edition)

    actions.load_packs(actor=access.system_actor(), folder=shelf.folder(*shelf.TOLERANCE), at=NOW + timedelta(days=1))

    assert Edition.objects.values("digest", "ends_on", "body").get(pk=edition) == before


def test_the_leader_has_a_duty_until_he_decides_and_the_writer_one_to_mend() -> None:
    office = Office()
    draft = office.submitted()
    waiting = Duty.objects.filter(kind="policies.draft.approve", closed_at=None)
    assert waiting.count() == 2

    actions.return_draft(actor=office.leader, draft_id=draft.pk, reason="七天太短，请改成十天", at=NOW)

    draft.refresh_from_db()
    mend = Duty.objects.get(kind="policies.draft.mend", closed_at=None)
    assert waiting.count() == 0
    assert mend.account_id == office.officer.account_id
    assert (draft.state, draft.return_reason) == ("RETURNED", "七天太短，请改成十天")


def test_a_return_needs_a_reason() -> None:
    office = Office()
    draft = office.submitted()

    with pytest.raises(BadInput):
        actions.return_draft(actor=office.leader, draft_id=draft.pk, reason="  ", at=NOW)


# Who may --------------------------------------------------------------------------------------------------------


def test_who_wrote_a_word_of_it_cannot_approve_it() -> None:
    office = Office()
    writer = office.second
    draft = drafts.written(office.officer, office.place)
    drafts.put(writer, draft, "stages", drafts.stage(label="提出"), 0)
    draft.refresh_from_db()
    actions.submit_draft(actor=office.officer, draft_id=draft.pk, version=draft.version, at=NOW)
    registry.RoleGrant.objects.create(
        account_id=writer.account_id, standing="BUSINESS", role="ORG_LEADER", organisation=office.place,
        starts_on=registry.TODAY, granted_by="测试", granted_at=NOW,
    )  # fmt: skip
    promoted = registry.actor_for(registry.Account.objects.get(pk=writer.account_id), registry.TODAY)

    with pytest.raises(NotAllowed) as refused:
        actions.approve_draft(actor=promoted, draft_id=draft.pk, version=draft.version, at=NOW)

    assert refused.value.code == "own_draft"
    assert not Edition.objects.filter(document__key=drafts.KEY).exists()


def test_the_database_itself_refuses_the_writer_as_approver() -> None:
    office = Office()
    draft = office.submitted()
    edition = Edition.objects.first()

    with pytest.raises(IntegrityError), transaction.atomic():
        Draft.objects.filter(pk=draft.pk).update(
            state="APPROVED", approved_at=NOW, approved_by=draft.drafted_by, approver_id=office.officer.person_id,
            edition=edition,
        )  # fmt: skip


@pytest.mark.parametrize("role", ["UNIT_OFFICER", "CADRE", "COMMITTEE_SECRETARY", "ORG_LEADER", "SYSTEM_ADMIN"])
def test_others_do_not_begin_a_draft(role: str) -> None:
    office = Office()
    actor = registry.actor_of(role, None if role == "SYSTEM_ADMIN" else office.place)

    with pytest.raises(NotAllowed):
        drafts.started(actor, office.place)


def test_another_branch_does_not_see_the_draft() -> None:
    office = Office()
    draft = drafts.started(office.officer, office.place)
    elsewhere = registry.organisation(office.tree.city, "外县", "REGION")
    stranger = registry.actor_of("ORG_OFFICER", elsewhere, who=registry.person(elsewhere))

    with pytest.raises(NotHere):
        draft_queries.draft(stranger, draft.pk)
    with pytest.raises(NotHere):
        drafts.put(stranger, draft, "clauses", drafts.clause())
    with pytest.raises(NotHere):
        drafts.started(stranger, office.place, key="other-2026")


def test_an_officer_cannot_approve_even_if_he_wrote_nothing() -> None:
    office = Office()
    draft = office.submitted()

    with pytest.raises(NotAllowed):
        actions.approve_draft(actor=office.second, draft_id=draft.pk, version=draft.version, at=NOW)


def test_an_account_without_a_person_writes_nothing() -> None:
    office = Office()
    nobody = registry.actor_of("ORG_OFFICER", office.place)

    with pytest.raises(NotAllowed) as refused:
        drafts.started(nobody, office.place)

    assert refused.value.code == "not_a_person"


# Two at once ----------------------------------------------------------------------------------------------------


def test_the_second_of_two_officers_is_shown_what_stands_there_and_nothing_is_lost() -> None:
    office = Office()
    draft = drafts.written(office.officer, office.place)
    seen = draft_bodies.digest(draft.body["procedures"][0]["stages"][0])
    drafts.put(office.second, draft, "stages", drafts.stage(label="申请（改一）"), 0)
    mine = drafts.stage(label="申请（改二）")

    with pytest.raises(errors.DraftChanged) as refused:
        actions.save_entry(
            actor=office.officer, draft_id=draft.pk, section="stages", place=0, entry=mine, seen=seen, at=NOW
        )

    draft.refresh_from_db()
    assert draft.body["procedures"][0]["stages"][0]["label"] == "申请（改一）"
    assert draft_words.Words(draft.body).both(refused.value.now, mine) == [("名称", "申请（改一）", "申请（改二）")]
    actions.save_entry(
        actor=office.officer, draft_id=draft.pk, section="stages", place=0, entry=mine, seen=refused.value.mark, at=NOW
    )
    draft.refresh_from_db()
    assert draft.body["procedures"][0]["stages"][0]["label"] == "申请（改二）"


def test_two_officers_in_two_entries_do_not_disturb_each_other() -> None:
    office = Office()
    draft = drafts.written(office.officer, office.place)
    seen = draft_bodies.digest(draft.body["procedures"][0]["stages"][0])
    drafts.put(office.second, draft, "clauses", drafts.clause(id="4", label="第4条"))

    actions.save_entry(
        actor=office.officer, draft_id=draft.pk, section="stages", place=0, entry=drafts.stage(label="申请"), seen=seen,
        at=NOW,
    )  # fmt: skip

    draft.refresh_from_db()
    assert [one["id"] for one in draft.body["clauses"]] == ["3", "4"]
    assert draft.body["procedures"][0]["stages"][0]["label"] == "申请"


def test_what_was_read_before_the_last_change_is_neither_submitted_nor_approved() -> None:
    office = Office()
    draft = drafts.written(office.officer, office.place)
    read = draft.version
    drafts.put(office.second, draft, "clauses", drafts.clause(id="4", label="第4条"))

    with pytest.raises(Refusal) as refused:
        actions.submit_draft(actor=office.officer, draft_id=draft.pk, version=read, at=NOW)

    assert refused.value.code == "draft_moved_on"


def test_a_submitted_draft_does_not_move() -> None:
    office = Office()
    draft = office.submitted()

    with pytest.raises(Refusal) as refused:
        drafts.put(office.officer, draft, "clauses", drafts.clause(id="9"))

    assert refused.value.code == "draft_not_open"


# What is wrong --------------------------------------------------------------------------------------------------

VALUE = {
    "key": "discipline.combined_period_months", "value": 60, "unit": "months", "sense": "at_most", "note": "",
    **drafts.CITED,
}  # fmt: skip
NO_UNIT = {"amount": 7, "counted_from": "APPLICATION", **drafts.CITED}
FAULTS = [
    ("a stage nobody can leave", "stages", drafts.stage("HEARING", next=[], deadline=None), None, 1, "进得来，出不去"),
    ("one nobody reaches", "stages", drafts.stage(next=["WITHDRAWN"]), 0, None, "没有哪一步通到这里"),
    ("a deadline without a unit", "stages", drafts.stage("APPLIED", deadline=NO_UNIT), 0, 0, "缺少这一项"),
    ("a value above the cap", "values", VALUE, None, 0, "超出了"),
    ("a clause that is not there", "conditions", drafts.condition(clause="99"), 0, 0, "引用的条款 99 不在"),
    ("a clause without words", "clauses", drafts.clause(id="4", summary=""), None, 1, "不能为空"),
    ("an outcome never reached", "outcomes", drafts.outcome(code="LIGHTER", label="从轻"), None, None, "要放在最后"),
]


@pytest.mark.parametrize(
    ("section", "entry", "at", "place", "words"), [row[1:] for row in FAULTS], ids=[row[0] for row in FAULTS]
)
def test_each_fault_is_said_with_its_place_and_keeps_the_draft_back(
    section: str, entry: dict[str, Any], at: int | None, place: int | None, words: str
) -> None:
    office = Office()
    draft = drafts.written(office.officer, office.place)
    drafts.put(office.officer, draft, section, entry, at)

    found = [(where, number) for where, number, what in faults_of(draft) if words in what]

    assert {(section, place)} == set(found) or set(found) == {("table", None)}, faults_of(draft)
    with pytest.raises(errors.BadDraft):
        actions.submit_draft(actor=office.officer, draft_id=draft.pk, version=draft.version, at=NOW)


def test_a_fault_in_one_section_does_not_hide_those_of_another() -> None:
    office = Office()
    draft = drafts.written(office.officer, office.place)
    drafts.put(office.officer, draft, "conditions", drafts.condition(id="", label="事前报备"))
    assert draft.body["rule_tables"][0]["requires"] == {"all_of": ["no-gain", "c2"]}, "a new condition is asked for"
    drafts.put(office.officer, draft, "table", {"title": "条件", "requires": "no-gain"}, 0)
    drafts.put(office.officer, draft, "values", VALUE)
    drafts.put(office.officer, draft, "stages", drafts.stage("HEARING", next=[], deadline=None))

    found = faults_of(draft)
    assert {section for section, _place, _what in found} == {"table", "values", "stages"}
    assert any("条件 “事前报备” 没有写进 “怎样才算符合条件”" in what for _section, _place, what in found)


def test_a_misspelt_fact_is_found_with_the_nearest_one() -> None:
    office = Office()
    draft = drafts.written(office.officer, office.place)
    misspelt = {"fact": "motive.privat_gain", "is": False}
    drafts.put(office.officer, draft, "conditions", drafts.condition(test=misspelt), 0)
    draft.refresh_from_db()

    (fault,) = draft_queries.faults_of(draft, today=registry.TODAY)

    assert (fault.section, fault.place) == ("conditions", 0)
    assert "是不是 “有没有为自己、他人或者单位谋取私利”" in fault.mend


def test_a_second_edition_that_overlaps_the_first_is_refused_until_it_supersedes_it() -> None:
    office = Office()
    first = office.submitted()
    actions.approve_draft(actor=office.leader, draft_id=first.pk, version=first.version, at=NOW)
    edition = Edition.objects.get(document__key=drafts.KEY)
    later = date(2027, 1, 1)
    draft = drafts.started(office.officer, office.place, in_force_from=later, copied_from=edition.pk)
    assert faults_of(draft) == []

    said = draft_bodies.entries(draft.body, [], "document")[0]
    drafts.put(office.officer, draft, "document", {name: said[name] for name in said if name != "supersedes"}, 0)
    assert any("适用期重叠" in what for _section, _place, what in faults_of(draft))

    drafts.put(office.officer, draft, "document", said, 0)
    draft.refresh_from_db()
    actions.submit_draft(actor=office.officer, draft_id=draft.pk, version=draft.version, at=NOW)
    actions.approve_draft(actor=office.leader, draft_id=draft.pk, version=draft.version, at=NOW)
    edition.refresh_from_db()
    assert edition.ends_on == later


def test_another_provinces_edition_may_take_the_place_of_the_regions_own() -> None:
    office = Office()
    first = office.submitted()
    actions.approve_draft(actor=office.leader, draft_id=first.pk, version=first.version, at=NOW)
    yunnan = Edition.objects.filter(document__key="yunnan-2018").latest("starts_on")

    draft = drafts.started(office.officer, office.place, in_force_from=date(2027, 1, 1), copied_from=yunnan.pk)

    assert (draft.document_key, draft.body["edition"]["supersedes"]) == (drafts.KEY, registry.TODAY.isoformat())
    assert draft.body["document"]["short"] == "临禾"
    assert faults_of(draft) == []


def test_a_day_in_the_past_needs_its_ground() -> None:
    office = Office()
    draft = drafts.written(office.officer, office.place)
    said = draft_bodies.entries(draft.body, [], "document")[0]
    drafts.put(office.officer, draft, "document", said | {"in_force_from": "2026-01-01"}, 0)
    assert any("早于今天" in what for _section, _place, what in faults_of(draft))

    grounded = said | {"in_force_from": "2026-01-01", "in_force_from_note": "县委常委会决定自年初起执行"}
    drafts.put(office.officer, draft, "document", grounded, 0)
    assert faults_of(draft) == []


def test_an_example_that_comes_out_otherwise_keeps_the_draft_from_being_submitted() -> None:
    office = Office()
    draft = drafts.written(office.officer, office.place)
    drafts.put(office.officer, draft, "examples", drafts.example(expect_advice="NOT_TOLERABLE"), 0)
    draft.refresh_from_db()

    with pytest.raises(errors.BadDraft) as refused:
        actions.submit_draft(actor=office.officer, draft_id=draft.pk, version=draft.version, at=NOW)

    assert "示例说“不符合容错条件”，算出来是“免责”" in refused.value.sentence


def test_region_and_key_do_not_change_with_the_form() -> None:
    office = Office()
    draft = drafts.started(office.officer, office.place)
    said = draft_bodies.entries(draft.body, [], "document")[0]

    drafts.put(office.officer, draft, "document", said | {"key": "anhui-2018", "region": "340000"}, 0)

    draft.refresh_from_db()
    assert (draft.body["document"]["key"], draft.body["document"]["region"]) == (drafts.KEY, drafts.REGION)


def test_a_document_of_another_region_and_one_being_drafted_are_not_begun_again() -> None:
    office = Office()
    drafts.started(office.officer, office.place)

    with pytest.raises(BadInput):
        drafts.started(office.second, office.place)
    with pytest.raises(BadInput):
        drafts.started(office.second, office.place, key="anhui-2018")


def test_a_copy_of_another_province_shows_what_was_changed_and_is_whole() -> None:
    office = Office()
    yunnan = Edition.objects.filter(document__key="yunnan-2018").latest("starts_on")
    draft = drafts.started(office.officer, office.place, copied_from=yunnan.pk)
    assert faults_of(draft) == []
    before = draft_bodies.entries(draft.body, [], "stages")
    place = next(at for at, one in enumerate(before) if one["code"])

    drafts.put(office.officer, draft, "stages", before[place] | {"label": "换个叫法"}, place)

    draft.refresh_from_db()
    changed = {(one.section, one.name) for one in draft_queries.differences(draft)}
    assert changed == {("document", "文件与适用日期"), ("stages", STAGES[before[place]["code"]])}


def test_a_dropped_draft_stays_and_lets_another_begin() -> None:
    office = Office()
    draft = drafts.started(office.officer, office.place)

    actions.drop_draft(actor=office.officer, draft_id=draft.pk, reason="上级另有规定", at=NOW)

    assert drafts.started(office.second, office.place).pk != draft.pk
    assert Draft.objects.get(pk=draft.pk).state == "DROPPED"
