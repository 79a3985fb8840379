"""Facts for the printed ballot papers: slips with codes, and the sheet of a rater group."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from urllib.parse import urlencode

from django.utils import timezone

from dandang.law.policies import queries as policies

from ..models import Roll
from ..promises import TERMS
from ..records import IssuedTicket
from ..schema import read_plan
from . import ballots


def tickets_data(roll: Roll, issued: Sequence[IssuedTicket], enter_url: str) -> dict[str, Any]:
    """The slips of one roll; the code is in the address so that scanning suffices."""
    close = timezone.localtime(roll.unit.cycle.ballots_close_at)
    terms = TERMS[roll.promise]
    return {
        "title": f"{roll.unit.cycle.year}年度民主测评票",
        "unit": roll.unit.organisation_name,
        "closes_on": close.date().isoformat(),
        "closes_at": close.strftime("%H:%M"),
        "promise": f"{terms.word}：{terms.means}",
        "tickets": [
            {
                "url": f"{enter_url}?{urlencode({'t': one.code})}",
                "code": one.code,
                "rater_class": f"{roll.group}　{one.rater}" if one.rater else roll.group,
            }
            for one in issued
        ],
    }


def sheet_data(roll: Roll) -> dict[str, Any]:
    """The paper sheet of one rater group: people down, indicators across; filled with points."""
    people = ballots.sheet_people(roll)
    names: dict[str, str] = {}
    for person in people:
        names |= dict(person.indicators)
    weights = {
        indicator.id: indicator.weight
        for plan in roll.unit.cycle.plans.all()
        for indicator in read_plan(plan.body).indicators
    }
    cycle = roll.unit.cycle
    bands = policies.value("appraisal.score_grade_bands", region=cycle.region, on=cycle.starts_on).value
    terms = TERMS[roll.promise]
    return {
        "title": "民主测评表",
        "year": cycle.year,
        "unit": roll.unit.organisation_name,
        "rater_class": roll.group,
        "mode": "score",
        "indicators": [
            {"name": name, "points": points, "weight": f"{weights.get(name, 0)}%"} for name, points in names.items()
        ],
        "grades": [{"name": str(name), "scores": str(scores)} for name, scores in _bands(bands, cycle, roll)],
        "people": [{"name": person.name, "post": person.post[:60]} for person in people],
        "promise": f"{terms.word}。{terms.means}{terms.kept}",
        "instructions": "照发给您的测评票把票号抄在右上角，或者把票钉在一起交。每格填 0 到 100 之间的分数，"
        "最多四位小数。不了解的留空。本人和近亲属回避，留空。总体评价只供参考，不计分。",
        "closes_on": timezone.localtime(cycle.ballots_close_at).date().isoformat() if cycle.ballots_close_at else None,
    }


def _bands(found: object, cycle: object, roll: Roll) -> list[tuple[object, object]]:
    """Score bands for orientation from the pack; without them the words of the scale with their points."""
    if isinstance(found, list) and len(found) > 1:
        return [(word, f"{lowest} 分以上" if lowest else "其余") for word, lowest in found]
    return [(word, ballots.points_text(score)) for word, score in ballots.scale(roll.unit.cycle, roll.drawn_on)]
