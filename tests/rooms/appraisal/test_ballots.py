"""Who rates whom, one ticket one ballot, sealed until the close, and nothing kept that the promise denies."""

from __future__ import annotations

import io
import json
import re
import threading
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pypdf
import pytest
from django.db import connection, connections, models, transaction
from django.test import Client
from django.urls import reverse

from dandang.foundation.audit.models import Entry
from dandang.foundation.ground.refusal import NotAllowed, NotHere, Refusal
from dandang.law.documents import queries as documents
from dandang.parts.appraisal.actions import ballots, cycles
from dandang.parts.appraisal.errors import BallotRefused, WrongState
from dandang.parts.appraisal.models import Ballot, Roll, Ticket
from dandang.parts.appraisal.promises import TERMS
from dandang.parts.appraisal.queries import ballot_papers
from dandang.parts.appraisal.queries import ballots as queries
from dandang.parts.appraisal.records import IssuedTicket
from dandang.parts.appraisal.tickets import digest, new_code, score_e4
from dandang.registry.people.models import FamilyMember
from tests.factories import appraisal

E4 = appraisal.E4


@pytest.fixture
def story(db: None) -> appraisal.Story:
    return appraisal.balloting(staff=3, leaders=2)


def _roll(story: appraisal.Story, group: str) -> Roll:
    return Roll.objects.get(unit=story.finance, group=group)


def _issue(story: appraisal.Story, group: str = "同级") -> list[IssuedTicket]:
    return ballots.issue_tickets(actor=story.finance_officer, roll_id=_roll(story, group).pk, at=appraisal.DRAWN)


def _sheet(story: appraisal.Story, points: int = 90) -> dict[str, dict[str, int]]:
    one = story.participants()[0]
    return {str(one.pk): {"德": points * E4, "能": points * E4}}


def _cast(story: appraisal.Story, code: str, marks: dict[str, dict[str, int]] | None = None) -> Ballot:
    return ballots.cast_ballot(actor=story.system, code=code, marks=marks or _sheet(story), at=appraisal.DRAWN)


# Rolls -----------------------------------------------------------------------------------------------------------


def test_rolls_are_drawn_by_the_rule_of_each_group(story: appraisal.Story) -> None:
    rolls = {roll.group: roll for roll in Roll.objects.filter(unit=story.finance)}

    assert {name: (roll.promise, roll.expected) for name, roll in rolls.items()} == {
        "上级": ("NAMED", 2), "同级": ("CONFIDENTIAL", 3), "服务对象": ("CONFIDENTIAL", appraisal.OUTSIDE_SLIPS),
    }  # fmt: skip
    assert [member["name"] for member in rolls["上级"].members] == ["郑领1", "郑领2"]
    assert rolls["服务对象"].members == []
    entry = Entry.objects.filter(verb="appraisal.roll.drawn").last()
    assert entry is not None
    assert entry.actor == f"accounts.account:{story.org_officer.account_id}"


def test_a_peer_recuses_from_himself_and_a_leader_from_his_kin(story: appraisal.Story) -> None:
    leader = story.leaders["县财政局"][0]
    child = story.people["县财政局"][0]
    FamilyMember.objects.create(person=leader, relative=child, name=child.name, relation="女儿")

    ballots.draw_rolls(actor=story.finance_officer, unit_id=story.finance.pk, at=appraisal.DRAWN)

    names = {one.pk: one.name for one in story.participants()}
    recusals = {
        (roll.group, member["name"]): [(names[entry["participant_id"]], entry["why"]) for entry in member["recuse"]]
        for roll in Roll.objects.filter(unit=story.finance)
        for member in roll.members
    }
    assert recusals["上级", "郑领1"] == [("孙办1", "近亲属")]
    assert recusals["上级", "郑领2"] == []
    assert recusals["同级", "孙办2"] == [("孙办2", "本人")]


