"""What is missing before the report and before the hearing ends; may there be none? Facts in, words out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from .records import FoundElement, HearingFacts, InquiryFacts


def missing_before_report(
    labels: Mapping[str, str], pairs: Mapping[str, str], inquiry: InquiryFacts
) -> tuple[str, ...]:
    """Return each thing the inquiry still owes, in the order of the file.

    `labels` are the six elements by code, `pairs` the three distinctions. Basis: SPEC TL-03, TL-04.
    """
    missing = [f"“{label}”还没有查明" for code, label in labels.items() if code not in inquiry.elements]
    missing += [
        f"“{labels[code]}”没有列出证据"
        for code, found in inquiry.elements.items()
        if found.side != "UNCLEAR" and not found.evidence
    ]
    missing += [f"“{label}”还没有区分" for code, label in pairs.items() if code not in inquiry.distinctions]
    if inquiry.wants_party_opinion and not inquiry.asked_party_organisation:
        missing.append("还没有征求所在单位党组织或者职能部门的意见")
    if inquiry.needs_outside and not inquiry.outside:
        missing.append("涉及面较大，还没有请群众代表、服务对象等参与核实")
    return tuple(missing)


def points_owed(labels: Mapping[str, str], against: Iterable[str], covered: Iterable[str]) -> tuple[str, ...]:
    """Return the unfavourable elements that no point of a notice speaks of: nobody is judged on what he never heard."""
    told = set(covered)
    return tuple(f"“{labels[code]}”认定为不利，告知里没有写" for code in against if code not in told)


def missing_before_close(hearing: HearingFacts, *, today: date) -> tuple[str, ...]:
    """Return what stands in the way of ending the hearing: the person not heard yet, points nobody answered.

    Silence is not a reply. While the last day runs the person may still speak; after it somebody asks in person once
    more and puts that on record. A written waiver ends the waiting. Basis: SPEC TL-05, safeguard S3.
    """
    missing = [*_unheard(hearing, today)]
    missing += [f"第 {point.number} 点未答复" for point in hearing.points if not point.is_answered]
    return tuple(missing)


def _unheard(hearing: HearingFacts, today: date) -> Iterable[str]:
    if hearing.is_waived or hearing.is_on_record:
        return
    silent = [str(point.number) for point in hearing.points if not point.has_words]
    if not silent:
        return
    which = "、".join(silent)
    if hearing.reply_by is not None and today <= hearing.reply_by:
        yield f"第 {which} 点本人还没有说明，答复期到 {hearing.reply_by.isoformat()} 止，也没有书面放弃"
    else:
        yield f"第 {which} 点本人没有说明。请当面问一次并登记笔录，或者由本人书面放弃"


def reasons_to_hear(
    labels: Mapping[str, str],
    elements: Mapping[str, FoundElement],
    graver: Sequence[str],
    lists: Sequence[str],
    *,
    is_favourable: bool,
) -> tuple[str, ...]:
    """Return why the person must be heard first; empty when nothing at all speaks against the person.

    `graver` are the distinctions found on the graver side, `lists` the negative items and red lines found to apply.
    """
    found = [f"“{labels[code]}”认定为不利" for code, one in elements.items() if one.side == "AGAINST"]
    found += [f"“{pair}”认定在后一种" for pair in graver]
    found += [f"认定属于“{label}”" for label in lists]
    if not is_favourable:
        found.append("核查组建议不予容错")
    return tuple(found)
