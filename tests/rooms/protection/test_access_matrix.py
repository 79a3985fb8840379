"""Every page and act of a report × everybody around it: who gets in and who finds nothing there (S5, S8; AZ01, DP05).

One table says it. A new route that opens a report and does not stand in the table fails the first test. Whoever is
named, is kin, was recused, or works elsewhere finds nothing, although the role would open the report.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from django.conf import settings
from django.core.files.base import ContentFile
from django.db import transaction
from django.test import Client
from django.urls import reverse

from dandang.parts.protection import urls
from dandang.parts.protection.models import Assignment, Redaction, ReportFile
from dandang.registry.access.records import Actor
from dandang.registry.accounts.models import Account
from tests.factories import protection as factory
from tests.factories import registry

pytestmark = [pytest.mark.django_db, pytest.mark.one_engine]

WHO = (
    "handler", "leader", "investigator", "recused", "named_officer", "kin", "person", "superior", "org_officer",
    "org_leader", "unit_officer", "elsewhere", "nobody",
)  # fmt: skip
KEYS = {"report_id", "allegation_id"}
MISSING, REFUSED, CLOSED = 404, 403, 405

HANDLER, LEADER, INQUIRY = frozenset({"handler"}), frozenset({"leader"}), frozenset({"investigator"})
OFFICE = HANDLER | LEADER
FILE = OFFICE | INQUIRY
TABLE: dict[frozenset[str], tuple[str, ...]] = {
    FILE: ("report", "report_file", "allegations", "team", "explanation_scan"),
    OFFICE: ("letters", "redactions", "report_papers", "report_paper", "check_redaction"),
    HANDLER: (
        "accept", "forward", "send_outside", "join", "allegation_new", "allegation_merge", "answer", "objection",
        "objection_answer", "allegation_edit", "allegation_split", "allegation_withdraw", "allegation_screen",
        "allegation_handling", "explanation_ask", "explanation_feed_back", "draft_report_paper", "consider_tolerance",
    ),
    HANDLER | INQUIRY: ("explanation_key", "explanation_judge"),
    INQUIRY: ("finding",),
    LEADER: (
        "take_up", "show_file", "conclude", "reopen", "team_assign", "team_recuse", "handling_approve",
        "handling_return", "finding_confirm", "finding_return",
    ),
    frozenset({"person"}): ("my_explanation",),
}  # fmt: skip
# Routes that open another kind of report, or one that is over; each has its own test of access.
ELSEWHERE = {
    "outcomes": "reference-only: test_intake",
    "clarify": "test_clarifications",
    "accusation_open": "test_accusations",
}


@dataclass(frozen=True)
class Ground:
    """The report with a client for everybody, and the values each key of an address takes."""

    clients: dict[str, Client]
    keys: dict[str, Any]


def ground() -> Ground:
    scene = factory.scene()
    place = scene.county
    report = factory.accepted(scene)
    named = registry.person(place.finance, "被反映的干部")
    factory.allegation(scene, report, person=named)
    one = report.allegations.get(number=1)
    one.explanation, one.explanation_answer, one.explanation_accepted = "没有多报。", "同材料一致", True
    one.explanation_asked_on = one.explanation_given_on = registry.TODAY
    one.explanation_scan.save("scan.pdf", ContentFile(b"%PDF-1.7"))
    aside = registry.person(place.discipline, "韩回避")
    Assignment.objects.create(
        case=report, part="HANDLER", person=aside, assigned_at=registry.NOW, assigned_by="test",
        recused_at=registry.NOW, recused_by="test", recusal_reason="老同事",
    )  # fmt: skip
    file = ReportFile.objects.create(
        report=report, name="照片.png", content=ContentFile(b"x", name="x.png"), size=1, digest="0" * 64, is_clean=True
    )
    summary = Redaction.objects.create(report=report, text="摘要", made_on=registry.TODAY, made_by="account:9")
    other = registry.organisation(place.city, "邻县", "REGION")
    officer = "DISCIPLINE_OFFICER"
    actors = {
        "handler": scene.handler, "leader": scene.leader, "investigator": scene.investigator,
        "recused": registry.actor_of(officer, place.county, who=aside),
        "named_officer": registry.actor_of(officer, place.county, who=named),
        "kin": scene.kin_actor, "person": scene.person,
        "superior": registry.actor_of("CADRE", place.township, who=scene.head),
        "org_officer": scene.org_officer, "org_leader": scene.org_leader, "unit_officer": scene.unit_officer,
        "elsewhere": registry.actor_of(officer, other, who=registry.person(other, "邻县干")),
        "nobody": registry.actor_of("CADRE", place.finance, who=registry.person(place.finance, "无关人")),
    }  # fmt: skip
    keys = {
        "report_id": report.pk, "allegation_id": one.pk, "file_id": file.pk, "redaction_id": summary.pk,
        "kind": "explanation_feedback", "part": one.pk, "ext": "docx",
    }  # fmt: skip
    return Ground({who: _client(actor) for who, actor in actors.items()}, keys | _people(scene))


def _people(scene: factory.Scene) -> dict[str, int]:
    """The person of an address: whom to recuse from the team, whose name to clear."""
    return {"team_recuse": scene.investigators[1].pk, "clarify": scene.concerned.pk}


def _client(actor: Actor) -> Client:
    client = Client(raise_request_exception=False)
    client.force_login(Account.objects.get(pk=actor.account_id or 0), backend=settings.AUTHENTICATION_BACKENDS[-1])
    return client


def routes() -> Iterator[tuple[str, list[str]]]:
    """Routes whose address opens a report or one of its allegations, with the keys of the address."""
    for pattern in urls.urlpatterns:
        keys = re.findall(r"<(?:\w+:)?(\w+)>", str(pattern.pattern))
        if KEYS & set(keys) and str(pattern.name) not in ELSEWHERE:
            yield str(pattern.name), keys


def admitted() -> dict[str, frozenset[str]]:
    return {name: who for who, names in TABLE.items() for name in names}


def test_every_route_that_opens_a_report_stands_in_the_table() -> None:
    assert {name for name, _keys in routes()} == set(admitted())
    assert sum(len(names) for names in TABLE.values()) == len(admitted())


@pytest.mark.usefixtures("no_rail")
def test_everybody_gets_where_the_table_says_and_nowhere_else() -> None:
    place, table, wrong = ground(), admitted(), []
    for name, keys in routes():
        values = {key: place.keys[name if key == "person_id" else key] for key in keys}
        address = reverse(f"protection:{name}", kwargs=values)
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
        answer.close()
        found.add(answer.status_code)
    return found - {CLOSED}


def test_who_is_recused_finds_nothing_from_that_moment() -> None:
    place = ground()
    client, report_id = place.clients["investigator"], place.keys["report_id"]
    paths = [reverse(f"protection:{name}", args=[report_id]) for name in ("report", "allegations", "team")]
    before = {client.get(path).status_code for path in paths}
    listed = client.get(reverse("protection:reports")).content.decode()

    Assignment.objects.filter(case_id=report_id, person__name="沈核一").update(
        recused_at=registry.NOW, recused_by="test", recusal_reason="同学"
    )

    assert before == {200}
    assert {client.get(path).status_code for path in paths} == {MISSING}
    assert "青信〔2026〕1号" in listed
    assert "青信〔2026〕1号" not in client.get(reverse("protection:reports")).content.decode()
