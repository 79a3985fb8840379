"""Who must stand aside, what a vote decides, whether everybody was answered, and when a period ends. Facts in."""

from __future__ import annotations

import calendar
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from fractions import Fraction
from typing import Protocol

from dandang.foundation.ground.months import PartialDate
from dandang.foundation.ground.texts import shortened

from .records import Conflict, Difference, ReasonFault, Standing, Tally, VoteInput

VOTES = ("AGREE", "AGAINST", "DEFER")
NEEDS_REASON = ("AGAINST", "DEFER", "RECUSED")
WAY_OUT = "请报请提级办理，或者请上级指定管辖"


# Conflicts of interest -------------------------------------------------------------------------------------------


def conflicts(
    candidates: Sequence[Standing], *, parties: Sequence[Standing], involved: Mapping[int, str]
) -> dict[int, tuple[Conflict, ...]]:
    """Return for each candidate every reason to stand aside; who has none is left out.

    `involved` says of people who took part in the matter how they did. Basis: 公务员法 76 (nature of the tie), SPEC S6.
    """
    found = {one.person_id: tuple(_conflicts_of(one, parties, involved)) for one in candidates}
    return {person_id: reasons for person_id, reasons in found.items() if reasons}


def _conflicts_of(one: Standing, parties: Sequence[Standing], involved: Mapping[int, str]) -> Iterable[Conflict]:
    if any(party.person_id == one.person_id for party in parties):
        yield Conflict(one.person_id, "PARTY", "是当事人本人")
    if one.person_id in involved:
        yield Conflict(one.person_id, "INVOLVED", f"参与过所研究的事项（{involved[one.person_id]}）")
    for party in parties:
        if party.person_id != one.person_id:
            yield from _ties(one, party)
    for person_id in sorted(one.kin & set(involved) - {party.person_id for party in parties}):
        yield Conflict(one.person_id, "KIN", f"与参与该事项的人（{involved[person_id]}）有亲属关系")
    if one.earlier_part:
        yield Conflict(one.person_id, "EARLIER_PART", f"在本案中担任过“{one.earlier_part}”，一人在一案中只任一职")


def _ties(one: Standing, party: Standing) -> Iterable[Conflict]:
    if are_kin(one, party):
        yield Conflict(one.person_id, "KIN", f"与当事人{party.name}有亲属关系")
    if party.organisation_id is None:
        return
    if one.organisation_id == party.organisation_id:
        yield Conflict(one.person_id, "SAME_UNIT", f"与当事人{party.name}同在一个单位")
    elif party.organisation_id in one.leads:
        yield Conflict(one.person_id, "SUPERIOR", f"在当事人{party.name}的单位任领导职务")


def are_kin(one: Standing, other: Standing) -> bool:
    """Say whether either file names the other as kin."""
    return other.person_id in one.kin or one.person_id in other.kin


def recusal_reason(reasons: Iterable[Conflict], limit: int = 300) -> str:
    """Return why a member stands aside, all reasons in one line of at most `limit` characters."""
    return shortened("；".join(dict.fromkeys(conflict.why for conflict in reasons)), limit)


# Votes -----------------------------------------------------------------------------------------------------------


def tally(votes: Iterable[str], *, quorum: Fraction, majority: Fraction) -> Tally:
    """Count one value per expected member.

    Entitled are the expected without the recused. Quorate when the entitled who voted are at least `quorum` of them;
    carried when those who agree are more than `majority` of them, so that whoever is absent counts against.
    """
    values = list(votes)
    recused = values.count("RECUSED")
    agree, against, defer = (values.count(value) for value in VOTES)
    entitled, present = len(values) - recused, agree + against + defer
    is_quorate = entitled > 0 and present >= quorum * entitled
    is_carried = is_quorate and agree > majority * entitled
    head = f"应到 {len(values)} 人，回避 {recused} 人，有表决权 {entitled} 人"
    counts = "".join(
        f"，{word} {count} 人" for word, count in (("同意", agree), ("不同意", against), ("缓议", defer)) if count
    )
    end = _outcome(entitled, is_quorate, is_carried, quorum, majority)
    sentence = f"{head}；到会 {present} 人{counts}，{end}"
    return Tally(len(values), recused, present, agree, against, defer, is_quorate, is_carried, sentence)


