"""Is a plan filed before it begins, answered once, and usable later as evidence?"""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from dandang.foundation.ground.refusal import BadInput, NotAllowed, NotHere, Refusal
from dandang.ledger.duties.models import Duty
from dandang.ledger.notices.models import Notice
from dandang.parts.tolerance import errors
from dandang.parts.tolerance.actions import filings
from dandang.parts.tolerance.models import Case, Filing
from dandang.parts.tolerance.records import Upload
from tests.factories import matters, tolerance

pytestmark = pytest.mark.django_db
NOW = tolerance.NOW


@pytest.fixture
def scene() -> tolerance.Scene:
    return tolerance.scene()


def _plan(scene: tolerance.Scene, **given: Any) -> Filing:
    values: dict[str, Any] = {
        "actor": scene.unit_officer,
        "organisation_id": scene.county.township.pk,
        "title": "农房抵押贷款试点",
        "plan": "选两个村，每户不超过十万元。",
        "risks": "可能逾期，由镇、村两级逐户核实，按季回访。",
        "decided_how": "镇党委会集体研究，听取县农业农村局和两个村的意见。",
        "starts_on": date(2026, 12, 1),
        "at": NOW,
    }
    return Filing.objects.get(pk=filings.file_plan(**(values | given)))


def test_plan_is_filed_and_waits_for_an_answer(scene: tolerance.Scene) -> None:
    filing = _plan(scene, scan=Upload("盖章件.pdf", matters.PDF))

    assert (filing.number, filing.state) == ("青容备〔2026〕1号", "FILED")
    assert filing.scan_digest
    duty = Duty.objects.get(kind="tolerance.filing")
    assert (duty.role, duty.due_on) == ("ORG_OFFICER", date(2026, 12, 1))


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({"starts_on": date(2026, 11, 20)}, "开始以前"),
        ({"risks": " "}, "风险"),
        ({"plan": ""}, "怎样做"),
        ({"decided_how": ""}, "怎样决策"),
        ({"title": " "}, "事项名称"),
        ({"plan": "密级：机密"}, "国家秘密"),
        ({"scan": Upload("a.exe", b"MZ\x90\x00")}, ""),
    ],
)
def test_bad_plan_is_named(scene: tolerance.Scene, given: dict[str, Any], says: str) -> None:
    with pytest.raises(BadInput, match=says or None):
        _plan(scene, **given)

    assert not Filing.objects.exists()


def test_other_units_and_cadres_file_nothing_for_it(scene: tolerance.Scene) -> None:
    with pytest.raises(NotHere):
        _plan(scene, actor=scene.finance_officer)
    with pytest.raises(NotAllowed):
        _plan(scene, actor=scene.person)


def test_receipt_closes_the_duty_and_tells_the_unit(scene: tolerance.Scene) -> None:
    filing = _plan(scene)

    filings.receive_filing(actor=scene.handler, filing_id=filing.pk, note="请按季报进展。", at=NOW)

    filing.refresh_from_db()
    assert (filing.state, filing.note) == ("RECEIVED", "请按季报进展。")
    assert not Duty.objects.filter(kind="tolerance.filing", closed_at=None).exists()
    assert "打印备案回执" in Notice.objects.get(account_id=scene.unit_officer.account_id).body


@pytest.mark.parametrize(("who", "wrong"), [("unit_officer", NotHere), ("finance_officer", NotHere)])
def test_unit_does_not_answer_itself(scene: tolerance.Scene, who: str, wrong: type[Refusal]) -> None:
    filing = _plan(scene)

    with pytest.raises(wrong):
        filings.receive_filing(actor=getattr(scene, who), filing_id=filing.pk, at=NOW)


def test_return_says_what_is_missing_and_is_final(scene: tolerance.Scene) -> None:
    filing = _plan(scene)

    with pytest.raises(errors.MissingReason):
        filings.return_filing(actor=scene.handler, filing_id=filing.pk, note=" ", at=NOW)
    filings.return_filing(actor=scene.handler, filing_id=filing.pk, note="没有写怎样退出", at=NOW)
    with pytest.raises(errors.WrongState, match="退回补充"):
        filings.receive_filing(actor=scene.handler, filing_id=filing.pk, at=NOW)

    assert Filing.objects.get().state == "RETURNED"


def test_application_leans_on_a_received_filing_of_its_unit(scene: tolerance.Scene) -> None:
    filing = _plan(scene)

    with pytest.raises(BadInput, match="备案回执"):
        tolerance.applied(scene, filing_id=filing.pk)
    filings.receive_filing(actor=scene.handler, filing_id=filing.pk, at=NOW)
    case = tolerance.applied(scene, filing_id=filing.pk)

    assert case.filing_id == filing.pk


def test_filing_of_another_unit_is_not_here(scene: tolerance.Scene) -> None:
    foreign = _plan(scene, actor=scene.finance_officer, organisation_id=scene.county.finance.pk)

    with pytest.raises(NotHere):
        tolerance.applied(scene, filing_id=foreign.pk)

    assert not Case.objects.exists()
