"""What would another region's figures mean for the reports, clarifications and cases of false accusation at hand?

Registered with the comparison of policies. Counts only what the reader may open, and changes nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dandang.law.policies import kinds
from dandang.law.policies.kinds import Impact, ImpactLine, Switch
from dandang.registry.access import queries as access
from dandang.registry.access.records import Actor

from .queries import harms, reach

_UNDER_WAY = ("ASSESSED", "CONSENTED", "APPROVED")
_ACCUSED = ("OPENED", "INVESTIGATED", "HEARING", "READY", "PROPOSED")


@dataclass(frozen=True, slots=True)
class Touched:
    """What a figure is about: the rows the reader sees, those of them it still governs, the words for their number."""

    rows: Callable[[Actor], QuerySet[Any]]
    governed: Q
    words: Promise
    url_name: str


def _reports(governed: Q, words: Promise) -> Touched:
    return Touched(reach.visible_reports, governed, words, "protection:report")


def _clarifications(governed: Q, words: Promise) -> Touched:
    return Touched(reach.visible_clarifications, governed, words, "protection:clarification")


def _accusations(governed: Q, words: Promise) -> Touched:
    return Touched(reach.visible_accusations, governed, words, "protection:accusation")


_WAITING, _HANDLED = Q(state__in=["RECEIVED", "FORWARDED"]), Q(state="ACCEPTED")
_CLEARING, _JUDGED = Q(state__in=_UNDER_WAY), Q(state__in=_ACCUSED)
_TOUCHED = {
    "forward_working_days": _reports(Q(state="RECEIVED"), gettext_lazy("%d 件待受理的反映，报送的期限会不同")),
    "lower_acceptance_working_days": _reports(Q(state="FORWARDED"), gettext_lazy("%d 件已转送的，受理的期限会不同")),
    "acceptance_reply_working_days": _reports(
        _WAITING & Q(is_signed=True), gettext_lazy("%d 件待受理的实名反映，告知的期限会不同")
    ),
    "result_reply_working_days": _reports(
        Q(state__in=["ACCEPTED", "CONCLUDED"], is_signed=True), gettext_lazy("%d 件实名反映，反馈结果的期限会不同")
    ),
    "handling_kinds": _reports(_HANDLED, gettext_lazy("%d 件办理中的反映，处置方式要另选")),
    "written_explanation_first": _reports(_HANDLED, gettext_lazy("%d 件办理中的反映，函询的先后会不同")),
    "least_investigators": _reports(_HANDLED, gettext_lazy("%d 件办理中的反映，核实人数的要求会不同")),
    "clarification_working_days": _clarifications(
        _CLEARING & Q(is_cross_department=False), gettext_lazy("%d 件在办的澄清，每一步的期限会不同")
    ),
    "clarification_cross_working_days": _clarifications(
        _CLEARING & Q(is_cross_department=True), gettext_lazy("%d 件几个部门一起办的澄清，期限会不同")
    ),
    "clarification_cases": _clarifications(_CLEARING, gettext_lazy("%d 件在办的澄清，属于哪种情形要重新看")),
    "clarification_forms": _clarifications(_CLEARING, gettext_lazy("%d 件在办的澄清，可选的方式会不同")),
    "clarification_is_duty": _clarifications(_CLEARING, gettext_lazy("%d 件在办的澄清，是不是必须办会不同")),
    "clarification_written_needed": _clarifications(_CLEARING, gettext_lazy("%d 件在办的澄清，书面的要求会不同")),
    "clarification_assessed_before": _clarifications(_CLEARING, gettext_lazy("%d 件在办的澄清，事前评估的要求会不同")),
    "clarification_consent_needed": _clarifications(_CLEARING, gettext_lazy("%d 件在办的澄清，本人同意的要求会不同")),
    "false_accusation_approval_level": _accusations(_JUDGED, gettext_lazy("%d 件在核查的诬告，要由另一级批准")),
    "false_accusation_least_level": _accusations(_JUDGED, gettext_lazy("%d 件在核查的诬告，批准机关的下限会不同")),
    "false_accusation_needs_harm": _accusations(_JUDGED, gettext_lazy("%d 件在核查的诬告，要不要有后果会不同")),
    "false_accusation_aggravating": _accusations(_JUDGED, gettext_lazy("%d 件在核查的诬告，从重的情形要重新看")),
    "false_accusation_least_investigators": _accusations(
        Q(state="OPENED"), gettext_lazy("%d 件在核查的诬告，人数的要求会不同")
    ),
    "false_accusation_wait_days": _accusations(
        Q(state__in=["OPENED", "INVESTIGATED", "HEARING"]), gettext_lazy("%d 件在核查的诬告，等本人说明的天数会不同")
    ),
    "dishonesty_referral": _accusations(
        _JUDGED | Q(state="PROVED"), gettext_lazy("%d 件诬告，能不能纳入失信名单会不同")
    ),
    "harm_check_working_days": Touched(
        harms.visible_harms, Q(state="REGISTERED"), gettext_lazy("%d 件负面舆情，查明的期限会不同"), "protection:harm"
    ),
    "harm_publish_working_days": Touched(
        harms.visible_harms, Q(state="CHECKED"), gettext_lazy("%d 件负面舆情，公布的期限会不同"), "protection:harm"
    ),
    "harm_effect_working_days": Touched(
        harms.visible_harms, Q(state="PUBLISHED"), gettext_lazy("%d 件负面舆情，看效果的期限会不同"), "protection:harm"
    ),
}


def register() -> None:
    """Register what each figure means for the work at hand."""
    for name in _TOUCHED:
        kinds.register_impact(f"protection.{name}", figure)


def figure(actor: Actor, switch: Switch) -> Impact | None:
    """Return the work at hand that a figure still governs, with what it says here and there."""
    if not access.may(actor, "protection.staff"):
        return kinds.cannot_say(_("您不办理反映和澄清，系统不替您数"))
    touched = _TOUCHED[switch.key.removeprefix("protection.")]
    lines = [
        ImpactLine(row.number, reverse(touched.url_name, args=[row.pk]))
        for row in touched.rows(actor).filter(touched.governed)
    ]
    return kinds.counted(lines, str(touched.words), why=kinds.from_to(switch))
