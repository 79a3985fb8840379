"""Written notices: who is told, who signs and how, and what a scan must be."""

from __future__ import annotations

import hashlib
import io
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from PIL import Image

from dandang.foundation.audit.models import Entry
from dandang.foundation.ground.refusal import NotHere, Refusal
from dandang.ledger.duties.models import Duty
from dandang.parts.appraisal.actions import notices
from dandang.parts.appraisal.models import Participant, ResultNotice
from tests.factories import appraisal, registry

pytestmark = pytest.mark.django_db
WIDE = 15
SIGNED = date(2026, 12, 22)
LATER = datetime(2026, 12, 23, 2, 0, tzinfo=UTC)


@pytest.fixture
def story() -> appraisal.Story:
    return appraisal.served()


@pytest.fixture(autouse=True)
def _files(tmp_path: Path, settings: Any) -> None:
    settings.STORAGES = {
        **settings.STORAGES,
        "default": {
            "BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": str(tmp_path / "files")}
        },
    }  # fmt: skip


def picture(form: str = "JPEG") -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (60, 80), "white").save(out, form)
    return out.getvalue()


PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"


# Serving ---------------------------------------------------------------------------------------------------------


def test_everybody_with_a_grade_is_told_once(story: appraisal.Story) -> None:
    numbers = ResultNotice.objects.order_by("participant__order_key").values_list("number", flat=True)

    assert list(numbers) == [f"青考〔2026〕{place}号" for place in range(1, 7)]
    assert Duty.objects.filter(kind="appraisal.acknowledge", closed_at=None).count() == 6
    assert notices.serve_unit(actor=story.system, unit_id=story.finance.pk, at=appraisal.SERVED) == 0
    with pytest.raises(Refusal, match="等次确定以后"):
        notices.serve_unit(actor=story.system, unit_id=story.township.pk, at=appraisal.SERVED)


# Signing ---------------------------------------------------------------------------------------------------------


def test_the_person_signs_once(story: appraisal.Story) -> None:
    one = story.participants()[0]
    actor = appraisal.as_person(story, one.person)
    with pytest.raises(Refusal, match="请写下来"):
        notices.acknowledge(actor=actor, participant_id=one.pk, agrees=False, opinion="  ", at=LATER)

    notices.acknowledge(actor=actor, participant_id=one.pk, agrees=False, opinion="平时考核有出入", at=LATER)

    notice = ResultNotice.objects.get(participant=one)
    assert (notice.way, notice.agrees, notice.acknowledged_on) == ("SCREEN", False, date(2026, 12, 23))
    entry = Entry.objects.get(verb="appraisal.notice.acknowledged")
    assert "出入" not in entry.payload
    assert not Duty.objects.filter(kind="appraisal.acknowledge", closed_at=None, person_id=one.person_id).exists()
    with pytest.raises(Refusal, match="已经签收过"):
        notices.acknowledge(actor=actor, participant_id=one.pk, agrees=True, opinion="", at=LATER)
    with pytest.raises(Refusal, match="已经签收过"):
        _key(story, one)


def test_nobody_signs_for_somebody_else(story: appraisal.Story) -> None:
    one, other = story.participants()[:2]

    for actor in (appraisal.as_person(story, other.person), story.finance_officer):
        with pytest.raises((NotHere, Refusal)):
            notices.acknowledge(actor=actor, participant_id=one.pk, agrees=True, opinion="", at=LATER)
    assert not ResultNotice.objects.exclude(acknowledged_on=None).exists()


def test_paper_receipt_names_its_clerk_and_scan(story: appraisal.Story) -> None:
    one = story.participants()[0]
    table = [
        ("no scan", {"scan": b""}, "请附上签收单"),
        ("signed before it was served", {"signed_on": date(2026, 12, 21)}, "签收日期应在 2026-12-22 到今天之间"),
        ("signed tomorrow", {"signed_on": date(2026, 12, 24)}, "签收日期应在"),
        ("disagrees without an opinion", {"agrees": False, "opinion": ""}, "请写下来"),
    ]
    for what, given, words in table:
        with pytest.raises(Refusal, match=words):
            _key(story, one, **given)
        assert not ResultNotice.objects.exclude(acknowledged_on=None).exists(), what
    with pytest.raises(NotHere):
        _key(story, one, actor=story.township_officer)

    _key(story, one)

    notice = ResultNotice.objects.get(participant=one)
    assert (notice.way, notice.keyed_by) == ("PAPER", "财政人事")
    assert notice.scan_digest == hashlib.sha256(picture()).hexdigest()
    with notice.scan.open("rb") as kept:
        assert kept.read() == picture()


def _key(story: appraisal.Story, one: Participant, **given: Any) -> ResultNotice:
    values: dict[str, Any] = {
        "actor": story.finance_officer, "participant_id": one.pk, "agrees": True, "opinion": "", "signed_on": SIGNED,
        "scan_name": "receipt.jpg", "scan": picture(), "at": LATER,
    }  # fmt: skip
    return notices.key_acknowledgement(**(values | given))


