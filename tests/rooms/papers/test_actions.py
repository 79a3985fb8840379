"""A paper goes through three hands and seven steps; what was signed stays; everything that does not fit is refused."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Callable
from dataclasses import replace

import pypdf
import pytest

from dandang.foundation.audit import kinds
from dandang.foundation.audit.models import Entry
from dandang.foundation.ground.refusal import BadInput, NotAllowed, NotHere
from dandang.foundation.guard.problems import FileRefused
from dandang.law.documents.errors import FactsDoNotFit
from dandang.ledger.duties import models as duties
from dandang.ledger.notices import models as notices
from dandang.ledger.papers import actions, errors, models, queries
from dandang.ledger.papers.states import MOVES, State
from tests.factories.registry import NOW, TODAY, actor_of, person
from tests.rooms.documents import case_samples
from tests.rooms.papers.conftest import SUBJECT, Desk, day, scan

pytestmark = pytest.mark.django_db
Make = Callable[..., int]


def _open_duties() -> set[str]:
    return set(duties.Duty.objects.still_open().values_list("kind", flat=True))


def _state(paper: int) -> str:
    return models.Paper.objects.get(pk=paper).state


def test_a_paper_from_draft_to_file(desk: Desk, drafted: Make) -> None:
    paper = drafted()
    waiting = [_open_duties()]
    for step in (actions.check_paper, actions.sign_paper):
        step(actor=desk.checker if step is actions.check_paper else desk.leader, paper_id=paper, at=NOW)
        waiting.append(_open_duties())
    number = actions.number_paper(actor=desk.drafter, paper_id=paper, word="青容", at=NOW)
    actions.seal_paper(actor=desk.drafter, paper_id=paper, at=NOW)
    service = actions.serve_paper(
        actor=desk.drafter, paper_id=paper, recipient="顾明川", person_id=desk.cadre.pk, way="SCREEN", served_on=TODAY,
        at=NOW,
    )  # fmt: skip
    asked = _open_duties()
    actions.acknowledge(actor=desk.own, service_id=service, at=NOW)
    actions.file_paper(actor=desk.drafter, paper_id=paper, original_location="档案室 12 盒", at=NOW)

    assert waiting == [{"papers.check"}, {"papers.sign"}, {"papers.number"}]
    assert number == "青容〔2026〕1号"
    assert "papers.receive" in asked
    assert _open_duties() == set()
    record = queries.papers_of(SUBJECT)[0]
    assert (record.state, record.number, record.served_on, record.received_on) == ("FILED", number, TODAY, TODAY)
    done = set(Entry.objects.filter(target=f"papers.paper:{paper}").values_list("verb", flat=True))
    words = ("drafted", "checked", "signed", "numbered", "sealed", "served", "acknowledged", "filed")
    assert done == {f"papers.paper.{word}" for word in words}


def test_three_people_have_their_hands_on_a_paper(desk: Desk, drafted: Make) -> None:
    paper = drafted()
    second = actor_of("DISCIPLINE_LEADER", desk.place.county, name="第二位领导")

    with pytest.raises(errors.SameHands, match="拟稿"):
        actions.check_paper(actor=desk.drafter, paper_id=paper, at=NOW)
    actions.check_paper(actor=desk.leader, paper_id=paper, at=NOW)
    with pytest.raises(errors.SameHands, match="核稿"):
        actions.sign_paper(actor=desk.leader, paper_id=paper, at=NOW)

    actions.sign_paper(actor=second, paper_id=paper, at=NOW)
    assert _state(paper) == "SIGNED"


def test_one_person_with_two_accounts_is_one_pair_of_hands(desk: Desk) -> None:
    clerk = person(desk.place.discipline, "陆书言")
    first = actor_of("DISCIPLINE_OFFICER", desk.place.county, who=clerk)
    other = replace(desk.leader, person_id=clerk.pk)
    paper = actions.draft_paper(
        actor=first, kind="tolerance_acceptance", subject=SUBJECT, organ_id=desk.place.discipline.pk, title="受理",
        data=case_samples.tolerance_acceptance(), at=NOW,
    )  # fmt: skip

    with pytest.raises(errors.SameHands):
        actions.check_paper(actor=other, paper_id=paper, at=NOW)


def test_the_person_concerned_has_no_hand_in_his_paper(desk: Desk, drafted: Make) -> None:
    concerned = replace(desk.leader, person_id=desk.cadre.pk)
    paper = drafted()

    with pytest.raises(errors.OwnPaper):
        actions.check_paper(actor=concerned, paper_id=paper, at=NOW)
    with pytest.raises(NotHere):
        queries.paper_for(concerned, paper)
    assert not queries.register(concerned).exists()


def test_officers_do_not_sign_and_other_desks_see_nothing(desk: Desk, drafted: Make) -> None:
    paper = drafted()
    other_desk = actor_of("ORG_LEADER", desk.place.county)
    elsewhere = actor_of("DISCIPLINE_OFFICER", desk.place.township)

    with pytest.raises(NotAllowed):
        actions.sign_paper(actor=desk.checker, paper_id=paper, at=NOW)
    for stranger in (other_desk, elsewhere):
        with pytest.raises(NotHere):
            actions.check_paper(actor=stranger, paper_id=paper, at=NOW)
        assert not queries.register(stranger).exists()


def test_a_returned_paper_keeps_its_old_words_and_both_are_told(desk: Desk, drafted: Make) -> None:
    paper = drafted()
    actions.check_paper(actor=desk.checker, paper_id=paper, at=NOW)

    actions.return_paper(actor=desk.leader, paper_id=paper, reason="第三项理由不足", at=NOW)
    told = set(notices.Notice.objects.values_list("account_id", flat=True))
    asked = duties.Duty.objects.still_open().get()
    data = case_samples.tolerance_decision() | {"reasons": "补充了理由。"}
    version = actions.redraft_paper(actor=desk.drafter, paper_id=paper, title="改过的决定", data=data, at=NOW)

    assert told == {desk.drafter.account_id, desk.checker.account_id}
    assert (asked.kind, asked.account_id) == ("papers.redraft", desk.drafter.account_id)
    assert version == 2
    old, new = models.Version.objects.filter(paper=paper)
    assert (old.reason, old.data["reasons"]) == ("第三项理由不足", case_samples.tolerance_decision()["reasons"])
    assert new.data["reasons"] == "补充了理由。"
    assert models.Paper.objects.get(pk=paper).checked_by == ""
    assert _open_duties() == {"papers.check"}


@pytest.mark.parametrize("reason", ["", "  "])
def test_returning_and_dropping_need_a_reason(desk: Desk, drafted: Make, reason: str) -> None:
    paper = drafted()

    for step in (actions.return_paper, actions.drop_paper):
        with pytest.raises(errors.ReasonMissing):
            step(actor=desk.checker, paper_id=paper, reason=reason, at=NOW)

    assert _state(paper) == "DRAFT"


def test_a_dropped_paper_leaves_no_duty(desk: Desk, drafted: Make) -> None:
    paper = drafted()

    actions.drop_paper(actor=desk.drafter, paper_id=paper, reason="当事人撤回申请", at=NOW)

    assert _state(paper) == "DROPPED"
    assert _open_duties() == set()


def test_no_step_out_of_turn(desk: Desk, drafted: Make) -> None:
    paper = drafted()

    with pytest.raises(errors.NotNow, match="拟稿"):
        actions.sign_paper(actor=desk.leader, paper_id=paper, at=NOW)
    with pytest.raises(errors.NotNow):
        actions.number_paper(actor=desk.drafter, paper_id=paper, word="青容", at=NOW)
    with pytest.raises(errors.NotNow):
        actions.serve_paper(actor=desk.drafter, paper_id=paper, recipient="某", way="POST", served_on=TODAY, at=NOW)


def test_every_state_can_be_reached_and_left_or_is_an_end() -> None:
    reached = {"DRAFT"} | {target for moves in MOVES.values() for target in moves.values()}

    assert reached == set(State.values)
    assert [state for state, moves in MOVES.items() if not moves] == ["FILED", "DROPPED"]


def test_facts_that_do_not_fit_make_no_draft(desk: Desk, drafted: Make) -> None:
    with pytest.raises(FactsDoNotFit):
        drafted(data=case_samples.tolerance_decision() | {"reasons": ""})

    assert not models.Paper.objects.exists()


def test_numbers_follow_each_other_without_gaps_and_a_word_belongs_to_one_organ(desk: Desk, signed: Make) -> None:
    papers = [signed(), signed(), signed(organ_id=desk.place.org_department.pk)]
    given = [actions.number_paper(actor=desk.drafter, paper_id=paper, word="青容", at=NOW) for paper in papers[:2]]

    with pytest.raises(errors.WordTaken, match="县纪委监委"):
        actions.number_paper(actor=desk.drafter, paper_id=papers[2], word="青容", at=NOW)
    other = actions.number_paper(actor=desk.drafter, paper_id=papers[2], word="青组", at=NOW)

    assert given == ["青容〔2026〕1号", "青容〔2026〕2号"]
    assert other == "青组〔2026〕1号"
    assert models.Series.objects.get(word="青容").last == 2


@pytest.mark.parametrize("word", ["", "QR", "青容〔2026〕", "青容1", "青 容", "青" * 13])
def test_a_word_is_chinese_characters_only(desk: Desk, signed: Make, word: str) -> None:
    paper = signed()

    with pytest.raises(errors.WordNotUsable):
        actions.number_paper(actor=desk.drafter, paper_id=paper, word=word, at=NOW)

    assert not models.Series.objects.exists()


def test_the_number_and_the_day_of_signing_stand_on_the_paper(desk: Desk, sealed: Make) -> None:
    paper = sealed(data=case_samples.tolerance_decision() | {"number": "", "issued_on": "2026-11-02"})

    content = queries.render(paper, "pdf")

    text = "".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(content)).pages)
    assert "青容〔2026〕1号" in text
    assert "2026年11月21日" in text
    made = models.Print.objects.get(paper=paper, stage="NUMBERED")
    assert made.sha256 == hashlib.sha256(content).hexdigest()
    assert queries.render(paper, "docx").startswith(b"PK")


def test_a_file_that_was_tampered_with_is_not_given_out(desk: Desk, signed: Make) -> None:
    paper = signed()
    made = models.Print.objects.get(paper=paper)
    with open(made.file.path, "ab") as file:
        file.write(b" ")

    with pytest.raises(errors.FileAltered):
        queries.render(paper, "pdf")


def test_papers_without_a_number_are_filed_once_signed(desk: Desk, signed: Make) -> None:
    paper = signed(kind="hearing_record", title="陈述申辩笔录")
    waiting = _open_duties()

    with pytest.raises(BadInput, match="不编文号"):
        actions.number_paper(actor=desk.drafter, paper_id=paper, word="青容", at=NOW)
    actions.file_paper(actor=desk.drafter, paper_id=paper, original_location="案卷第 3 页", at=NOW)

    assert waiting == {"papers.file"}
    assert _state(paper) == "FILED"


def _key(desk: Desk, paper: int, signer: int, **changes: object) -> str:
    given: dict[str, object] = {
        "signer_person_id": signer, "signed_on": day(20), "original_location": "机要室 3 柜", "content": scan(),
        "filename": "签发页.jpg",
    }  # fmt: skip
    return actions.key_signed_paper(actor=desk.drafter, paper_id=paper, at=NOW, **(given | changes))  # type: ignore[arg-type]


def test_a_paper_signed_by_hand_is_keyed_by_a_named_clerk_with_its_scan(desk: Desk, drafted: Make) -> None:
    leader = person(desk.place.discipline, "周广林")
    paper = drafted()
    actions.check_paper(actor=desk.checker, paper_id=paper, at=NOW)

    code = _key(desk, paper, leader.pk)

    row = models.Paper.objects.get(pk=paper)
    assert (row.state, row.signer_name, row.keyer_name, row.signed_by) == ("SIGNED", "周广林", "拟稿人", "")
    assert (row.signed_on, row.data["issued_on"], row.original_location) == (day(20), "2026-11-20", "机要室 3 柜")
    kept = models.Print.objects.get(paper=paper, stage="SCAN")
    assert (kept.check_code, len(code)) == (code, 14)
    assert queries.render(paper, "scan") == scan()


def test_what_cannot_be_keyed_as_signed(desk: Desk, drafted: Make) -> None:
    checker = person(desk.place.discipline, "核稿的人")
    paper = drafted()
    actions.check_paper(actor=actor_of("DISCIPLINE_OFFICER", desk.place.county, who=checker), paper_id=paper, at=NOW)
    leader = person(desk.place.discipline, "周广林")

    with pytest.raises(errors.SignerHadAHand):
        _key(desk, paper, checker.pk)
    with pytest.raises(errors.SignerIsConcerned):
        _key(desk, paper, desk.cadre.pk)
    with pytest.raises(BadInput, match="没有找到签发人"):
        _key(desk, paper, 10**9)
    with pytest.raises(BadInput, match="日期还没有到"):
        _key(desk, paper, leader.pk, signed_on=day(22))
    with pytest.raises(BadInput, match="存放在哪里"):
        _key(desk, paper, leader.pk, original_location=" ")
    with pytest.raises(FileRefused):
        _key(desk, paper, leader.pk, content=b"", filename="空.jpg")
    with pytest.raises(BadInput, match="PDF、JPG 或 PNG"):
        _key(desk, paper, leader.pk, content="签了".encode(), filename="签.txt")

    assert _state(paper) == "CHECKED"


def test_a_receipt_on_paper_is_keyed_with_its_scan(desk: Desk, served: Make) -> None:
    service = served()
    asked = _open_duties()

    actions.key_receipt(
        actor=desk.checker, service_id=service, received_on=TODAY, signer="顾明川", content=scan(),
        filename="回证.jpg", at=NOW,
    )  # fmt: skip

    assert asked == {"papers.receive", "papers.receipt", "papers.file"}
    assert _open_duties() == {"papers.file"}
    row = models.Service.objects.get(pk=service)
    assert row.is_keyed
    assert row.scan_sha256 == hashlib.sha256(scan()).hexdigest()
    with pytest.raises(errors.ReceiptStands):
        actions.acknowledge(actor=desk.own, service_id=service, at=NOW)


def test_nobody_receives_for_somebody_else(desk: Desk, served: Make) -> None:
    service = served(way="SCREEN")
    stranger = actor_of("CADRE", who=person(desk.place.finance, "陌生人"))

    with pytest.raises(errors.NotYours) as refused:
        actions.acknowledge(actor=stranger, service_id=service, at=NOW)

    assert refused.value.status == 404
    assert models.Service.objects.get(pk=service).received_on is None


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"way": "LEFT_WITH_WITNESS"}, "见证人"),
        ({"way": "LEFT_WITH_WITNESS", "witness": "李桂英"}, "拒收情况"),
        ({"way": "PIGEON"}, "所列各项"),
        ({"served_on": day(22)}, "日期还没有到"),
        ({"served_on": day(20)}, "早于签发日期"),
        ({"recipient": " "}, "受送达人"),
        ({"way": "SCREEN", "person_id": None}, "没有账号"),
    ],
)
def test_services_that_do_not_hold_are_refused(served: Make, changes: dict[str, object], says: str) -> None:
    with pytest.raises(BadInput, match=says):
        served(**changes)

    assert not models.Service.objects.exists()


def test_left_with_a_witness_counts_as_received_that_day(desk: Desk, served: Make) -> None:
    service = served(way="LEFT_WITH_WITNESS", witness="李桂英", refusal="本人拒绝签收")

    record = queries.papers_of(SUBJECT)[0]
    actions.file_paper(actor=desk.drafter, paper_id=record.id, original_location="档案室", at=NOW)

    assert record.services[0].id == service
    assert record.received_on == TODAY


def test_a_paper_is_not_filed_while_a_receipt_is_missing(desk: Desk, served: Make) -> None:
    service = served()
    paper = models.Service.objects.get(pk=service).paper_id

    with pytest.raises(BadInput, match="还有 1 次送达没有签收"):
        actions.file_paper(actor=desk.drafter, paper_id=paper, original_location="档案室", at=NOW)


def test_the_print_log_says_who_took_the_paper(desk: Desk, served: Make) -> None:
    paper = models.Service.objects.get(pk=served()).paper_id

    for reader in (desk.checker, desk.own):
        assert actions.print_paper(actor=reader, paper_id=paper, form="pdf", at=NOW).form == "pdf"

    readers = Entry.objects.filter(target=f"papers.paper:{paper}", verb=kinds.READ).values_list("actor", flat=True)
    assert set(readers) == {f"accounts.account:{reader.account_id}" for reader in (desk.checker, desk.own)}