def test_rolls_are_frozen_once_a_ticket_is_out(story: appraisal.Story) -> None:
    _issue(story)

    with pytest.raises(WrongState, match="名单不能再变"):
        ballots.draw_rolls(actor=story.finance_officer, unit_id=story.finance.pk, at=appraisal.DRAWN)


def test_before_the_round_there_are_no_rolls(db: None) -> None:
    story = appraisal.preparing(staff=3, leaders=2)

    with pytest.raises(WrongState, match="准备中"):
        ballots.draw_rolls(actor=story.finance_officer, unit_id=story.finance.pk, at=appraisal.DRAWN)


def test_another_unit_is_not_here(story: appraisal.Story) -> None:
    roll = _roll(story, "同级")

    with pytest.raises(NotHere):
        ballots.draw_rolls(actor=story.township_officer, unit_id=story.finance.pk, at=appraisal.DRAWN)
    with pytest.raises(NotHere):
        ballots.issue_tickets(actor=story.township_officer, roll_id=roll.pk, at=appraisal.DRAWN)
    with pytest.raises(NotHere):
        ballots.key_ballot(
            actor=story.township_officer, unit_id=story.finance.pk, code="A", marks={}, at=appraisal.DRAWN
        )
    with pytest.raises(NotAllowed):
        ballots.draw_rolls(actor=story.org_leader, unit_id=story.finance.pk, at=appraisal.DRAWN)


# Tickets ---------------------------------------------------------------------------------------------------------


def test_tickets_are_issued_once_and_only_digests_stay(story: appraisal.Story) -> None:
    issued = _issue(story)

    assert len({one.code for one in issued}) == 3
    assert {one.rater for one in issued} == {""}
    stored = set(Ticket.objects.filter(roll__group="同级").values_list("digest", flat=True))
    assert stored == {digest(one.code) for one in issued}
    with pytest.raises(WrongState, match="已经发过"):
        _issue(story)


def test_named_tickets_say_whose_they_are(story: appraisal.Story) -> None:
    issued = _issue(story, "上级")

    assert sorted(one.rater for one in issued) == ["郑领1", "郑领2"]
    assert Ticket.objects.get(digest=digest(issued[0].code)).rater_name == issued[0].rater


def test_reissuing_voids_what_is_unused_and_keeps_what_is_cast(story: appraisal.Story) -> None:
    old = _issue(story)
    _cast(story, old[0].code)
    roll = _roll(story, "同级")

    with pytest.raises(Refusal, match="为什么重新发票"):
        ballots.reissue_tickets(actor=story.finance_officer, roll_id=roll.pk, reason=" ", at=appraisal.DRAWN)
    fresh = ballots.reissue_tickets(actor=story.finance_officer, roll_id=roll.pk, reason="丢了", at=appraisal.DRAWN)

    assert len(fresh) == 2
    with pytest.raises(BallotRefused, match="已经作废"):
        _cast(story, old[1].code)
    _cast(story, fresh[0].code)
    roll.refresh_from_db()
    assert roll.issued == 3
    assert Ballot.objects.count() == 2


@pytest.mark.parametrize("typed", ["abcd-2345", " ABCD2345 ", "abcd 2345", "A B C D 2 3 4 5"])
def test_a_code_may_be_typed_in_any_case_with_or_without_dashes(typed: str) -> None:
    assert digest(typed) == digest("ABCD-2345")


def test_codes_avoid_letters_that_look_alike() -> None:
    codes = "".join(new_code() for _ in range(200))

    assert not set("01OIL") & set(codes)
    assert re.fullmatch(r"(\w{4}-){3}\w{4}", new_code())


# Casting ---------------------------------------------------------------------------------------------------------


def test_one_ticket_is_one_ballot(story: appraisal.Story) -> None:
    code = _issue(story)[0].code

    ballot = _cast(story, code)

    assert ballot.rater_id is None
    assert ballot.marks == _sheet(story)
    with pytest.raises(BallotRefused, match="已经投过"):
        _cast(story, code)
    assert Ballot.objects.count() == 1


