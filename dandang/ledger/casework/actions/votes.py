"""Votes on paper: keyed by one person, keyed again by another who does not see the first, then counted for good."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from dandang.foundation.audit import actions as audit
from dandang.foundation.ground.refs import ref
from dandang.foundation.ground.refusal import NotHere
from dandang.ledger.casework import errors, models, queries, rules
from dandang.ledger.casework.records import Tally, VoteInput
from dandang.ledger.duties import actions as duties
from dandang.registry.access.records import Actor

from .meetings import locked, role_of

CHECK = "casework.votes.check"


@transaction.atomic
def key_votes(*, actor: Actor, item_id: int, votes: Sequence[VoteInput], at: datetime) -> None:
    """This function will key the votes of an item in from paper; it may be corrected until the second person agrees.

    Refuses a sheet on which a member is missing, an absent one voted, one with a conflict voted, or dissent, delay or
    recusal lack their reasons; the conflict graph is drawn again. Opens the check as a duty of another person.
    """
    item = _locked_item(actor, item_id)
    votes = _fitting(item, votes, at)
    members = {member.person_id: member for member in item.meeting.members.all()}
    models.Vote.objects.filter(item=item).delete()
    models.Vote.objects.bulk_create(
        models.Vote(item=item, member=members[vote.person_id], value=vote.value, reason=vote.reason.strip())
        for vote in votes
    )
    item.keyed_at, item.keyed_by = at, audit.actor_ref(actor)
    item.save(update_fields=["keyed_at", "keyed_by"])
    target = ref("casework.item", item.pk)
    audit.record(actor=actor, verb="casework.item.votes_keyed", target=target, facts={"votes": len(votes)}, at=at)
    duties.open_duty(
        actor=actor,
        kind=CHECK,
        title=f"对照原票再登记一遍：{item.title}",
        why="表决票由登记人以外的一位同事再登记一遍，一致后才计票",
        subject=target,
        role=role_of(actor),
        organisation_id=item.meeting.organ_id,
        at=at,
    )


@transaction.atomic
def check_votes(*, actor: Actor, item_id: int, votes: Sequence[VoteInput], at: datetime) -> Tally:
    """This function will compare a second keying with the first, count the votes and close them for good.

    Refuses the person who keyed them first, a sheet that does not fit, and lines that differ, each by name. Of two
    people who check at once the second finds the votes closed.
    """
    item = _locked_item(actor, item_id)
    if item.keyed_at is None:
        raise errors.NotNow(_("表决票还没有第一次登记，没有可以核对的"))
    if queries.is_keyed_by(item, actor):
        raise errors.SameHands()
    votes = _fitting(item, votes, at)
    _refuse_differences(item, votes)
    held_on = item.meeting.held_on or timezone.localdate(at)
    used = queries.deliberation_rules(region=item.meeting.region, on=held_on)
    count = rules.tally((vote.value for vote in votes), quorum=used.quorum, majority=used.majority)
    item.checked_at, item.checked_by = at, audit.actor_ref(actor)
    item.is_carried, item.tally = count.is_carried, queries.facts_of(count, used)
    item.save(update_fields=["checked_at", "checked_by", "is_carried", "tally"])
    target = ref("casework.item", item.pk)
    audit.record(
        actor=actor,
        verb="casework.item.votes_checked",
        target=target,
        reason=count.sentence,
        clause=used.clause,
        facts={"agree": count.agree, "against": count.against, "defer": count.defer, "recused": count.recused,
               "expected": count.expected, "is_carried": count.is_carried},
        at=at,
    )  # fmt: skip
    duties.close_duty(actor=actor, kind=CHECK, subject=target, at=at)
    return count


def _locked_item(actor: Actor, item_id: int) -> models.AgendaItem:
    """An item of a meeting that was held, locked; refuses one whose votes are closed."""
    place = models.AgendaItem.objects.filter(pk=item_id).values_list("meeting_id", flat=True).first()
    if place is None:
        raise NotHere()
    meeting = locked(actor, place, queries.RECORD)
    item = models.AgendaItem.objects.select_for_update().get(pk=item_id)
    item.meeting = meeting
    if item.checked_at is not None:
        raise errors.AlreadyChecked(item.title)
    if meeting.state != models.Meeting.State.HELD:
        raise errors.NotNow(_("先登记会议的到会情况，再登记表决票"))
    return item


def _fitting(item: models.AgendaItem, votes: Sequence[VoteInput], at: datetime) -> list[VoteInput]:
    """The votes in the order of the members, computed recusals with their reasons; refuses a sheet that cannot be."""
    members = list(item.meeting.members.all())
    found = queries.item_conflicts(
        item, candidate_ids=[member.person_id for member in members], on=timezone.localdate(at)
    )
    reasons = {pk: rules.recusal_reason(why) for pk, why in found.items()}
    by_person = {vote.person_id: vote for vote in votes}
    faults = _sheet_faults(members, votes)
    fitting = []
    for member in members:
        vote = by_person.get(member.person_id)
        if vote is None:
            continue
        if vote.value == "RECUSED" and member.person_id in reasons:
            vote = VoteInput(vote.person_id, vote.value, reasons[member.person_id])
        fault = _vote_fault(member, vote, reasons.get(member.person_id, ""))
        if fault:
            faults[member.person_id] = fault
        fitting.append(vote)
    if faults:
        raise errors.VotesDoNotFit(faults)
    return fitting


def _sheet_faults(members: Sequence[models.Member], votes: Sequence[VoteInput]) -> dict[int, str]:
    named = [vote.person_id for vote in votes]
    faults = {
        member.person_id: _("%s还没有登记表决") % member.name for member in members if member.person_id not in named
    }
    if len(set(named)) != len(named) or set(named) - {member.person_id for member in members}:
        faults[0] = _("表决票里有不是会议成员的人，或者一人有两票。请对照成员名单")
    return faults


def _vote_fault(member: models.Member, vote: VoteInput, conflict: str) -> str:
    """What is wrong with one line, as a sentence; empty when it fits."""
    if vote.value not in models.Vote.Value:
        return _("%s的表决请从所列各项里选") % member.name
    if conflict and vote.value != "RECUSED":
        return _("%(name)s%(why)s，应当回避，这一票请登记为回避") % {"name": member.name, "why": conflict}
    if vote.value in rules.VOTES and not member.is_present:
        return _("%s没有到会，不能表决。请登记为缺席，或者先更正到会情况") % member.name
    if vote.value == "ABSENT" and member.is_present:
        return _("%s到了会，请登记他的表决；没有表决又不回避的，按缓议登记并写明原因") % member.name
    if vote.value in rules.NEEDS_REASON and not vote.reason.strip():
        return _("%s的意见是不同意、缓议或者回避，请照票上写明理由") % member.name
    return ""


def _refuse_differences(item: models.AgendaItem, votes: Sequence[VoteInput]) -> None:
    """Name each line that differs, without saying what the first person keyed: the second keying stays blind."""
    found = rules.differences(queries.keyed_votes(item), votes)
    if not found:
        return
    names = {member.person_id: member.name for member in item.meeting.members.all()}
    words = {
        "VALUE": _("%s的表决和第一次登记不一样，请再看原票；原票就是这样的，请第一次登记的人更正"),
        "REASON": _("%s的理由和第一次登记不一样，请再看原票；原票就是这样的，请第一次登记的人更正"),
    }
    raise errors.VotesDiffer({one.person_id: words[one.what] % names[one.person_id] for one in found})