def _outcome(entitled: int, is_quorate: bool, is_carried: bool, quorum: Fraction, majority: Fraction) -> str:
    if entitled == 0:
        return f"没有人有表决权，不能研究。{WAY_OUT}"
    if not is_quorate:
        return f"不足有表决权人数的 {quorum}，表决无效，请另行开会"
    return "通过" if is_carried else f"同意的没有超过有表决权人数的 {majority}，没有通过"


def differences(first: Iterable[VoteInput], second: Iterable[VoteInput]) -> list[Difference]:
    """Return the lines that two people keyed differently; blanks and full stops in reasons do not matter."""
    keyed = {vote.person_id: vote for vote in first}
    again = {vote.person_id: vote for vote in second}
    found = []
    for person_id in sorted(keyed.keys() | again.keys()):
        one, other = keyed.get(person_id), again.get(person_id)
        if one is None or other is None or one.value != other.value:
            found.append(Difference(person_id, "VALUE"))
        elif _plain(one.reason) != _plain(other.reason):
            found.append(Difference(person_id, "REASON"))
    return found


def _plain(text: str) -> str:
    return "".join(sign for sign in text if sign.isalnum())


# Hearing and reasons ---------------------------------------------------------------------------------------------


class Point(Protocol):
    """A point of the hearing, as far as completeness asks."""

    number: int
    answer_side: str
    answer: str


def hearing_gaps(points: Iterable[Point]) -> tuple[int, ...]:
    """Return the numbers of the points that lack an answer with its side, or are still to be verified (S3)."""
    return tuple(point.number for point in points if not point.answer.strip() or point.answer_side in {"", "TO_VERIFY"})


def reason_faults(
    reasons: Mapping[str, str], *, min_characters: int, copied: Mapping[str, int], copied_limit: int
) -> tuple[ReasonFault, ...]:
    """Return what is wrong with the reasons given for each element.

    `copied` says in how many other cases the very text stands; from `copied_limit` on that is no reason of this case.
    """
    plain = {element: _plain(text) for element, text in reasons.items()}
    found: list[ReasonFault] = []
    for element, text in plain.items():
        fault = _reason_fault(element, text, plain, min_characters, copied.get(element, 0), copied_limit)
        if fault is not None:
            found.append(fault)
    return tuple(found)


def _reason_fault(
    element: str, text: str, others: Mapping[str, str], min_characters: int, copies: int, copied_limit: int
) -> ReasonFault | None:
    if not text:
        return ReasonFault(element, "EMPTY", f"“{element}”没有写理由。请结合本案事实和证据写明")
    if len(text) < min_characters:
        words = f"“{element}”的理由只有 {len(text)} 个字，至少要 {min_characters} 个字。请写明依据哪些事实"
        return ReasonFault(element, "TOO_SHORT", words)
    if copies >= copied_limit:
        words = f"“{element}”的理由和另外 {copies} 件案件一字不差。请按本案的事实重写"
        return ReasonFault(element, "COPIED", words)
    twins = [name for name, other in others.items() if name != element and other == text]
    if twins:
        words = f"“{element}”和“{twins[0]}”的理由一字不差。两个要件要分别说理"
        return ReasonFault(element, "SAME_AS_ANOTHER", words)
    return None


# Periods ---------------------------------------------------------------------------------------------------------


def last_day(counted_from: date, amount: int, unit: str) -> date:
    """Return the last day of a period of calendar `days` or `months`; the first day itself does not count.

    A month ends on the day of the same number, or on its last day where there is none. Basis: 民法典 201, 202.
    Raises ValueError for another unit: working days need the calendar.
    """
    if unit == "days":
        return counted_from + timedelta(days=amount)
    if unit == "months":
        month = PartialDate.of(counted_from).plus_months(amount)
        return date(month.year, month.month, min(counted_from.day, calendar.monthrange(month.year, month.month)[1]))
    raise ValueError(f"a period is counted in days or months here, not in {unit!r}")
