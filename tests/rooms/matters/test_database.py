"""The database itself holds the gate, the custody and the signatures: raw SQL is refused on both engines.

Basis: SPEC TL-01, safeguard S1.
"""

from __future__ import annotations

from typing import Any

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from dandang.ledger.matters import actions, models
from dandang.ledger.matters.states import Consideration, Gate
from tests.factories import matters as made
from tests.factories.database import triggers_lifted
from tests.factories.registry import NOW, County, actor_of, county, person

pytestmark = pytest.mark.django_db

SETTLED = {"NO_SIGN", "TOLERATED", "LIGHTER", "NOT_TOLERATED"}


def set_raw(table: str, pk: int, **values: Any) -> None:
    """Write columns of one row behind the program's back; the transaction is undone when the database refuses."""
    columns = ", ".join(f"{name} = %s" for name in values)
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"UPDATE {table} SET {columns} WHERE id = %s", [*values.values(), pk])


def is_refused(table: str, pk: int, **values: Any) -> bool:
    try:
        with transaction.atomic():
            set_raw(table, pk, **values)
            raise _Undo
    except IntegrityError:
        return True
    except _Undo:
        return False


class _Undo(Exception):
    """Taken back so that the next attempt starts from the same row."""


@pytest.fixture
def here() -> County:
    return county()


def opened(here: County, gate: str) -> models.Accountability:
    officer = actor_of("DISCIPLINE_OFFICER", here.county)
    who = person(here.finance)
    return made.accountability(officer, made.matter(officer, here.finance, who), who, here.discipline, gate=gate)


def considered(result: str) -> dict[str, Any]:
    return {
        "consideration": result,
        "considered_on": "2026-11-20",
        "considered_by": "县纪委监委",
        "consideration_reasons": "没有履行程序",
        "consideration_clauses": "安徽 第11点",
        "party_organisation": "县财政局党组",
        "party_opinion": "请求从轻",
        "tolerance_case": "tolerance.case:1",
        "tolerance_document": "青容〔2026〕1号",
    }


def outcome(here: County, code: str) -> dict[str, Any]:
    return {
        "outcome": code,
        "reasons": "有直接责任",
        "clause": "问责条例 第7条",
        "deciding_organ": "县纪委监委",
        "document": "青纪〔2026〕31号",
        "decided_on": "2026-11-21",
        "first_signer_id": person(here.discipline).pk,
        "second_signer_id": person(here.discipline).pk,
        "closed_at": NOW,
        "closed_by": "accounts.account:1",
        "opened_at": NOW,
        "opened_by": "accounts.account:1",
    }


@pytest.mark.parametrize("gate", Gate.values)
@pytest.mark.parametrize("result", ["", *Consideration.values])
def test_no_decision_stands_in_the_database_unconsidered(here: County, gate: str, result: str) -> None:
    row = opened(here, gate)
    if result:
        set_raw("matters_accountability", row.pk, **considered(result))
    signed = outcome(here, "NOT_PURSUED")
    was_opened = {name: signed[name] for name in ("opened_at", "opened_by")}

    deciding = is_refused("matters_accountability", row.pk, state="DECIDING", **was_opened)
    closing = is_refused("matters_accountability", row.pk, state="CLOSED", **signed)
    opening = is_refused("matters_accountability", row.pk, state="OPENED", **was_opened)

    assert deciding is (result not in SETTLED)
    assert closing is (result not in SETTLED)
    assert opening is (gate == "BEFORE_OPENING" and result not in SETTLED)


def test_a_row_that_was_decided_cannot_lose_what_was_considered(here: County) -> None:
    row = opened(here, "DURING_INQUIRY")
    set_raw("matters_accountability", row.pk, state="DECIDING", **considered("NO_SIGN"))

    empty = {
        name: None if name == "considered_on" else "" for name in considered("") if not name.startswith("tolerance_")
    }

    assert is_refused("matters_accountability", row.pk, **empty)
    assert is_refused("matters_accountability", row.pk, party_opinion="")
    assert is_refused("matters_accountability", row.pk, consideration_reasons="")
    assert is_refused("matters_accountability", row.pk, consideration="CASE_OPENED")
    assert is_refused("matters_accountability", row.pk, state="STRANGE")


