"""How are meetings and votes written on pages? Rows and codes become words here."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from dandang.foundation.ground import references
from dandang.foundation.ui.records import Fact
from dandang.ledger.casework import models, queries, rules
from dandang.ledger.casework.records import Conflict, DeliberationRules

STATE_LOOKS = {"PLANNED": "wait", "HELD": "open", "CLOSED": "done", "CANCELLED": "void"}


@dataclass(frozen=True, slots=True)
class State:
    """Where something stands, with the look of its tag."""

    label: str
    look: str


@dataclass(frozen=True, slots=True)
class Line:
    """One member's line of a vote sheet. `recused` is why he stands aside; `vote` and `reason` only after the check."""

    person_id: int
    name: str
    post: str
    is_present: bool | None
    recused: str = ""
    vote: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Item:
    """One item of an agenda with its vote sheet."""

    id: int
    number: int
    title: str
    proposal: str
    subject_url: str
    state: State
    caption: str
    lines: tuple[Line, ...]
    step: str


@dataclass(frozen=True, slots=True)
class Row:
    """One meeting in the list."""

    id: int
    title: str
    body_name: str
    on: date
    is_planned: bool
    items: int
    checked: int
    state: State


def state_of(meeting: models.Meeting, unchecked: int) -> State:
    """The state of a meeting with the look of its tag; once no votes are unchecked, only its minutes are missing."""
    if meeting.state == models.Meeting.State.HELD and not unchecked:
        return State(_("已开会，待写纪要"), STATE_LOOKS[meeting.state])
    return State(str(meeting.get_state_display()), STATE_LOOKS[meeting.state])


def row(meeting: models.Meeting) -> Row:
    """A meeting as one line of the list."""
    all_items, checked = getattr(meeting, "item_count", 0), getattr(meeting, "checked_count", 0)
    return Row(
        id=meeting.pk,
        title=meeting.title,
        body_name=meeting.body_name,
        on=meeting.held_on or meeting.planned_on,
        is_planned=meeting.held_on is None,
        items=all_items + getattr(meeting, "topic_count", 0),
        checked=checked,
        state=state_of(meeting, all_items - checked),
    )


def facts(meeting: models.Meeting) -> list[Fact]:
    """Where and when, and who leads and records."""
    lines = [Fact(_("研究的组织"), meeting.body_name), Fact(_("承办机关"), meeting.organ.name)]
    if meeting.held_on:
        lines.append(Fact(_("开会日期"), meeting.held_on.isoformat()))
    else:
        lines.append(Fact(_("定于"), meeting.planned_on.isoformat()))
    if meeting.place:
        lines.append(Fact(_("地点"), meeting.place))
    lines.append(Fact(_("主持人"), meeting.chair.name if meeting.chair else _("未定")))
    lines.append(Fact(_("记录人"), meeting.recorder_name or _("未定")))
    if meeting.end_reason:
        lines.append(Fact(_("取消的原因"), meeting.end_reason))
    return lines


def items(meeting: models.Meeting, used: DeliberationRules | None) -> list[Item]:
    """The agenda in order, each item with its sheet; the meeting comes with members, items and votes loaded."""
    found = sorted(meeting.items.all(), key=lambda one: one.number)
    known = references.describe(one.subject for one in found)
    members = list(meeting.members.all())
    return [item(one, members, used, known[one.subject].url) for one in found]


def item(
    one: models.AgendaItem, members: Sequence[models.Member], used: DeliberationRules | None, subject_url: str = ""
) -> Item:
    """One item with its sheet. Votes stay hidden until two people keyed them, so that the second keys blind."""
    votes = {vote.member_id: vote for vote in one.votes.all()}
    return Item(
        id=one.pk,
        number=one.number,
        title=one.title,
        proposal=one.proposal,
        subject_url=subject_url,
        state=item_state(one),
        caption=caption(one, len(members), used),
        lines=tuple(_line(member, votes.get(member.pk), one.checked_at is not None) for member in members),
        step=_step(one),
    )


def item_state(one: models.AgendaItem) -> State:
    """Where an item stands."""
    if one.checked_at is not None:
        return State(_("通过"), "done") if one.is_carried else State(_("没有通过"), "shut")
    if one.keyed_at is not None:
        return State(_("待另一人核对"), "wait")
    return State(_("会后填写"), "draft")


def caption(one: models.AgendaItem, members: int, used: DeliberationRules | None) -> str:
    """Above the sheet: after the check the count in words, before it what will be needed."""
    count = queries.tally_of(one)
    if count is not None:
        return count.sentence + _("。")
    recused = sum(1 for vote in one.votes.all() if vote.value == "RECUSED")
    entitled = members - recused
    head = _("应到 %(all)d 人，回避 %(recused)d 人，有表决权 %(entitled)d 人") % {
        "all": members,
        "recused": recused,
        "entitled": entitled,
    }
    if used is None:
        return head + _("。到会人数和通过票数没有规定，不能计票。")
    need = _("；到会 %(quorum)d 人以上开会，同意的超过有表决权人数的 %(share)s（至少 %(agree)d 人）通过。")
    agree = math.floor(used.majority * entitled) + 1
    return head + need % {"quorum": math.ceil(used.quorum * entitled), "share": used.majority, "agree": agree}


def sheet(members: Iterable[models.Member], found: Mapping[int, tuple[Conflict, ...]]) -> list[Line]:
    """The lines to be keyed: who has a conflict today stands aside, whatever the paper says."""
    return [
        Line(
            person_id=member.person_id,
            name=member.name,
            post=member.post,
            is_present=member.is_present,
            recused=rules.recusal_reason(found.get(member.person_id, ())),
        )
        for member in members
    ]


def _line(member: models.Member, vote: models.Vote | None, is_checked: bool) -> Line:
    is_recused = vote is not None and vote.value == "RECUSED"
    shows = is_checked and vote is not None and not is_recused
    return Line(
        person_id=member.person_id,
        name=member.name,
        post=member.post,
        is_present=member.is_present,
        recused=vote.reason if vote is not None and is_recused else "",
        vote=str(vote.get_value_display()) if shows and vote else "",
        reason=vote.reason if shows and vote else "",
    )


def _step(one: models.AgendaItem) -> str:
    """What is to be done about an item: key, check, or nothing more."""
    if one.meeting.state != models.Meeting.State.HELD or one.checked_at is not None:
        return ""
    return "check" if one.keyed_at is not None else "key"
