"""What a reporter does with the receipt, what is never kept of it, and that a guessed receipt learns nothing."""

from __future__ import annotations

import base64
import gzip
import logging
import re
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client

from dandang.foundation.audit.models import Entry
from dandang.ledger.duties.models import Duty
from dandang.parts.protection import errors, pacing, receipts
from dandang.parts.protection.actions import explanations, intake, reporter
from dandang.parts.protection.models import Answer, Report
from dandang.parts.protection.queries import reporter as queries
from dandang.parts.protection.records import Told, Who
from dandang.registry.access import queries as access
from dandang.registry.vault import queries as vaults
from tests.factories import protection, registry, vault

pytestmark = pytest.mark.django_db
NOW = registry.NOW
NOBODY = access.anonymous_actor()
CANARIES = ("贺兰雪吟", "13700246813", "341299197502032468")
WORDS = "柳溪镇提灌站改造虚报工程量"


@pytest.fixture
def of() -> protection.Scene:
    scene = protection.scene()
    tree = scene.county
    vault.custodian(tree.org_department, tree.county, who=registry.person(tree.org_department, "阮守匙"))
    vault.custodian(tree.discipline, tree.county, who=registry.person(tree.discipline, "邵守匙"))
    cache.clear()
    return scene


def taken(of: protection.Scene, who: Who | None = None) -> tuple[Report, str]:
    """A report from the web and its receipt."""
    made = intake.submit(
        actor=NOBODY, office=f"DISCIPLINE:{of.county.discipline.pk}", told=Told("柳溪镇 顾明川", WORDS), who=who, at=NOW
    )
    return Report.objects.get(pk=made.report_id), made.code


def form(of: protection.Scene, signed: str = "yes", **more: Any) -> dict[str, Any]:
    name, phone, number = CANARIES
    given = {
        "office": f"DISCIPLINE:{of.county.discipline.pk}", "signed": signed, "about": "柳溪镇 顾明川", "what": WORDS,
        "happened_when": "", "happened_where": "", "go": "send",
    }  # fmt: skip
    who = {"name": name, "phone": phone, "identity_number": number} if signed == "yes" else {}
    return given | who | more


def body(answer: Any) -> str:
    return str(answer.content.decode())


def sent(client: Client, given: dict[str, Any], **more: Any) -> str:
    """Send the form and return the receipt shown."""
    found = re.search(r'id="receipt">([\d ]+)<', body(client.post("/report/write/", given, **more)))
    assert found is not None
    return found[1]


# The road through the pages ---------------------------------------------------------------------------------------


def test_road_from_the_promise_to_the_status(of: protection.Scene) -> None:
    client = Client()
    start = body(client.get("/report/"))
    blank = body(client.post("/report/write/", {"office": form(of)["office"], "signed": "no"}))
    check = body(client.post("/report/write/", form(of, "no", go="check")))
    code = sent(client, form(of, "no"))
    status = body(client.post("/report/receipt/", {"code": code}))

    for limit in vaults.limits():
        assert limit.text in start
        assert limit.text in blank
    assert WORDS in check
    assert "正在看是否归自己受理" in status
    assert "15个工作日" in status
    assert "封存的原文被查阅 0 次" in status


def test_pages_set_no_cookie_and_no_address_holds_a_receipt(of: protection.Scene) -> None:
    client = Client()
    answers = [client.get(f"/report/{page}") for page in ("", "limits/", "receipt/", "write/")]
    answers.append(client.post("/report/write/", form(of, go="check")))
    code = sent(client, form(of))
    answers += [client.post(f"/report/receipt/{page}", {"code": code, "say-text": "补充", "go": "ask"})
                for page in ("", "say/", "withdrawal/")]  # fmt: skip

    digits = receipts.plain(code)
    for answer in answers:
        assert answer.status_code == 200
        assert not answer.cookies
        assert "no-store" in answer["Cache-Control"]
        title = body(answer).split("<title>")[1].split("</title>")[0]
        for address in re.findall(r'(?:href|action)="([^"]*)"', body(answer)) + [title]:
            assert digits not in receipts.plain(address)
            assert "?" not in address