@pytest.mark.parametrize(
    ("result", "code", "refused"),
    [
        ("TOLERATED", "HELD", True),
        ("TOLERATED", "MITIGATED", True),
        ("TOLERATED", "EXEMPT", False),
        ("LIGHTER", "HELD", True),
        ("LIGHTER", "MITIGATED", False),
        ("NO_SIGN", "HELD", False),
        ("NO_SIGN", "STRANGE", True),
    ],
)
def test_the_outcome_is_no_heavier_than_what_was_found(here: County, result: str, code: str, refused: bool) -> None:
    row = opened(here, "DURING_INQUIRY")
    set_raw("matters_accountability", row.pk, **considered(result))

    assert is_refused("matters_accountability", row.pk, state="CLOSED", **outcome(here, code)) is refused


@pytest.mark.parametrize(
    "missing", ["reasons", "clause", "document", "deciding_organ", "decided_on", "first_signer_id", "second_signer_id"]
)
def test_an_outcome_needs_every_part_of_the_decision(here: County, missing: str) -> None:
    row = opened(here, "DURING_INQUIRY")
    set_raw("matters_accountability", row.pk, **considered("NO_SIGN"))
    whole = outcome(here, "HELD")
    absent = None if missing.endswith("_id") or missing == "decided_on" else ""

    assert is_refused("matters_accountability", row.pk, state="CLOSED", **(whole | {missing: absent}))
    assert not is_refused("matters_accountability", row.pk, state="CLOSED", **whole)


def test_the_signers_are_two_others(here: County) -> None:
    row = opened(here, "DURING_INQUIRY")
    set_raw("matters_accountability", row.pk, **considered("NO_SIGN"))
    whole = outcome(here, "HELD")
    twice = whole | {"second_signer_id": whole["first_signer_id"]}
    himself = whole | {"second_signer_id": row.person_id}

    assert is_refused("matters_accountability", row.pk, state="CLOSED", **twice)
    assert is_refused("matters_accountability", row.pk, state="CLOSED", **himself)


def test_evidence_keeps_its_digest_its_file_and_its_place(here: County) -> None:
    officer = actor_of("DISCIPLINE_OFFICER", here.county)
    piece = made.evidence(officer, made.matter(officer, here.finance))
    actions.look_at_evidence(actor=officer, evidence_id=piece.pk, at=NOW)
    look = models.Look.objects.get(evidence=piece)

    for values in ({"sha256": "0" * 64}, {"file": "evidence/other.pdf"}, {"number": 7}, {"added_by": "x"}):
        with pytest.raises(DatabaseError, match="never"):
            set_raw("matters_evidence", piece.pk, **values)
    with pytest.raises(DatabaseError, match="never"):
        set_raw("matters_look", look.pk, looker_name="别人")


@pytest.mark.parametrize("table", ["matters_matter", "matters_evidence", "matters_look", "matters_accountability"])
def test_nothing_is_deleted(here: County, table: str) -> None:
    officer = actor_of("DISCIPLINE_OFFICER", here.county)
    who = person(here.finance)
    matter = made.matter(officer, here.finance, who)
    piece = made.evidence(officer, matter)
    actions.look_at_evidence(actor=officer, evidence_id=piece.pk, at=NOW)
    made.accountability(officer, matter, who, here.discipline)

    with pytest.raises(DatabaseError, match="never"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {table}")


def test_bytes_changed_behind_the_program_are_found_and_told(here: County) -> None:
    officer = actor_of("DISCIPLINE_OFFICER", here.county)
    piece = made.evidence(officer, made.matter(officer, here.finance))
    with triggers_lifted(connection):
        set_raw("matters_evidence", piece.pk, sha256="0" * 64)

    with pytest.raises(actions.evidence.errors.EvidenceAltered) as refusal:
        actions.look_at_evidence(actor=officer, evidence_id=piece.pk, at=NOW)

    assert "证1" in refusal.value.sentence
    assert not models.Look.objects.get(evidence=piece).is_whole
