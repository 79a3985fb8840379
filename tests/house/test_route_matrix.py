"""Every route × every role: what the one table of routes declares is what happens (SPEC PL-04, gate G1).

Routes are found in the URL configuration, so a new room's pages are covered without a line here. Addresses with keys
are asked for something that is not there (or not this person's): 404, whoever asks.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from dandang.config.route_policy import POLICY
from dandang.registry.access import kinds
from dandang.registry.access.models import STANDING_OF_ADMIN
from tests.factories import registry as make

FOREIGN = {"int": 987654321, "str": "not-there", "slug": "not-there", "path": "not/there"}
FOREIGN["uuid"] = "00000000-0000-4000-8000-000000000000"
FOREIGN_BY_NAME = {"starts_on": "1900-01-01", "on": "1900-01-01"}  # keys with a shape of their own
ROLES = [
    "ANONYMOUS",
    "CADRE",
    "UNIT_OFFICER",
    "ORG_OFFICER",
    "ORG_LEADER",
    "DISCIPLINE_OFFICER",
    "COMMITTEE_MEMBER",
    "IDENTITY_CUSTODIAN",
    "SYSTEM_ADMIN",
    "SECURITY_ADMIN",
    "AUDIT_ADMIN",
]
WORDS = {"PUBLIC", "SIGNED_IN", "BUSINESS"}
SIGNS_OUT = {"account_logout"}
MAY_BE_UNWELL = {"operations:health"}  # answers 503 where no worker runs


@dataclass(frozen=True)
class Route:
    name: str
    url: str
    has_key: bool


def routes() -> list[Route]:
    return sorted(_walk(get_resolver().url_patterns, "", ""), key=lambda route: route.name)


def _walk(patterns: list[URLPattern | URLResolver], namespace: str, place: str) -> Iterator[Route]:
    for pattern in patterns:
        here = place + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            inner = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
            yield from _walk(pattern.url_patterns, inner, here)
        else:
            keys = re.findall(r"<(?:(\w+):)?(\w+)>", here)
            name = f"{namespace}{pattern.name}"
            values = {key: FOREIGN_BY_NAME.get(key) or FOREIGN.get(kind or "str", "not-there") for kind, key in keys}
            yield Route(name, reverse(name, kwargs=values) if pattern.name else here, bool(keys))


def is_open(role: str, who: str) -> bool:
    if who == "PUBLIC":
        return True
    if role == "ANONYMOUS":
        return False
    if who in WORDS:
        return who == "SIGNED_IN" or role not in STANDING_OF_ADMIN
    roles = kinds.verb(who).role_set
    return role in roles or (kinds.CADRE in roles and role not in STANDING_OF_ADMIN)


def test_every_route_is_declared_and_every_declaration_has_a_route() -> None:
    assert {route.name for route in routes()} == set(POLICY)


def test_every_declaration_says_something_known() -> None:
    unknown = {name: who for name, who in POLICY.items() if who not in WORDS and who not in kinds.verbs()}

    assert unknown == {}


@pytest.mark.one_engine
@pytest.mark.django_db
@pytest.mark.usefixtures("no_rail")
@pytest.mark.parametrize("role", ROLES)
def test_each_role_opens_what_is_declared_and_nothing_else(role: str) -> None:
    place = make.county()
    client = Client(raise_request_exception=False)
    if role != "ANONYMOUS":
        who = make.person(place.finance) if role == "CADRE" else None
        branch = place.finance if role == "UNIT_OFFICER" else place.county
        client.force_login(make.account(role, branch, who=who, password="ma-deng-shu-chuang-7"))
    asked = [route for route in routes() if route.name not in SIGNS_OUT]

    found = {
        f"{method} {route.name}": _fault(client, route, role, method)
        for route in asked
        for method in _methods(role, route)
    }

    assert {cell: fault for cell, fault in found.items() if fault} == {}


def _methods(role: str, route: Route) -> list[str]:
    """A refused role is refused whatever it sends; where it is allowed, only reading is tried here."""
    return ["get"] if is_open(role, POLICY.get(route.name, "PUBLIC")) else ["get", "post"]


def _fault(client: Client, route: Route, role: str, method: str) -> str:
    """Say how the answer differs from the table; empty when it does not."""
    answer: Any = getattr(client, method)(route.url)
    if is_open(role, POLICY[route.name]):
        expected = {404, 405, 410} if route.has_key else {200, 204, 301, 302, 303, 400, 404, 405}
        expected |= {503} if route.name in MAY_BE_UNWELL else set()
        is_sent_away = answer.status_code == 302 and answer["Location"].startswith("/accounts/login/?next=")
    else:
        expected = {302} if role == "ANONYMOUS" else {403}
        is_sent_away = role != "ANONYMOUS"
    if answer.status_code in expected and not (is_sent_away and answer.status_code == 302):
        return ""
    return f"{answer.status_code}, not one of {sorted(expected)}"
