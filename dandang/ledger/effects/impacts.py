"""What would another list of assessments mean for the shields in force? Registered with the comparison of policies."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _

from dandang.law.policies import kinds as policies
from dandang.law.policies.kinds import Impact, ImpactLine, Switch
from dandang.ledger.effects import queries
from dandang.ledger.effects.kinds import ASSESSMENT_SHIELD, ASSESSMENTS
from dandang.registry.access import queries as access
from dandang.registry.access.records import Actor

KEY = "tolerance.assessments_not_negative"


def assessments(actor: Actor, switch: Switch) -> Impact | None:
    """Return the shields in force that name other assessments than the other side's list does. Basis: 云南 11."""
    if not access.may(actor, "effects.effect.read"):
        return policies.cannot_say(_("您不看决定效力，系统不替您数"))
    listed = switch.there.value if switch.there is not None else None
    if not listed:
        return policies.cannot_say(_("那边没有列出考核种类，保护到哪些考核要由人认定"))
    codes = {str(label): code for code, label in ASSESSMENTS.items()}
    if any(label not in codes for label in listed):
        return policies.cannot_say(_("那边列的考核和登记用的种类对不上"))
    wanted = {codes[label] for label in listed}
    found = queries.register(actor, on=switch.on, kind=ASSESSMENT_SHIELD)
    lines = tuple(
        ImpactLine(f"{row.person.name} {row.document}", reverse("effects:effect", args=[row.pk]))
        for row in found
        if set(row.facts.get("assessments", ())) & ASSESSMENTS.keys() != wanted
    )
    return Impact(_("%d 项保护所列的考核会不同") % len(lines), lines=lines) if lines else None
