"""The register, a paper's steps and its services on the pages, without scripts."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from dandang.ledger.papers import actions, models
from dandang.registry.access.records import Actor
from dandang.registry.accounts.models import Account
from tests.factories.registry import account, person
from tests.rooms.documents import case_samples
from tests.rooms.papers.conftest import SUBJECT, Desk, scan

pytestmark = [pytest.mark.django_db, pytest.mark.one_engine]
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


def _as(client: Client, who: Account) -> Client:
    client.force_login(who, backend=BACKEND)
    return client


def _someone(desk: Desk, role: str = "DISCIPLINE_OFFICER", **options: object) -> Account:
    return account(role, desk.place.county, on=timezone.localdate(), **options)  # type: ignore[arg-type]


@pytest.fixture
def paper(desk: Desk) -> int:
    return actions.draft_paper(
        actor=desk.drafter,
        kind="tolerance_decision",
        subject=SUBJECT,
        organ_id=desk.place.discipline.pk,
        title="关于顾明川容错认定的决定",
        data=case_samples.tolerance_decision(),
        person_id=desk.cadre.pk,
        at=timezone.now(),
    )


def _upload() -> SimpleUploadedFile:
    return SimpleUploadedFile("签字页.jpg", scan(), content_type="image/jpeg")


def test_a_paper_goes_from_check_to_receipt_on_the_pages(client: Client, desk: Desk, paper: int) -> None:
    clerk, leader = _someone(desk), _someone(desk, "DISCIPLINE_LEADER")
    own = Account.objects.get(pk=desk.own.account_id)
    today = timezone.localdate().isoformat()
    url = f"/papers/{paper}/"

    _as(client, clerk).post(f"{url}step/check/")
    _as(client, leader).post(f"{url}step/sign/")
    _as(client, clerk).post(f"{url}step/number/", {"word": "青容"})
    client.post(f"{url}step/seal/")
    typed = {"recipient": "顾明川", "person": desk.cadre.number, "way": "SCREEN", "served_on": today}
    client.post(f"{url}serve/", typed)
    service = models.Service.objects.get()
    page = _as(client, own).get(f"/papers/services/{service.pk}/").content.decode()
    received = client.post(f"/papers/services/{service.pk}/received/", follow=True).content.decode()
    filed = _as(client, clerk).post(f"{url}step/file/", {"original_location": "档案室"}, follow=True)

    assert "我已收到" in page
    assert "已签收" in received
    assert "我已收到" not in received
    assert "已归档" in filed.content.decode()
    assert models.Paper.objects.get().number == f"青容〔{timezone.localdate().year}〕1号"


def test_the_register_filters_by_number_kind_state_and_year(client: Client, desk: Desk, paper: int) -> None:
    _as(client, _someone(desk))

    shown = client.get("/papers/?words=顾明川&kind=tolerance_decision&state=DRAFT").content.decode()
    hidden = client.get("/papers/?state=FILED").content.decode()

    assert "关于顾明川容错认定的决定" in shown
    assert "没有符合条件的文书" in hidden
    assert client.get("/papers/?year=abc").status_code in (200, 400)


def test_the_drafter_sees_that_another_checks(client: Client, desk: Desk, paper: int) -> None:
    page = _as(client, Account.objects.get(pk=desk.drafter.account_id)).get(f"/papers/{paper}/").content.decode()

    assert "要由拟稿人以外的同志核稿" in page
    assert "核稿无误" not in page


def test_a_return_without_reason_stays_on_the_page(client: Client, desk: Desk, paper: int) -> None:
    answer = _as(client, _someone(desk)).post(f"/papers/{paper}/step/return/", {"reason": " "})

    assert answer.status_code == 400
    assert models.Paper.objects.get().state == "DRAFT"


def test_a_word_of_another_shape_is_refused_above_the_form(
    client: Client, desk: Desk, signed: Callable[..., int]
) -> None:
    answer = _as(client, _someone(desk)).post(f"/papers/{signed()}/step/number/", {"word": "QR"})

    assert answer.status_code == 400
    assert "机关代字只写汉字" in answer.content.decode()


def test_a_paper_signed_by_hand_is_keyed_on_its_page(client: Client, desk: Desk, paper: int) -> None:
    leader = person(desk.place.discipline, "周广林")
    _as(client, _someone(desk)).post(f"/papers/{paper}/step/check/")
    url = f"/papers/{paper}/signed-on-paper/"
    typed = {"signed_on": timezone.localdate().isoformat(), "original_location": "机要室"}

    wrong = client.post(url, typed | {"signer": "P999999", "upload": _upload()})
    client.post(url, typed | {"signer": leader.number, "upload": _upload()})
    scanned = client.get(f"/papers/{paper}/file/scan/")

    assert wrong.status_code == 400
    assert models.Paper.objects.get().signer_name == "周广林"
    assert (scanned.status_code, scanned["Content-Type"]) == (200, "image/jpeg")


def test_a_receipt_is_keyed_on_its_page(client: Client, desk: Desk, served: Callable[..., int]) -> None:
    service = served()
    url = f"/papers/services/{service}/receipt/"
    typed = {"signer": "顾明川", "received_on": "2026-11-21"}

    empty = _as(client, _someone(desk)).post(url, typed)
    kept = client.post(url, typed | {"upload": _upload()})

    assert empty.status_code == 400
    assert kept.status_code == 302
    assert models.Service.objects.get().is_keyed


@pytest.mark.parametrize(("form", "beginning"), [("pdf", b"%PDF"), ("docx", b"PK")])
def test_a_paper_is_downloaded_under_its_title(
    client: Client, desk: Desk, paper: int, form: str, beginning: bytes
) -> None:
    answer = _as(client, _someone(desk)).get(f"/papers/{paper}/file/{form}/")

    assert answer.content.startswith(beginning)
    assert "attachment" in answer["Content-Disposition"]


@pytest.mark.parametrize("path", ["file/exe/", "step/eat/", "file/scan/"])
def test_what_there_is_not_is_not_found(client: Client, desk: Desk, paper: int, path: str) -> None:
    _as(client, _someone(desk))

    answer = client.post(f"/papers/{paper}/{path}") if "step" in path else client.get(f"/papers/{paper}/{path}")

    assert answer.status_code == 404


def test_strangers_find_nothing(client: Client, desk: Desk, served: Callable[..., int], paper: int) -> None:
    service = served()
    stranger = account("CADRE", who=person(desk.place.finance))
    _as(client, stranger)

    assert client.get(f"/papers/services/{service}/").status_code == 404
    assert client.get(f"/papers/{paper}/file/pdf/").status_code == 404
    assert client.post(f"/papers/services/{service}/received/").status_code == 404
    assert client.get("/papers/").status_code == 403


def test_the_person_concerned_reads_what_was_served_and_not_the_draft(
    client: Client, desk: Desk, served: Callable[..., int], paper: int
) -> None:
    service = models.Service.objects.get(pk=served(way="SCREEN"))
    _as(client, Account.objects.get(pk=desk.own.account_id))

    assert client.get(f"/papers/{service.paper_id}/file/pdf/").content.startswith(b"%PDF")
    assert client.get(f"/papers/{paper}/file/pdf/").status_code == 404


def test_a_longer_register_costs_no_more_questions(client: Client, desk: Desk, paper: int) -> None:
    _as(client, _someone(desk)).get("/papers/")
    with CaptureQueriesContext(connection) as few:
        client.get("/papers/")
    for number in range(6):
        _more(desk.drafter, desk, number)
    with CaptureQueriesContext(connection) as many:
        client.get("/papers/")

    assert len(many) == len(few)


def _more(drafter: Actor, desk: Desk, number: int) -> None:
    actions.draft_paper(
        actor=drafter,
        kind="tolerance_acceptance",
        subject=f"tolerance.case:{number + 20}",
        organ_id=desk.place.discipline.pk,
        title=f"受理通知书 {number}",
        data=case_samples.tolerance_acceptance(),
        at=timezone.now(),
    )