# Pages -----------------------------------------------------------------------------------------------------------


@pytest.fixture
def officer(story: appraisal.Story, monkeypatch: pytest.MonkeyPatch) -> Client:
    monkeypatch.setattr(timezone, "now", lambda: LATER)
    return _client(story)


def _client(story: appraisal.Story) -> Client:
    client = Client()
    account = registry.account("UNIT_OFFICER", story.county.finance)
    client.force_login(account, backend=settings.AUTHENTICATION_BACKENDS[-1])
    return client


def test_what_a_scan_is_is_judged_by_its_content(story: appraisal.Story, officer: Client) -> None:
    one = story.participants()[0]
    address = f"/appraisal/people/{one.pk}/receipt/"
    table = [
        ("a page called picture", "签收.jpg", b"<html><script>alert(1)</script></html>", "不是完整的 JPG、PNG 或 PDF"),
        ("a program called PDF", "签收.pdf", b"MZ\x90\x00" + b"0" * 200, "不是完整的 JPG、PNG 或 PDF"),
        ("a drawing", "签收.png", b'<svg xmlns="http://www.w3.org/2000/svg"/>', "不是完整的 JPG、PNG 或 PDF"),
        ("half a picture", "签收.jpg", picture()[:200], "不是完整的 JPG、PNG 或 PDF"),
        ("half a PDF", "签收.pdf", PDF[:20], "PDF 不完整"),
        ("a PDF with a password", "签收.pdf", PDF.replace(b"<<>>", b"<</Encrypt 1 0 R>>"), "PDF 设了密码"),
        ("too large", "签收.pdf", PDF[:9] + b"0" * (10 * 1024 * 1024) + b"%%EOF", "扫描件超过 10 MB"),
    ]

    for what, name, content, words in table:
        response = officer.post(address, _receipt(SimpleUploadedFile(name, content)))
        assert response.status_code == 400, what
        assert words in response.content.decode(), what
        assert "看过了" in response.content.decode(), what  # what was typed is kept
    bare = officer.post(address, _receipt(None))
    assert "请附上签收单" in bare.content.decode()
    assert not ResultNotice.objects.exclude(scan="").exists()


@pytest.mark.parametrize(
    ("name", "content", "kind"),
    [
        ("../../签收.exe", picture("PNG"), "image/png"),
        ("a.png", picture("JPEG"), "image/jpeg"),
        ("a.pdf", PDF, "application/pdf"),
    ],
)
def test_a_scan_is_handed_out_as_a_file_and_noted(
    story: appraisal.Story, officer: Client, name: str, content: bytes, kind: str
) -> None:
    one = story.participants()[0]

    keyed = officer.post(f"/appraisal/people/{one.pk}/receipt/", _receipt(SimpleUploadedFile(name, content)))
    answer = officer.get(f"/appraisal/people/{one.pk}/receipt/scan/")

    assert keyed.status_code == 302
    assert answer.headers["Content-Type"] == kind
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert b"".join(answer.streaming_content) == content  # type: ignore[attr-defined]
    stored = ResultNotice.objects.get(participant=one).scan.name
    assert ".." not in stored
    assert "exe" not in stored
    assert (
        Entry.objects.filter(payload__contains="签收单扫描件").exists()
        or Entry.objects.filter(target=f"appraisal.participant:{one.pk}", verb__contains="read").exists()
    )
    stranger = Client()
    account = registry.account("UNIT_OFFICER", story.county.township)
    stranger.force_login(account, backend=settings.AUTHENTICATION_BACKENDS[-1])
    assert stranger.get(f"/appraisal/people/{one.pk}/receipt/scan/").status_code == 404
    assert stranger.get(f"/appraisal/people/{one.pk}/receipt/").status_code == 404


def _receipt(scan: SimpleUploadedFile | None) -> dict[str, Any]:
    given = {"agrees": "yes", "opinion": "看过了", "signed_on": "2026-12-22"}
    return given if scan is None else {**given, "scan": scan}


@pytest.mark.parametrize("staff", [5, 60])
def test_page_asks_no_more_for_more_people(staff: int, monkeypatch: pytest.MonkeyPatch) -> None:
    story = appraisal.served(lambda place, rater, *_: 96 - place - rater % 2, staff=staff)
    monkeypatch.setattr(timezone, "now", lambda: LATER)
    client = _client(story)

    for leaf in ("notices", "publicity", "papers"):
        address = f"/appraisal/units/{story.finance.pk}/{leaf}/"
        client.get(address)
        with CaptureQueriesContext(connection) as found:
            answer = client.get(address)
        assert answer.status_code == 200
        assert len(found) <= WIDE, (leaf, [query["sql"][-160:] for query in found])