@pytest.mark.parametrize(
    ("marks", "sentence"),
    [
        ({}, "全部空着"),
        ({"0": {}}, "不在这张名单里"),
        ({"999999": {"德": 1}}, "不在这张名单里"),
        ({"own": {"德": 1_000_001}}, "0 到 100"),
        ({"own": {"德": -1}}, "0 到 100"),
        ({"own": {"勤": 1}}, "填得不对"),
    ],
)
def test_marks_that_cannot_be_are_refused_and_the_ticket_stays_good(
    story: appraisal.Story, marks: dict[str, dict[str, int]], sentence: str
) -> None:
    code = _issue(story)[0].code
    one = str(story.participants()[0].pk)
    typed = {one if who == "own" else who: given for who, given in marks.items()}

    with pytest.raises(BallotRefused, match=sentence):
        ballots.cast_ballot(actor=story.system, code=code, marks=typed, at=appraisal.DRAWN)

    assert not Ballot.objects.exists()
    _cast(story, code)


def test_a_named_rater_may_not_rate_his_kin(story: appraisal.Story) -> None:
    kin = story.participants()[0]
    roll = _roll(story, "上级")
    roll.members[0]["recuse"] = [{"participant_id": kin.pk, "why": "近亲属"}]
    roll.save()
    codes = {one.rater: one.code for one in _issue(story, "上级")}

    with pytest.raises(BallotRefused, match="要回避"):
        _cast(story, codes[roll.members[0]["name"]])
    assert _cast(story, codes[roll.members[1]["name"]]).rater_id == roll.members[1]["person_id"]


def test_after_the_close_no_ticket_opens(story: appraisal.Story) -> None:
    code = _issue(story)[0].code
    cycles.close_ballots(actor=story.org_officer, cycle_id=story.cycle.pk, at=appraisal.CLOSES)

    with pytest.raises(BallotRefused, match="已经截止"):
        _cast(story, code)
    with pytest.raises(WrongState, match="不能办理测评"):
        ballots.key_ballot(
            actor=story.finance_officer, unit_id=story.finance.pk, code=code, marks={}, at=appraisal.CLOSES
        )


def test_a_clerk_keys_only_the_slips_of_the_own_unit(story: appraisal.Story) -> None:
    foreign = Roll.objects.get(unit=story.township, group="同级")
    theirs = ballots.issue_tickets(actor=story.township_officer, roll_id=foreign.pk, at=appraisal.DRAWN)[0].code
    ours = _issue(story)[0].code

    with pytest.raises(BallotRefused, match="不是这个单位的"):
        ballots.key_ballot(
            actor=story.finance_officer, unit_id=story.finance.pk, code=theirs, marks=_sheet(story), at=appraisal.DRAWN
        )
    ballot = ballots.key_ballot(
        actor=story.finance_officer, unit_id=story.finance.pk, code=ours, marks=_sheet(story), at=appraisal.DRAWN
    )

    assert ballot.source == "KEYED"
    entry = Entry.objects.get(verb="appraisal.ballot.keyed")
    assert json.loads(entry.payload) == {"group": "同级"}


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("92", 920_000), ("88.5", 885_000), ("0", 0), ("100", 1_000_000), ("100.0000", 1_000_000), ("88.1234", 881_234),
        ("９２．５", 925_000), ("100.0001", None), ("-0.0001", None), ("88.12345", None), ("好", None), ("", None),
        ("NaN", None), ("Infinity", None), ("1e400", None),
    ],
)  # fmt: skip
def test_points_are_read_to_four_places_and_no_further(typed: str, kept: int | None) -> None:
    assert score_e4(typed) == kept


