"""Whatever is on file of tolerance, nothing of it enters scores, rosters, search or exports (S9, DP15).

Excused, refused and withdrawn cases, early signs, reviews and what people said are filled with random words and days
for assessed people; everything anybody reads about the year is the same bytes before and after.
"""

from __future__ import annotations

import random
import re
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from dandang.parts.appraisal.actions import results
from dandang.parts.appraisal.models import Participant, Result
from dandang.parts.appraisal.queries.runs import ResultChoice
from dandang.parts.tolerance.actions import reviews
from dandang.parts.tolerance.models import Case, EarlySign, InheritedProblem, Statement
from dandang.registry.people import actions as people
from tests.factories import appraisal, matters, registry
from tests.factories import tolerance_ready as tolerance

pytestmark = pytest.mark.django_db
BORN = ("APPLIED", "REFUSED", "WITHDRAWN", "ENDED")
# What differs between two answers about the very same thing: tokens, and the minute that stands on a printed page.
_FLEETING = re.compile(
    r'csrf-?(?:middleware)?token"?[^>]*(?:value|content)="[^"]*"|"X-CSRFToken":\s*"[^"]*"|nonce="[^"]*"'
    r'|<div class="dd-print-only dd-print-foot">.*?</div>',
    re.IGNORECASE | re.DOTALL,
)


def _scores(story: appraisal.Story) -> list[tuple[Any, ...]]:
    assert appraisal.score(story).state == "DONE"
    rows = Result.objects.filter(run=story.cycle.current_run).select_related("participant").order_by("participant_id")
    return [
        (row.participant_id, row.total_e2, str(row.lines), row.rank_in_unit, row.grade_state, row.has_shield)
        for row in rows
    ]


def _pages(clients: dict[str, Client], story: appraisal.Story) -> dict[str, str]:
    """The roster, the search, every assessed person's file as officers see it, and the own file of another person."""
    ids = Participant.objects.filter(cycle=story.cycle).order_by("person_id").values_list("person_id", flat=True)
    addresses = [reverse("people:roster"), reverse("people:roster") + "?q=孙办"]
    addresses += [reverse("people:file", args=[pk]) for pk in list(ids)[:4]]
    asked = {f"{who} {address}": (who, address) for who in ("officer", "unit") for address in addresses}
    asked["himself"] = ("himself", reverse("people:own"))
    found = {}
    for name, (who, address) in asked.items():
        answer = clients[who].get(address)
        found[name] = f"{answer.status_code} {_FLEETING.sub('', answer.content.decode())}"
    return found


def _exports(story: appraisal.Story) -> list[Any]:
    taken = results.export_results(
        actor=story.org_officer, cycle_id=story.cycle.pk, choice=ResultChoice(), at=appraisal.SCORED
    )
    ids = [one.person_id for one in story.participants()[:3]]
    lrmx, _name = people.make_output(actor=story.org_officer, key="lrmx", person_ids=ids, at=appraisal.SCORED)
    return [taken, lrmx]


def _taint(story: appraisal.Story, dice: random.Random) -> None:
    """Put something on file about everybody who is assessed, with random words, days and states."""
    for number, one in enumerate(Participant.objects.filter(cycle=story.cycle).select_related("person"), start=100):
        person, words = one.person, f"{one.person.name}的事 {dice.random()}"
        day = date(2026, 1, 1) + timedelta(days=dice.randrange(300))
        matter = matters.matter(story.system, person.home, person, title=words[:60], happened_from=day)
        state = dice.choice(BORN)
        ended = {"end_reason": words, "ended_on": day, "accepted_on": day} if state in {"WITHDRAWN", "ENDED"} else {}
        refused = {"refusal_reason": words, "refusal_clause": "安徽 第11点"} if state == "REFUSED" else {}
        case = Case.objects.create(
            number=f"青容〔2026〕{number}号", title=words[:60], organ=story.county.discipline,
            organ_path=story.county.discipline.path, region=registry.REGION, opened_at=registry.NOW, opened_by="test",
            matter=matter, person=person, opening="PERSON", applicant_name=person.name, account_given=words,
            acted_on=day, applied_on=day, state=state, facts={"nature.breach": dice.random() < 0.5}, **ended, **refused,
        )  # fmt: skip
        Statement.objects.create(
            case=case, author="PERSON", author_name=person.name, text=words, given_on=day, way="SCREEN",
            keyed_at=registry.NOW, keyed_by="test",
        )  # fmt: skip
        unit = {"organisation": person.home, "organisation_path": person.home.path, "person": person}
        EarlySign.objects.create(
            **unit, text=words, noticed_on=day, recorded_at=registry.NOW, recorded_by="test", state="NOTICED"
        )
        InheritedProblem.objects.create(
            **unit, title=words[:60], earlier_state=words, arose="2019年", taken_on=day, recorded_at=registry.NOW,
            recorded_by="test",
        )  # fmt: skip


def _clients(story: appraisal.Story) -> dict[str, Client]:
    place = story.county
    accounts = {
        "officer": registry.account("ORG_OFFICER", place.county),
        "unit": registry.account("UNIT_OFFICER", place.finance),
        "himself": registry.account(who=story.participants()[5].person),
    }
    clients = {who: Client() for who in accounts}
    for who, account in accounts.items():
        clients[who].force_login(account)
    return clients


@pytest.mark.parametrize("seed", [7, 2018])
def test_what_is_on_file_of_tolerance_changes_no_byte_of_the_year(seed: int) -> None:
    story = appraisal.closed()
    appraisal.import_other_parts(story)
    clients = _clients(story)
    scores, pages, exports = _scores(story), _pages(clients, story), _exports(story)

    _taint(story, random.Random(seed))  # noqa: S311

    assert all(text.startswith("200") for name, text in pages.items() if name.startswith(("officer", "himself")))
    again = _pages(clients, story)
    assert {name for name in pages if again[name] != pages[name]} == set()
    assert _exports(story) == exports
    assert _scores(story) == scores
    assert Case.objects.count() == Participant.objects.filter(cycle=story.cycle).count()


def test_a_fault_that_was_not_tolerated_and_the_review_he_asked_for_count_nothing_either() -> None:
    """A decision against somebody is no mark: only accountability, if it comes to that, has consequences of its own."""
    story = appraisal.closed()
    appraisal.import_other_parts(story)
    clients = _clients(story)
    scores, pages, exports = _scores(story), _pages(clients, story), _exports(story)
    person = story.participants()[3].person
    case = tolerance.ready(
        place=story.county, cadre=person, load=False, is_heard=True, sides={"NATURE": "AGAINST"},
        facts={**tolerance.TOLERABLE, "nature.breach": True},
    )  # fmt: skip

    tolerance.served(case, "NOT_TOLERATED", measures=[], correction="")
    reviews.request_review(
        actor=case.himself, case_id=case.case.pk, grounds="没有考虑口头报告，请重新认定", requested_on=registry.TODAY,
        at=registry.NOW,
    )  # fmt: skip

    assert _scores(story) == scores
    assert _exports(story) == exports
    again = _pages(clients, story)
    lists = {name for name in pages if reverse("people:roster") in name.split("?")[0].split(" ")}
    # The people and units who decided are new in rosters and in the choice of units; nothing else is.
    assert {name for name in pages if again[name] != pages[name]} <= lists
