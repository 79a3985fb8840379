"""Every page and act of a case × everybody around it: who gets in and who finds nothing there (S5, S8; AZ01, DP05).

One table says it. A new route that opens a case and does not stand in the table fails the first test; whoever was
recused finds nothing, although his role would open the case.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.db import connection, transaction
from django.test import Client
from django.urls import reverse

from dandang.parts.tolerance import urls
from dandang.parts.tolerance.models import Assignment, Measure, RecusalRequest, Review
from tests.factories import registry, tolerance_files
from tests.factories.database import triggers_lifted

pytestmark = [pytest.mark.django_db, pytest.mark.one_engine]

WHO = (
    "handler", "leader", "investigator", "recused", "decider", "reviewer", "concerned", "applicant", "elsewhere",
    "nobody",
)  # fmt: skip
KEYS = {"case_id", "review_id", "measure_id"}
MISSING, REFUSED, CLOSED = 404, 403, 405

# Who gets in. `leader` runs the review here: handler, investigators and deciders had an earlier part.
HANDLER, LEADER = frozenset({"handler"}), frozenset({"leader"})
OFFICE = HANDLER | LEADER
INQUIRY = frozenset({"investigator"})
FILE = OFFICE | INQUIRY | {"decider", "reviewer"}
HIMSELF, UNIT = frozenset({"concerned"}), frozenset({"applicant"})
TABLE: dict[frozenset[str], tuple[str, ...]] = {
    FILE: ("case", "evidence", "evidence_piece", "evidence_file", "case_papers", "case_paper", "decide"),
    FILE | HIMSELF: ("review", "review_of", "hearing_scan"),
    FILE | HIMSELF | UNIT: ("correction", "measure_of"),
    OFFICE: ("end", "team", "team_start", "team_recuse", "investigate_again"),
    OFFICE | INQUIRY | HIMSELF: ("hearing",),  # the person is led to the page of his own
    HANDLER: (
        "accept", "draft_paper", "hearing_notice", "hearing_skip", "hearing_record", "hearing_waiver", "hearing_close",
        "hearing_answer", "hearing_words", "submit", "decide_check", "decide_confirm", "serve", "measure_accept",
        "measure_refuse", "measure_extend", "visit", "case_close", "referral_submit", "refer",
    ),
    LEADER: (
        "raise", "team_assign", "recusal_answer", "review_order", "review_accept", "review_refuse", "review_assign",
        "review_submit", "review_decide",
    ),
    LEADER | {"reviewer"}: ("review_hear",),
    HANDLER | INQUIRY: ("voices", "party_ask", "party_answer", "outside_add", "statement_key", "evidence_add"),
    HANDLER | HIMSELF | UNIT: ("measure_report",),
    HANDLER | HIMSELF: ("review_request", "review_withdraw"),
    INQUIRY: ("findings", "element", "distinction", "list_item", "facts", "report"),
    HIMSELF: (
        "my_case", "my_addition", "my_piece", "my_recusal", "my_withdrawal", "my_looks", "my_evidence", "my_paper",
        "my_reply", "my_words", "my_material",
    ),
    UNIT: ("applied_case", "applied_paper", "withdraw"),
}  # fmt: skip


@dataclass(frozen=True)
class Ground:
    """The case with its accounts by part, and the values each key of an address takes."""

    clients: dict[str, Client]
    keys: dict[str, Any]


def ground() -> Ground:
    scene = tolerance_files.file_in("CORRECTING")
    place, case = scene.county, scene.case
    aside, decider, reviewer = (registry.person(place.discipline, name) for name in ("韩回避", "程决定", "严复查"))
    for part, person in (("INVESTIGATOR", aside), ("DECIDER", decider), ("REVIEWER", reviewer)):
        Assignment.objects.create(case=case, part=part, person=person, assigned_at=registry.NOW, assigned_by="test")
    Assignment.objects.filter(person=aside).update(
        recused_at=registry.NOW, recused_by="test", recusal_reason="与当事人是亲属"
    )
    review = Review.objects.create(
        case=case, kind="REQUESTED", state="ACCEPTED", organ=case.organ, grounds="不服", requested_on=registry.TODAY,
        requested_at=registry.NOW, requested_by="test",
    )  # fmt: skip
    asked = RecusalRequest.objects.create(
        case=case, about=scene.investigators[1], reason="同村", requested_by="test", requested_at=registry.NOW
    )
    with triggers_lifted(connection):  # the record was signed before the hearing was closed
        scene.hearing().record_scan.save("record.pdf", ContentFile(b"%PDF-1.7"))
    other = registry.organisation(place.city, "邻县", "REGION")
    accounts = {
        "handler": registry.account("DISCIPLINE_OFFICER", place.county, who=scene.handler),
        "leader": registry.account("DISCIPLINE_LEADER", place.county, who=registry.person(place.discipline, "秦立言")),
        "investigator": registry.account(who=scene.investigators[0]),
        "recused": registry.account("DISCIPLINE_OFFICER", place.county, who=aside),
        "decider": registry.account(who=decider),
        "reviewer": registry.account(who=reviewer),
        "concerned": registry.account(who=scene.concerned),
        "applicant": registry.account("UNIT_OFFICER", place.township, who=registry.person(place.township, "许干事")),
        "elsewhere": registry.account("DISCIPLINE_OFFICER", other, who=registry.person(other, "邻县干")),
        "nobody": registry.account(who=registry.person(place.finance, "无关人")),
    }
    clients = {}
    for who, account in accounts.items():
        clients[who] = Client(raise_request_exception=False)
        clients[who].force_login(account)
    keys = {
        "case_id": case.pk, "review_id": review.pk, "measure_id": Measure.objects.earliest("pk").pk,
        "request_id": asked.pk,
        "evidence_id": scene.evidence[1].pk, "person_id": scene.investigators[1].pk,
        "point_id": scene.hearing().points.earliest("pk").pk, "element": "MOTIVE", "pair": "FIRST_TRY",
        "kind": "tolerance_decision", "part": 0, "ext": "docx", "item": "red-line",
    }  # fmt: skip
    return Ground(clients, keys)


def routes() -> Iterator[tuple[str, list[str]]]:
    """Routes whose address opens a case, by itself or by its review or measure, with the keys of the address."""
    for pattern in urls.urlpatterns:
        keys = re.findall(r"<(?:\w+:)?(\w+)>", str(pattern.pattern))
        if KEYS & set(keys):
            yield str(pattern.name), keys


def admitted() -> dict[str, frozenset[str]]:
    return {name: who for who, names in TABLE.items() for name in names}


def test_every_route_that_opens_a_case_stands_in_the_table() -> None:
    assert {name for name, _keys in routes()} == set(admitted())
    assert sum(len(names) for names in TABLE.values()) == len(admitted())


@pytest.mark.usefixtures("no_rail")
def test_everybody_gets_where_the_table_says_and_nowhere_else() -> None:
    place, table, wrong = ground(), admitted(), []
    for name, keys in routes():
        address = reverse(f"tolerance:{name}", kwargs={key: place.keys[key] for key in keys})
        for who in WHO:
            answers = _answers(place.clients[who], address)
            is_in = bool(answers) and not answers & {MISSING, REFUSED}
            is_out = bool(answers) and answers <= {MISSING, REFUSED}
            if not (is_in if who in table[name] else is_out) or answers & {500}:
                wrong.append(f"{name}: {who} got {sorted(answers)}")

    assert not wrong, "\n".join(wrong)


def _answers(client: Client, address: str) -> set[int]:
    """What reading and writing answer, without the way the page does not know; whatever was done is undone."""
    found = set()
    for method in ("get", "post"):
        with transaction.atomic():
            answer = getattr(client, method)(address)
            transaction.set_rollback(True)
        found.add(answer.status_code)
    return found - {CLOSED}


def test_who_is_recused_finds_nothing_from_that_moment() -> None:
    place = ground()
    client, case_id = place.clients["investigator"], place.keys["case_id"]
    names = ("case", "evidence", "findings", "voices")
    before = {client.get(reverse(f"tolerance:{name}", args=[case_id])).status_code for name in names}
    listed = client.get(reverse("tolerance:cases")).content.decode()

    Assignment.objects.filter(case_id=case_id, person__name="苏见微").update(
        recused_at=registry.NOW, recused_by="test", recusal_reason="与当事人同村"
    )

    assert before == {200}
    assert {client.get(reverse(f"tolerance:{name}", args=[case_id])).status_code for name in names} == {MISSING}
    assert "青容〔2026〕7号" in listed
    assert "青容〔2026〕7号" not in client.get(reverse("tolerance:cases")).content.decode()
