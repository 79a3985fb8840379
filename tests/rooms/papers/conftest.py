"""The desk of 青禾县纪委监委: three clerks, a leader, the person concerned, and a paper in any state."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from dandang.ledger.papers import actions
from dandang.registry.access.records import Actor
from dandang.registry.people.models import Person
from tests.factories.registry import NOW, TODAY, County, actor_of, county, person
from tests.rooms.documents import case_samples, protection_samples

SUBJECT = "tolerance.case:12"


@dataclass(frozen=True)
class Desk:
    """Who stands where: a drafter, a checker, a leader who signs, and the cadre the paper is about."""

    place: County
    drafter: Actor
    checker: Actor
    leader: Actor
    cadre: Person
    own: Actor


@pytest.fixture(autouse=True)
def _files(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def desk(db: None) -> Desk:
    place = county()
    cadre = person(place.township, "顾明川", managed_by=place.county)
    return Desk(
        place,
        actor_of("DISCIPLINE_OFFICER", place.county, name="拟稿人"),
        actor_of("DISCIPLINE_OFFICER", place.county, name="核稿人"),
        actor_of("DISCIPLINE_LEADER", place.county, name="签发人"),
        cadre,
        actor_of("CADRE", who=cadre),
    )


@pytest.fixture
def drafted(desk: Desk) -> Callable[..., int]:
    """Draft a paper; the decision unless another kind is named."""

    def make(kind: str = "tolerance_decision", **changes: Any) -> int:
        sample = (getattr(case_samples, kind, None) or getattr(protection_samples, kind))()
        given = {
            "organ_id": desk.place.discipline.pk,
            "title": "关于顾明川容错认定的决定",
            "person_id": desk.cadre.pk,
            "data": sample,
        }
        return actions.draft_paper(actor=desk.drafter, kind=kind, subject=SUBJECT, at=NOW, **(given | changes))

    return make


@pytest.fixture
def signed(desk: Desk, drafted: Callable[..., int]) -> Callable[..., int]:
    """A paper as far as the signature."""

    def make(kind: str = "tolerance_decision", **changes: Any) -> int:
        paper = drafted(kind, **changes)
        actions.check_paper(actor=desk.checker, paper_id=paper, at=NOW)
        actions.sign_paper(actor=desk.leader, paper_id=paper, at=NOW)
        return paper

    return make


@pytest.fixture
def sealed(desk: Desk, signed: Callable[..., int]) -> Callable[..., int]:
    """A paper as far as the seal."""

    def make(**changes: Any) -> int:
        paper = signed(**changes)
        actions.number_paper(actor=desk.drafter, paper_id=paper, word="青容", at=NOW)
        actions.seal_paper(actor=desk.drafter, paper_id=paper, at=NOW)
        return paper

    return make


@pytest.fixture
def served(desk: Desk, sealed: Callable[..., int]) -> Callable[..., int]:
    """A service of a paper on the person; returns its id."""

    def make(way: str = "IN_PERSON", **changes: Any) -> int:
        given = {"recipient": "顾明川", "person_id": desk.cadre.pk, "served_on": TODAY}
        return actions.serve_paper(actor=desk.drafter, paper_id=sealed(), way=way, at=NOW, **(given | changes))

    return make


def scan() -> bytes:
    """A picture of a signed page."""
    out = io.BytesIO()
    Image.new("RGB", (620, 877), "white").save(out, "JPEG")
    return out.getvalue()


def day(number: int) -> date:
    return date(2026, 11, number)
