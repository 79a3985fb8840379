"""May this person come near a reporter's identity? The gate the vault asks before every step, and what it may say.

Basis: 检举控告规则 第47条; SPEC PR-01: never the accused, those above and related to them, nor who investigates,
decides or reviews.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from dandang.foundation.ground.refs import parse
from dandang.foundation.ground.refusal import Refusal
from dandang.law.policies import queries as policies
from dandang.ledger.casework import queries as casework
from dandang.ledger.casework.models import Part
from dandang.registry.access.records import Actor
from dandang.registry.vault import kinds as vault
from dandang.registry.vault.records import AccessRules, KeepingRule, Over

from .. import errors
from ..models import Accusation, AccusationAssignment, Assignment, Report
from . import answers, reach

YEARS = "vault.keep_years"
_ENDED = ("ANSWERED", "WITHDRAWN")
_ACCUSATION_OVER = ("MISTAKEN", "NOT_PROVED", "OVERTURNED")
_APART = (Part.INVESTIGATOR, Part.DECIDER, Part.REVIEWER)


def gate(actor: Actor, handle: str, act: str) -> Refusal | None:
    """This function will return why the actor may not ask for, approve or open an identity; None when nothing speaks
    against it. Asked at each step again, since relations change.

    Only whoever handles or leads the report asks; nobody approves whose relations cannot be told.
    """
    report = Report.objects.filter(handle=handle).exclude(handle="").first()
    if report is None:
        return None
    if actor.person_id is None:
        return errors.Conflicted(_("您的账号没有对应到名册里的人，分不清同被反映人有没有关系，不能接触反映人的身份。"))
    if stands_apart(actor.person_id, report):
        return errors.Conflicted(_("被反映的人和核实、研究、复查这件事的人，不能接触反映人的身份。"))
    parties = [pk for pk in report.allegations.order_by().values_list("person_id", flat=True) if pk]
    found = casework.conflicts_of(
        candidate_ids=[actor.person_id], party_ids=parties, involved={}, earlier={}, on=timezone.localdate()
    )
    reasons = found.get(actor.person_id, ())
    if reasons:
        words = "；".join(one.why for one in reasons)
        return errors.Conflicted(_("您要回避这件反映：%s。不能接触反映人的身份。") % words)
    if act != vault.APPROVE and not _asks_by_right(actor, report):
        return errors.Conflicted(_("只有这件反映的承办人和负责人可以申请查阅反映人的身份。"))
    return None


def rules(region: str, on: date) -> AccessRules | None:
    """This function will return what the packs say of opening an identity; None where they say nothing."""
    hours = policies.value("vault.max_hours", region=region, on=on)
    approvers = policies.value("vault.approvers", region=region, on=on)
    if hours.value is None or approvers.value is None:
        return None
    return AccessRules(int(hours.value), int(approvers.value), hours.citation)


def titles(actor: Actor, handles: Iterable[str]) -> Mapping[str, tuple[str, str]]:
    """This function will name the reports behind handles by their numbers; the address only for who may open them."""
    rows = list(Report.objects.filter(handle__in=[one for one in handles if one]))
    seen = set(reach.visible_reports(actor).filter(pk__in=[one.pk for one in rows]).values_list("pk", flat=True))
    return {
        one.handle: (one.number, reverse("protection:report", args=[one.pk]) if one.pk in seen else "") for one in rows
    }


def barred(actor: Actor) -> set[str]:
    """This function will return the handles a custodian must not know of: reports that name him, or he recused from."""
    ids = [parse(one).key for one in reach.barred_reports(actor).values_list("subject", flat=True)]
    rows = Report.objects.filter(pk__in=ids).exclude(handle="").order_by()
    return set(rows.values_list("handle", flat=True))


def keeping(region: str, on: date) -> KeepingRule:
    """This function will return for how many years identities are kept after a report ended; None is 未规定."""
    said = policies.value(YEARS, region=region, on=on)
    years = int(said.value) if said.value is not None else None
    return KeepingRule(years, said.citation, said.clause_url, said.reliability)


def over(on: date) -> list[Over]:
    """This function will list the identities whose time is over: their report ended so many years ago, and for good.

    Nothing is over that is handled, waits for an answer, is joined to what is handled, or about which a case of false
    accusation runs or was proved; nothing where the packs say nothing.
    """
    found = []
    for region in Report.objects.exclude(handle="").order_by("region").values_list("region", flat=True).distinct():
        rule = keeping(region, on)
        if rule.years is None:
            continue
        for report in _ended(region):
            ended_on = answers.handled(report).concluded_on or report.ended_on
            kept_until = years_after(ended_on, rule.years) if ended_on else None
            if ended_on and kept_until and kept_until <= on:
                found.append(Over(report.handle, ended_on, kept_until, rule.clause))
    return found


def years_after(day: date, years: int) -> date:
    """This function will return the same day so many years later; 29 February becomes 1 March, never a day less."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return date(day.year + years, 3, 1)


def _ended(region: str) -> QuerySet[Report]:
    closed = Q(state__in=_ENDED) | Q(state="DUPLICATE", joined_to__state__in=_ENDED)
    running = Accusation.objects.exclude(state__in=_ACCUSATION_OVER).order_by().values("report_id")
    rows = Report.objects.filter(closed, region=region).exclude(handle="").exclude(pk__in=running)
    return rows.select_related("joined_to").order_by("pk")


def stands_apart(person_id: int, report: Report) -> bool:
    """This function will say whether somebody is named in a report or investigates, decides or reviews around it."""
    mine = Assignment.objects.filter(case=report, person_id=person_id)
    if mine.filter(part__in=_APART).exists() or mine.exclude(recused_at=None).exists():
        return True
    if report.allegations.filter(person_id=person_id).exists():
        return True
    parts = AccusationAssignment.objects.filter(case__report=report, person_id=person_id)
    return parts.filter(part__in=_APART).exists()


def _asks_by_right(actor: Actor, report: Report) -> bool:
    if reach.may_lead(actor, report):
        return True
    return reach.may_handle(actor, report) and reach.part_of(actor, report) == Part.HANDLER