@pytest.mark.django_db(transaction=True)
def test_of_twenty_casts_at_once_one_is_taken(tmp_path: Path) -> None:
    """BL01, T1: each rater comes over a connection of his own, on PostgreSQL and on a SQLite file alike."""
    story = appraisal.balloting(staff=3, leaders=2)
    code = _issue(story)[0].code
    sheet = _sheet(story)
    file = _as_file(tmp_path)
    barrier = threading.Barrier(20)
    answers: list[str] = []
    counts: list[int] = []

    def cast() -> None:
        barrier.wait(timeout=30)
        try:
            ballots.cast_ballot(actor=story.system, code=code, marks=sheet, at=appraisal.DRAWN)
            answers.append("taken")
        except BallotRefused as refusal:
            answers.append(refusal.sentence)

    _at_once([cast] * 20, file)
    _at_once([lambda: counts.append(Ballot.objects.count())], file)

    assert answers.count("taken") == 1
    assert answers.count(queries.ALREADY_USED) == 19
    assert counts == [1]


def _as_file(folder: Path) -> Path | None:
    """SQLite in memory has a single connection: give the threads a copy in a file. None on PostgreSQL."""
    if connection.vendor != "sqlite":
        return None
    path = folder / "ballots.sqlite3"
    with connection.cursor() as cursor:
        cursor.execute("VACUUM INTO %s", [str(path)])
    return path


