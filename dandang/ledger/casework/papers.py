"""What stands on the papers of a meeting: booklet in large type, vote sheets, minutes? Facts for `documents`."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from dandang.foundation.ground.refusal import Refusal
from dandang.ledger.casework import errors, kinds, models, queries
from dandang.ledger.casework.records import CaseSummary

Facts = dict[str, Any]
SIDES = ("有利", "不利", "尚不明确")


def booklets(meeting: models.Meeting) -> list[Facts]:
    """One booklet for each numbered copy, or one without a number while none is handed out."""
    copies = list(meeting.booklets.all())
    return [booklet(meeting, f"{copy.number:02d}", copy.holder) for copy in copies] or [booklet(meeting)]


def booklet(meeting: models.Meeting, copy_number: str = "", holder: str = "") -> Facts:
    """Agenda and one page per case, as the part that owns the case tells it."""
    found = _items(meeting)
    recused = {one.pk: _recused(one) for one in found}
    return {
        "organ": meeting.organ.name,
        "title": meeting.title,
        "meets": _day(meeting.held_on or meeting.planned_on),
        "place": meeting.place,
        "copy_number": copy_number,
        "holder": holder,
        "chair": meeting.chair.name if meeting.chair else "",
        "members": [{"name": member.name, "unit_post": member.post} for member in meeting.members.all()],
        **_thresholds(meeting),
        "agenda": [
            *({"number": str(one.number), "title": one.title, "recused": recused[one.pk]} for one in found),
            *({"number": str(number), "title": one.title} for number, one in _topics(meeting)),
        ],
        "cases": [
            _case(meeting, one, summary, recused[one.pk])
            for one in found
            if (summary := kinds.summary_of(one.subject)) is not None
        ],
    }


def vote_sheets(meeting: models.Meeting) -> list[Facts]:
    """One signed sheet for each member with the items on which he has a vote; who has none gets none."""
    found = _items(meeting)
    sheets = []
    for place, member in enumerate(meeting.members.all(), start=1):
        open_to = [one for one in found if not _is_recused(one, member)]
        if open_to:
            sheets.append(
                {
                    "organ": meeting.body_name,
                    "title": _("%s表决票") % meeting.title,
                    "meets_on": (meeting.held_on or meeting.planned_on).isoformat(),
                    "code": f"{meeting.pk}-{place:02d}",
                    "voter": member.name,
                    "items": [_vote_item(one) for one in open_to],
                    "note": _("不同意、缓议的请写明理由。表决票由两人各登记一遍后存卷。"),
                }
            )
    if not sheets:
        raise Refusal(_("会议还没有议题，没有表决票可印。请先把要研究的事列入议程"), code="casework_no_items")
    return sheets


def minutes(meeting: models.Meeting) -> Facts:
    """Who was there, what was decided on each item by how many, and what was said.

    Refuses a reader who stands aside from an item: what was said is one text about all of them.
    """
    if not meeting.is_whole:
        raise errors.OwnMatter()
    members = list(meeting.members.all())
    listed = [{"name": member.name, "unit_post": member.post} for member in members]
    present = [line for line, member in zip(listed, members, strict=True) if member.is_present]
    absent = [line for line, member in zip(listed, members, strict=True) if not member.is_present]
    return {
        "organ": meeting.body_name,
        "title": _("%s纪要") % meeting.title,
        "met": _day(meeting.held_on or meeting.planned_on),
        "place": meeting.place,
        "chair": meeting.chair.name if meeting.chair else _("未定"),
        "recorder": meeting.recorder_name,
        "present": present,
        "absent": absent,
        "quorum": _thresholds(meeting).get("quorum", ""),
        "items": [*(_minute(one) for one in _items(meeting)), *_talked(meeting), *_told(meeting)],
        "issued_on": meeting.held_on.isoformat() if meeting.held_on else None,
    }


def _talked(meeting: models.Meeting) -> list[Facts]:
    """What was talked over without a vote, and what was agreed."""
    return [
        {
            "number": str(number),
            "title": one.title,
            "discussion": one.question,
            "decision": one.conclusion or _("以后再议"),
        }
        for number, one in _topics(meeting)
    ]


def _topics(meeting: models.Meeting) -> list[tuple[int, models.Topic]]:
    """Topics with the numbers that follow those of the items."""
    return list(enumerate(meeting.topics.all(), start=len(_items(meeting)) + 1))


def _told(meeting: models.Meeting) -> list[Facts]:
    """What was said, and what is to be done by whom until when, behind the decisions."""
    left = [
        _("%(n)d. %(what)s（%(who)s，%(day)s以前）")
        % {"n": one.number, "what": one.text, "who": one.person_name, "day": _day(one.due_on)}
        for one in meeting.follow_ups.all()
    ]
    follow_up = "\n".join(filter(None, [meeting.follow_up, *left]))
    told = [(_("讨论情况"), meeting.minutes), (_("会后要办的事"), follow_up)]
    start = len(_items(meeting)) + len(_topics(meeting)) + 1
    written = [(title, text) for title, text in told if text]
    return [
        {"number": str(number), "title": title, "discussion": text}
        for number, (title, text) in enumerate(written, start=start)
    ]


def _minute(one: models.AgendaItem) -> Facts:
    count = queries.tally_of(one)
    line: Facts = {"number": str(one.number), "title": one.title, "recused": _recused(one), "decision": one.proposal}
    if count is None:
        return line | {"decision": _("没有表决")}
    votes = [
        {"name": vote.member.name, "post": vote.member.post, "vote": _vote_word(vote), "reason": vote.reason}
        for vote in one.votes.all()
        if vote.value != "ABSENT"
    ]
    outcome = one.proposal if one.is_carried else _("没有通过：%s") % one.proposal
    return line | {"decision": f"{outcome}。{count.sentence}。", "votes": votes}


def _case(meeting: models.Meeting, one: models.AgendaItem, summary: CaseSummary, recused: str) -> Facts:
    return {
        "head": {
            "organ": meeting.organ.name,
            "case_number": summary.number,
            "matter_title": summary.title,
            "name": summary.person_name or summary.title,
            "post": summary.person_post,
        },
        "summary": "\n".join(summary.facts) or summary.title,
        "elements": [
            {
                "name": row.name,
                "facts": row.facts,
                "side": row.side if row.side in SIDES else SIDES[-1],
                "reasons": row.reasons,
            }
            for row in summary.elements
        ],
        "party_view": summary.party_view,
        "advice": summary.advice,
        "suggestion": summary.proposal or one.proposal,
        "recused": recused,
    }


def _vote_item(one: models.AgendaItem) -> Facts:
    summary = kinds.summary_of(one.subject)
    return {
        "number": str(one.number),
        "name": summary.person_name if summary and summary.person_name else one.title,
        "post": summary.person_post if summary else "",
        "matter": one.title,
        "proposal": one.proposal,
    }


def _thresholds(meeting: models.Meeting) -> Facts:
    """Quorum and majority in words; nothing where the packs say nothing."""
    on = meeting.held_on or meeting.planned_on
    used = queries.rules_or_none(region=meeting.region, on=on)
    if used is None:
        return {}
    return {
        "quorum": _("有表决权人数的 %s 以上到会") % used.quorum,
        "majority": _("同意的超过有表决权人数的 %s") % used.majority,
    }


def _items(meeting: models.Meeting) -> Sequence[models.AgendaItem]:
    return sorted(meeting.items.all(), key=lambda one: one.number)


def _is_recused(one: models.AgendaItem, member: models.Member) -> bool:
    return any(vote.member_id == member.pk and vote.value == "RECUSED" for vote in one.votes.all())


def _recused(one: models.AgendaItem) -> str:
    return "、".join(vote.member.name for vote in one.votes.all() if vote.value == "RECUSED")


def _vote_word(vote: models.Vote) -> str:
    return str(vote.get_value_display())


def _day(day: date) -> str:
    return date_format(day, "Y年n月j日")
