"""Pages of a false accusation without scripts: typed, refused with the input kept, confirmed; who finds nothing."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from dandang.parts.protection import urls_accusations, urls_papers
from dandang.parts.protection.models import Accusation, AccusationHearing, DishonestyReferral
from dandang.parts.protection.queries import accusation_pages
from dandang.registry.access.records import Actor
from dandang.registry.accounts.models import Account
from dandang.registry.vault import queries as vault
from tests.factories import accusations as made
from tests.factories import protection, registry

pytestmark = [pytest.mark.django_db, pytest.mark.one_engine]
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


def client_of(actor: Actor) -> Client:
    client = Client()
    client.force_login(Account.objects.get(pk=actor.account_id), backend=BACKEND)
    return client


def url(name: str, *args: Any) -> str:
    return reverse(f"protection:{name}", args=args)


def text(client: Client, name: str, *args: Any) -> str:
    answer = client.get(url(name, *args))
    assert answer.status_code == 200, name
    return answer.content.decode()


# The whole way on screen ------------------------------------------------------------------------------------------


def test_from_opening_to_the_end_by_forms() -> None:
    story = made.story()
    leader, verifier = client_of(story.scene.leader), client_of(story.verifier)
    page = text(leader, "accusation_open", story.report.pk)
    assert "查不实不等于诬告" in page

    refused = leader.post(url("accusation_open", story.report.pk), {"facts": "经查不实", "clause": made.CLAUSE})
    assert "经查不实" in refused.content.decode()
    assert not Accusation.objects.exists()
    leader.post(url("accusation_open", story.report.pk), {"facts": made.FACTS, "clause": made.CLAUSE})
    row = Accusation.objects.get()

    page = text(leader, "accusation_team", row.pk)
    assert "要回避、不能指派的" in page
    assert "原反映的核实" in page
    leader.post(url("accusation_assign", row.pk), {"person_ids": [one.pk for one in story.verifiers]})

    page = text(verifier, "accusation_findings", row.pk)
    assert "捏造和故意，分别查明" in page
    half = {"fabrication": made.FINDINGS.fabrication}
    verifier.post(url("accusation_keep", row.pk), half)
    answer = verifier.post(url("accusation_report", row.pk), half)
    assert "陷害故意的事实" in answer.content.decode()
    assert made.FINDINGS.fabrication in answer.content.decode()
    verifier.post(url("accusation_advise", row.pk), {"reasons": "两处工地的名字只差一个字，反映人看错了，没有捏造。"})

    leader.post(
        url("accusation_end", row.pk),
        {"outcome": "MISTAKEN", "reasons": "反映人看错了工地，没有捏造，也没有陷害的故意。"},
    )
    page = text(leader, "accusation", row.pk)
    assert "已查清，属于错告，不作诬告处理。" in page
    assert made.FACTS not in page


def test_a_hearing_by_forms_through_the_receipt() -> None:
    story = made.story(is_signed=False).investigated()
    office, pk = client_of(story.scene.handler), story.accusation_id
    today = timezone.localdate()
    Accusation.objects.filter(pk=pk).update(investigated_on=today)
    page = text(office, "accusation_notice", pk)
    assert made.FINDINGS.fabrication in page
    typed = {
        "told": "RECEIPT", "notice_on": today.isoformat(), "reply_by": (today + timedelta(days=9)).isoformat(),
        "form-TOTAL_FORMS": "3", "form-INITIAL_FORMS": "2",
        "form-0-about": "FABRICATION", "form-0-point": "验收单是伪造的", "form-1-about": "INTENT",
        "form-1-point": "说过要让他落选", "form-2-about": "OTHER", "form-2-point": "",
    }  # fmt: skip
    refused = office.post(url("accusation_notice", pk), typed | {"form-1-point": " "})
    assert "陷害故意" in refused.content.decode()
    assert office.post(url("accusation_notice", pk), typed).status_code == 302
    assert AccusationHearing.objects.get().points.count() == 2

    said = story.reply(written_on=today)
    assert said.text in text(office, "accusation_hearing", pk)
    for number in (1, 2):
        point = story.point(number).pk
        office.post(url("accusation_take", pk, point), {"question_id": said.pk})
        answer = office.post(url("accusation_answer", pk, point), {"side": "NOT_ACCEPTED", "answer": ""})
        assert "dd-errors" in answer.content.decode()
        office.post(url("accusation_answer", pk, point), {"side": "NOT_ACCEPTED", "answer": "证据在卷。"})
    assert "每一点都说了、都答复了" in text(office, "accusation_hearing", pk)
    office.post(url("accusation_hearing_close", pk))

    assert story.row.state == "READY"


def test_a_hearing_on_paper_keeps_its_scan() -> None:
    story = made.story(has_receipt=False).investigated()
    story.invite()
    office, pk = client_of(story.scene.handler), story.accusation_id
    today = timezone.localdate().isoformat()

    bad = SimpleUploadedFile("a.png", b"not a picture")
    refused = office.post(url("accusation_record", pk), {"held_on": today, "place": "谈话室", "upload": bad})
    assert "dd-errors" in refused.content.decode()
    scan = SimpleUploadedFile("a.png", made.picture())
    office.post(url("accusation_record", pk), {"held_on": today, "place": "谈话室", "upload": scan})
    office.post(url("accusation_words", pk, story.point().pk), {"statement": "没有核对过"})

    assert story.point().statement == "没有核对过"
    got = office.get(url("accusation_scan", pk))
    assert got["Content-Disposition"].startswith("attachment")
    assert got["Cache-Control"] == "no-store"


def test_vote_approval_and_the_look_before_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(vault, "looks", lambda handle: (object(),))
    story = made.story().ready()
    office, pk = client_of(story.scene.handler), story.accusation_id
    story.submit()
    assert "已列入" in text(office, "accusation_decide", pk)
    story.vote()
    office.post(
        url("accusation_propose", pk),
        {"reasons": made.REASONS, "clause": made.CLAUSE, "aggravating": ["严重干扰换届或者选拔任用"]},
    )
    page = text(office, "accusation_decide", pk)
    assert "要有市级以上机关的批准文件" in page
    assert "没有见到由哪一级批准" in page

    today = timezone.localdate()
    typed = {
        "level": "县级", "organ": "清源市纪委监委", "document": "清纪复〔2026〕12号", "decided_on": today.isoformat(),
        "consequence": "批评教育", "consequence_ends_on": (today + timedelta(days=365)).isoformat(),
        "reporter_number": "",
    }  # fmt: skip
    refused = office.post(url("accusation_confirm", pk), typed).content.decode()
    assert "至少要市级以上" in refused
    assert "清纪复〔2026〕12号" in refused
    assert (
        "没有这个编号"
        in office.post(
            url("accusation_confirm", pk), typed | {"level": "市级", "reporter_number": "X9"}
        ).content.decode()
    )
    checked = office.post(url("accusation_check", pk), typed | {"level": "市级"}).content.decode()
    assert "dd-btn-decide" in checked
    assert "不会自动移送失信登记" in checked
    back = office.post(url("accusation_check", pk), typed | {"level": "市级", "go": "back"}).content.decode()
    assert "清纪复〔2026〕12号" in back
    assert story.row.state == "PROPOSED"
    office.post(url("accusation_confirm", pk), typed | {"level": "市级"})
    assert story.row.state == "PROVED"

    leader = client_of(story.scene.leader)
    paper = {
        "reasons": "伪造材料干扰换届，已经批准认定诬告，影响恶劣，按省里意见办理。", "level": "市级", "organ": "市纪委",
        "document": "1号", "handed_on": today.isoformat(), "ends_on": (today + timedelta(days=300)).isoformat(),
    }  # fmt: skip
    assert "dd-errors" in leader.post(url("accusation_referral", pk), paper | {"ends_on": ""}).content.decode()
    leader.post(url("accusation_referral", pk), paper)
    referral = DishonestyReferral.objects.get()
    assert "期限内" in text(leader, "referrals")
    leader.post(
        url("referral_remove", pk, referral.pk), {"removed_on": today.isoformat(), "reason": "已经道歉，消除影响。"}
    )
    assert "已移出" in text(leader, "referrals")


# What the report's page says ---------------------------------------------------------------------------------------


def test_the_reports_page_says_no_more_than_it_must() -> None:
    story = made.story()
    leader, today = story.scene.leader, made.TODAY

    before = accusation_pages.note_on_report(leader, story.report, on=today)
    story.open()
    during = accusation_pages.note_on_report(leader, story.report, on=today)
    stranger = accusation_pages.note_on_report(story.scene.investigator, story.report, on=today)
    story.end()
    after = accusation_pages.note_on_report(leader, story.report, on=today)

    assert before is not None
    assert before.may_open
    assert "查不实不等于诬告" in before.sentence
    assert during is not None
    assert during.accusation_id == story.accusation_id
    assert stranger is None
    assert after is not None
    assert (after.sentence, after.accusation_id, after.may_open) == ("已查清，属于错告，不作诬告处理。", 0, False)


def test_after_the_term_no_page_shows_the_flag() -> None:
    story = made.story().proposed()
    story.prove()
    ended = made.TODAY + timedelta(days=365)
    leader = story.scene.leader

    running = accusation_pages.accusation_page(leader, story.accusation_id, on=ended - timedelta(days=1))
    over = accusation_pages.accusation_page(leader, story.accusation_id, on=ended)
    listed = accusation_pages.accusation_list(leader, accusation_pages.AccusationFilter(), on=ended).rows[0]

    assert (running.label, bool(running.found)) == ("认定诬告陷害", True)
    assert (over.label, over.found, over.is_over_without_mark) == ("已办结，影响期满", [], True)
    assert (listed.state_label, listed.look, listed.ends_on) == ("已办结，影响期满", "shut", None)
    assert accusation_pages.note_on_report(leader, story.report, on=ended) is None


# Lists -----------------------------------------------------------------------------------------------------------


def _more(story: made.Story, count: int) -> None:
    for _number in range(count):
        other = protection.concluded(story.scene)
        story.open(report_id=other.pk)


def test_the_list_asks_as_often_for_one_as_for_many() -> None:
    story = made.story()
    story.open()
    client = client_of(story.scene.leader)
    client.get(url("accusations"))
    with CaptureQueriesContext(connection) as few:
        client.get(url("accusations"))
    _more(story, 4)
    with CaptureQueriesContext(connection) as many:
        page = client.get(url("accusations")).content.decode()

    assert len(many) == len(few)
    assert page.count("青核〔2026〕") == 5


def test_filters_and_empty_lists_explain_themselves() -> None:
    story = made.story()
    client = client_of(story.scene.leader)
    assert "不会自动到这里来" in text(client, "accusations")
    story.open()

    found = client.get(url("accusations"), {"words": story.report.number, "state": "OPENED"}).content.decode()
    none = client.get(url("accusations"), {"state": "PROVED"}).content.decode()

    assert story.row.number in found
    assert "没有符合这些条件的核查" in none
    assert "没有失信移送" in text(client, "referrals")


# Who gets in -----------------------------------------------------------------------------------------------------

READERS = {"leader", "handler", "verifier"}
TABLE: dict[frozenset[str], tuple[str, ...]] = {
    frozenset(READERS): ("accusation", "accusation_hearing", "accusation_decide", "accusation_scan"),
    frozenset({"leader"}): (
        "accusation_team", "accusation_assign", "accusation_end", "accusation_referral", "referral_remove",
    ),
    frozenset({"leader", "handler"}): ("accusation_papers", "accusation_paper"),
    # A case that was not proved has nothing to look at again.
    frozenset(): (
        "accusation_review", "review_order", "review_assign", "review_report", "review_decide", "review_undone",
    ),
    frozenset({"handler"}): (
        "accusation_notice", "accusation_record", "accusation_waiver", "accusation_silence",
        "accusation_hearing_close", "accusation_take", "accusation_words", "accusation_answer", "accusation_submit",
        "accusation_propose", "accusation_check", "accusation_confirm", "draft_accusation_paper",
    ),
    frozenset({"verifier"}): (
        "accusation_findings", "accusation_keep", "accusation_report", "accusation_advise",
    ),
    frozenset({"leader", "verifier"}): ("accusation_recuse",),
}  # fmt: skip


@pytest.mark.usefixtures("no_rail")
def test_every_page_of_a_case_lets_in_whom_the_table_says() -> None:
    story = made.story(has_receipt=False).investigated()
    story.invite()
    story.record()
    scene, finance = story.scene, story.scene.county.finance
    who: dict[str, Actor] = {
        "leader": scene.leader, "handler": scene.handler, "verifier": story.verifier,
        "investigator": scene.investigator, "concerned": scene.person,
        "org_leader": scene.org_leader, "org_officer": scene.org_officer,
        "unit": scene.unit_officer,
        "elsewhere": registry.actor_of("DISCIPLINE_LEADER", finance, who=registry.person(finance)),
    }  # fmt: skip
    clients = {name: client_of(actor) for name, actor in who.items()}
    keys = {
        "accusation_id": story.accusation_id, "point_id": story.point().pk, "person_id": story.verifiers[0].pk,
        "referral_id": 1, "kind": "accusation_hearing", "ext": "docx",
    }  # fmt: skip
    listed = {name for names in TABLE.values() for name in names}
    routes = {
        str(one.name): re.findall(r"<\w+:(\w+)>", str(one.pattern))
        for one in (*urls_accusations.PATHS, *urls_papers.PATHS)
        if "accusation_id" in str(one.pattern)
    }
    assert set(routes) == listed

    wrong = []
    for allowed, names in TABLE.items():
        for name in names:
            address = reverse(f"protection:{name}", kwargs={key: keys[key] for key in routes[name]})
            for person, client in clients.items():
                status = client.get(address).status_code
                if status == 405:
                    status = client.post(address, {"reason": "", "go": "back"}).status_code
                gets_in = status in {200, 302, 400}  # a page that says what is wrong with what was typed
                may = person in allowed and name != "referral_remove"
                if gets_in is not may:
                    wrong.append((name, person, status))
    assert wrong == []


def test_a_list_of_somebody_else_is_empty() -> None:
    story = made.story()
    story.open()

    for actor in (story.scene.investigator, story.scene.person, story.scene.org_leader):
        assert story.row.number not in text(client_of(actor), "accusations")