def _at_once(works: Sequence[Callable[[], object]], file: Path | None) -> None:
    def run(work: Callable[[], object]) -> None:
        if file is not None:
            connections["default"] = type(wrapper)({**wrapper.settings_dict, "NAME": str(file)}, "default")
        try:
            work()
        finally:
            connections["default"].close()

    wrapper = connections["default"]
    threads = [threading.Thread(target=run, args=(work,)) for work in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    assert connections["default"] is wrapper


# Sealed, and nothing beside it -----------------------------------------------------------------------------------


def test_marks_are_sealed_until_the_close_and_the_record_holds_their_root(story: appraisal.Story) -> None:
    for one in _issue(story):
        _cast(story, one.code)

    with pytest.raises(WrongState, match="谁也不能看"):
        list(queries.ratings_of(story.reload().cycle))
    assert queries.cast_counts([story.finance.pk]) == {story.finance.pk: {"同级": 3}}
    cycles.close_ballots(actor=story.org_officer, cycle_id=story.cycle.pk, at=appraisal.CLOSES)

    assert len(list(queries.ratings_of(story.reload().cycle))) == 6
    entry = Entry.objects.get(verb="appraisal.cycle.ballots_closed")
    count, root = queries.box_root(story.cycle)
    assert json.loads(entry.payload) == {"ballots": 3, "root": root}
    assert (count, len(root)) == (3, 64)


def test_the_root_tells_a_ballot_changed_afterwards(story: appraisal.Story) -> None:
    _cast(story, _issue(story)[0].code)
    before = queries.box_root(story.cycle)

    Ballot.objects.update(marks=_sheet(story, 60))

    assert queries.box_root(story.cycle) != before


def test_ballots_and_tickets_have_no_room_for_time_place_or_device() -> None:
    kept = {model: {field.name for field in model._meta.concrete_fields} for model in (Ballot, Ticket)}
    timed = [
        field.name
        for model in (Ballot, Ticket)
        for field in model._meta.concrete_fields
        if isinstance(field, models.DateField | models.TimeField | models.GenericIPAddressField)
    ]

    assert timed == []
    assert kept[Ballot] == {"id", "roll", "unit", "source", "rater", "marks", "is_valid", "void_reason"}
    assert kept[Ticket] == {"id", "roll", "digest", "rater", "rater_name", "is_used", "is_void"}


def test_a_confidential_cast_leaves_no_entry_of_its_own(story: appraisal.Story) -> None:
    code = _issue(story)[0].code
    before = Entry.objects.count()

    _cast(story, code)

    assert Entry.objects.count() == before


def test_after_the_close_no_row_order_tells_who_came_first(story: appraisal.Story) -> None:
    for one in _issue(story, "服务对象"):
        _cast(story, one.code)
    before = set(Ballot.objects.values_list("pk", flat=True))

    cycles.close_ballots(actor=story.org_officer, cycle_id=story.cycle.pk, at=appraisal.CLOSES)

    where = "rowid" if connection.vendor == "sqlite" else "ctid"
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT id FROM appraisal_ballot ORDER BY {where}")
        kept = [row[0] for row in cursor.fetchall()]
    assert set(kept) == before
    assert kept == sorted(kept)


def test_ballot_ids_do_not_tell_the_order(story: appraisal.Story) -> None:
    ids = [_cast(story, one.code).pk for one in _issue(story, "服务对象")]

    assert all(re.fullmatch(r"[0-9a-f]{32}", one) for one in ids)
    assert ids != sorted(ids) or ids != sorted(ids, reverse=True)
    assert len(set(ids)) == appraisal.OUTSIDE_SLIPS


# The promise (G14) -----------------------------------------------------------------------------------------------


def test_nowhere_does_the_promise_say_anonymous() -> None:
    words = [repr(terms) for terms in TERMS.values()]

    assert {key: terms.word for key, terms in TERMS.items()} == {"CONFIDENTIAL": "保密", "NAMED": "记名"}
    assert not any("匿名" in text for text in words)


@pytest.mark.parametrize(("group", "promise"), [("同级", "CONFIDENTIAL"), ("上级", "NAMED")])
def test_screen_and_printed_slip_say_what_the_table_says(story: appraisal.Story, group: str, promise: str) -> None:
    issued = _issue(story, group)
    terms = TERMS[promise]
    roll = _roll(story, group)

    page = Client().get(reverse("appraisal:ballot_enter"), {"t": issued[0].code}).content.decode()
    data = ballot_papers.tickets_data(roll, issued[:1], "http://testserver/appraisal/ballot/")
    slip = _text(documents.render_pdf("ballot_tickets", data))
    sheet = _text(documents.render_pdf("ballot_sheet", ballot_papers.sheet_data(roll)))

    told = [terms.means, terms.kept, *(text for line in terms.lines for text in (line.who, line.learns))]
    assert [text for text in told if text not in page] == []
    assert "匿名" not in page + slip + sheet
    assert f"{terms.word}：{terms.means}" in slip
    assert terms.means in sheet
    assert terms.kept in sheet


def _text(pdf: bytes) -> str:
    pages = pypdf.PdfReader(io.BytesIO(pdf)).pages
    return re.sub(r"\s", "", "".join(page.extract_text() for page in pages))


def test_what_the_promise_calls_kept_is_what_is_kept(story: appraisal.Story) -> None:
    """The row of a confidential ballot, with everything it is made of, names nobody."""
    ballot = _cast(story, _issue(story)[0].code)

    row: dict[str, Any] = Ballot.objects.values().get(pk=ballot.pk)

    assert row == {
        "id": ballot.pk, "roll_id": ballot.roll_id, "unit_id": story.finance.pk, "source": "PHONE", "rater_id": None,
        "marks": _sheet(story), "is_valid": True, "void_reason": "",
    }  # fmt: skip


def test_a_crash_after_the_ticket_was_taken_leaves_neither(story: appraisal.Story) -> None:
    """T10: the ballot and its used ticket are one transaction."""
    code = _issue(story)[0].code

    def cast_and_crash() -> None:
        with transaction.atomic():
            _cast(story, code)
            raise RuntimeError

    with pytest.raises(RuntimeError):
        cast_and_crash()

    assert not Ballot.objects.exists()
    assert queries.ticket_fault(queries.ticket_for(digest(code))) == ""


def test_closing_time_alone_does_not_close(story: appraisal.Story) -> None:
    """The round ends by a person's act: a late slip on the table may still be keyed until then."""
    late = datetime(2026, 12, 10, 11, 0, tzinfo=UTC) + timedelta(days=1)
    code = _issue(story)[0].code

    ballots.cast_ballot(actor=story.system, code=code, marks=_sheet(story), at=late)

    assert Ballot.objects.count() == 1