def test_session_of_a_signed_in_browser_stays_untouched(of: protection.Scene) -> None:
    client = Client()
    client.cookies["sessionid"] = "0" * 32

    answer = client.post("/report/write/", form(of, "no"))

    assert answer.status_code == 200
    assert not answer.cookies


def test_bad_files_are_asked_back_and_words_stay(of: protection.Scene) -> None:
    hostile = SimpleUploadedFile("看看.exe", b"MZ" + b"0" * 500)

    answer = Client().post("/report/write/", form(of, "no", files=[hostile]))

    assert answer.status_code == 400
    assert "可执行程序" in body(answer)
    assert WORDS in body(answer)
    assert not Report.objects.exists()


def test_too_much_is_left_out_and_said(of: protection.Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dandang.parts.protection.views.untraced.ALL_BYTES", 1000)
    large = SimpleUploadedFile("录音.m4a", b"0" * 5000)

    answer = Client().post("/report/write/", form(of, "no", files=[large]))

    assert answer.status_code == 400
    assert "附件加起来太大" in body(answer)
    assert WORDS in body(answer)


def test_signed_form_without_custodians_offers_the_other_ways() -> None:
    scene = protection.scene()

    answer = Client().post("/report/write/", form(scene))

    assert answer.status_code == 400
    assert "可以选匿名，也可以写信或者当面递交" in body(answer)


# Nothing of who reports stays outside the vault ------------------------------------------------------------------


def traces(words: str) -> list[bytes]:
    """A text in the forms in which it could lie somewhere."""
    plain = words.encode()
    return [
        plain, words.encode("utf-16-le"), words.encode("gb18030"), base64.b64encode(plain), plain.hex().encode(),
        words.encode("unicode_escape"), " ".join(words).encode(), "".join(reversed(words)).encode(),
    ]  # fmt: skip


def dumped() -> bytes:
    """Every cell of the main database as bytes; compressed cells unpacked too."""
    found = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')
            for row in cursor.fetchall():
                for cell in row:
                    content = bytes(cell) if isinstance(cell, (bytes, memoryview)) else str(cell).encode()
                    found.append(gzip.decompress(content) if content.startswith(b"\x1f\x8b") else content)
    return b"\n".join(found)


def test_no_identity_and_no_address_in_the_main_database_logs_or_files(
    of: protection.Scene, caplog: pytest.LogCaptureFixture, settings: Any
) -> None:
    caplog.set_level(logging.DEBUG)
    client = Client(HTTP_USER_AGENT="KanaryBrowser/9")
    signed_words = f"我叫贺 兰 雪 吟，电话 137-0024-6813，身份证 {CANARIES[2]}。{WORDS}"
    note = SimpleUploadedFile("贺兰雪吟的笔记.txt", "三车砂石".encode())

    code = sent(client, form(of, what=signed_words, files=[note]), REMOTE_ADDR="127.0.0.77")
    client.post("/report/write/", form(of, what=signed_words, about=""), REMOTE_ADDR="127.0.0.77")
    client.post("/report/receipt/say/", {"code": code, "say-text": "还有一个证人"}, REMOTE_ADDR="127.0.0.77")
    client.post("/report/receipt/", {"code": "1" * 16}, REMOTE_ADDR="127.0.0.77")
    intake.take_in_day(actor=access.system_actor(), on=registry.TODAY, at=NOW)

    kept = dumped() + caplog.text.encode()
    root = Path(settings.STORAGES["default"]["OPTIONS"]["location"])
    kept += b"".join(path.name.encode() + path.read_bytes() for path in root.rglob("reports/*"))
    for canary in (*CANARIES, "127.0.0.77", "KanaryBrowser"):
        assert [trace for trace in traces(canary) if trace in kept] == [], canary
    assert receipts.plain(code).encode() not in kept
    assert Report.objects.get().text.count("〔反映人〕") == 3


def test_a_fault_of_the_server_tells_nothing_of_the_words(
    of: protection.Scene, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(**given: Any) -> None:
        raise RuntimeError(f"row contains {given['who']!r} {CANARIES[0]}")

    monkeypatch.setattr(intake, "submit", broken)

    answer = Client().post("/report/write/", form(of))

    assert answer.status_code == 500
    assert CANARIES[0] not in caplog.text
    assert "RuntimeError" in caplog.text


# Guessing --------------------------------------------------------------------------------------------------------


def test_wrong_receipts_look_alike_and_slow_everybody_down(
    of: protection.Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    slept: list[float] = []
    monkeypatch.setattr(pacing.may_answer, "__kwdefaults__", {"sleep": slept.append})
    _report, code = taken(of)
    client = Client()

    wrong = {body(client.post("/report/receipt/", {"code": guess})).replace(guess, "") for guess in
             ("1234567812345678", "0000000000000000", "12", "不是数字", "9" * 30)}  # fmt: skip
    for number in range(30):
        client.post("/report/receipt/", {"code": f"{number:016d}"})
    right = client.post("/report/receipt/", {"code": code})

    assert len(wrong) == 1
    assert "没有查到这张收条" in wrong.pop()
    assert slept[-1] == pacing.MOST_SECONDS
    assert right.status_code == 200


def test_when_too_many_wait_nobody_is_checked(of: protection.Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    _report, code = taken(of)
    monkeypatch.setattr(pacing, "may_answer", lambda now: False)

    answer = Client().post("/report/receipt/", {"code": code})

    assert answer.status_code == 400
    assert "请过一分钟再试" in body(answer)


def test_a_flood_of_reports_waits_with_its_words_kept(of: protection.Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pacing, "FREE_REPORTS", 1)
    client = Client()
    sent(client, form(of, "no"))

    answer = client.post("/report/write/", form(of, "no"))

    assert answer.status_code == 400
    assert "请过一分钟再点" in body(answer)
    assert WORDS in body(answer)


def test_only_a_keyed_digest_of_the_receipt_is_kept(of: protection.Scene, settings: Any) -> None:
    report, code = taken(of)

    assert receipts.plain(code) not in report.receipt_digest
    assert queries.by_receipt(code) == report
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "another-key", [settings.SECRET_KEY]
    assert queries.by_receipt(code) == report
    settings.SECRET_KEY_FALLBACKS = []
    assert queries.by_receipt(code) is None


# Writing, objecting, withdrawing ---------------------------------------------------------------------------------


def test_writing_leaves_no_moment_and_waits_for_the_daily_run(of: protection.Scene) -> None:
    report, code = taken(of)
    entries, open_duties = Entry.objects.count(), Duty.objects.count()

    reporter.ask(actor=NOBODY, code=code, text="还有验收单", at=NOW)

    assert (Entry.objects.count(), Duty.objects.count()) == (entries, open_duties)
    reporter.follow_up_day(actor=access.system_actor(), at=NOW)
    assert Duty.objects.filter(kind="protection.reporter_wrote", closed_at=None).count() == 1
    reporter.write_back(actor=of.handler, report_id=report.pk, text="验收单在哪里？", at=NOW)
    assert not Duty.objects.filter(kind="protection.reporter_wrote", closed_at=None).exists()
    assert reporter.follow_up_day(actor=access.system_actor(), at=NOW) == 0


@pytest.mark.parametrize("code", ["1234 5678 1234 5678", "", "12"])
def test_wrong_receipt_does_nothing(of: protection.Scene, code: str) -> None:
    taken(of)
    for act in (
        lambda: reporter.ask(actor=NOBODY, code=code, text="x", at=NOW),
        lambda: reporter.object_(actor=NOBODY, code=code, text="x", at=NOW),
        lambda: reporter.withdraw(actor=NOBODY, code=code, at=NOW),
    ):
        with pytest.raises(errors.WrongReceipt):
            act()


def test_objection_is_kept_word_for_word_and_once(of: protection.Scene) -> None:
    code = "1111222233334444"
    report = protection.concluded(of, is_signed=True, handle="v-1", receipt_digest=receipts.digest(code))
    with pytest.raises(errors.WrongState, match="没有可以提异议的答复"):
        reporter.object_(actor=NOBODY, code=code, text="不对", at=NOW)
    Report.objects.update(state="ANSWERED")
    Answer.objects.create(
        report=report, text="经查不属实", answered_on=registry.TODAY, way="RECEIPT", answered_by="account:1"
    )
    Client().post("/report/receipt/objection/", {"code": code, "objection-text": "  验收单是补的  "})

    answer = Answer.objects.get()
    assert answer.objection == "验收单是补的"
    assert answer.objected_on is not None
    with pytest.raises(errors.WrongState, match="已经提过异议"):
        reporter.object_(actor=NOBODY, code=code, text="再说一遍", at=NOW)


def test_a_form_sent_twice_is_one_report_with_one_receipt(of: protection.Scene) -> None:
    client = Client()
    checked = body(client.post("/report/write/", form(of, go="check")))
    once = re.search(r'name="once" value="([0-9a-f]{32})"', checked)
    assert once is not None

    first, again = (sent(client, form(of, once=once[1])) for _time in range(2))

    assert first == again
    assert Report.objects.count() == 1
    assert sent(client, form(of, once=once[1], what=WORDS + "，还有一张照片")) != first  # changed words are not lost
    assert sent(client, form(of, once="x")) != first
    assert once[1] not in "".join(str(row) for row in Report.objects.values())


def test_withdrawing_says_what_it_means_and_closes_the_work(of: protection.Scene) -> None:
    report, code = taken(of)
    intake.take_in_day(actor=access.system_actor(), on=registry.TODAY, at=NOW)
    intake.accept(actor=of.handler, report_id=report.pk, at=NOW)
    one = protection.allegation(of, report, is_checkable=True, screening_reason="有具体工程和时间，可以查")
    explanations.ask_explanation(
        actor=of.handler, allegation_id=one.pk, way="WRITTEN", due_on=registry.TODAY + timedelta(days=9), at=NOW
    )
    client = Client()

    asked = body(client.post("/report/receipt/withdrawal/", {"code": code, "go": "ask"}))
    client.post("/report/receipt/withdrawal/", {"code": code, "go": "withdraw"})
    after = body(client.post("/report/receipt/", {"code": code}))
    reporter.follow_up_day(actor=access.system_actor(), at=NOW)

    report.refresh_from_db()
    assert "撤回不作任何不利的推断" in asked
    assert report.state == "WITHDRAWN"
    assert "您已经撤回" in after
    open_now = Duty.objects.filter(closed_at=None)
    assert not open_now.exists()  # nor is the person left with a request that nobody reads

    intake.take_up(actor=of.leader, report_id=report.pk, reason="写到的工程和数字都很具体", at=NOW)

    assert list(open_now.values_list("kind", flat=True)) == ["protection.handle"]  # screened already: it goes on there
    assert Entry.objects.filter(verb="protection.report.withdrawn").count() == 1
    reporter.follow_up_day(actor=access.system_actor(), at=NOW)
    assert Entry.objects.filter(verb="protection.report.withdrawn").count() == 1


def test_results_are_read_without_names_and_reasons(of: protection.Scene) -> None:
    _report, code = taken(of)
    concluded = protection.concluded(of)
    Report.objects.filter(pk=concluded.pk).update(receipt_digest=receipts.digest("1111222233334444"))

    shown = body(Client().post("/report/receipt/", {"code": "1111222233334444"}))

    assert "第 1 项：不实" in shown
    assert "查下来不属实，不等于您有错" in shown
    assert "顾明川" not in shown
    assert "监理日志" not in shown


def test_every_look_at_the_identity_is_told(of: protection.Scene) -> None:
    made = vault.vault()
    request_id = made.approved()
    made.look(request_id)
    report = protection.report(
        of, is_signed=True, handle=made.handle, receipt_digest=receipts.digest("5555666677778888")
    )

    found = queries.status("5555 6666 7777 8888", on=registry.TODAY)

    assert found is not None
    assert found.report == report
    assert [one.purpose for one in found.looks] == [vault.PURPOSE]
    assert "身份被查阅 1 次" in body(Client().post("/report/receipt/", {"code": "5555666677778888"}))
