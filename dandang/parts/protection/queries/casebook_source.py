"""What does a clarification that was made teach? Told to the casebook; nothing of the reporter goes with it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from django.db.models import CharField, QuerySet, Value
from django.db.models.functions import Cast, Concat
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dandang.foundation.ground import refs
from dandang.foundation.ground.refs import ref
from dandang.foundation.ground.texts import shortened
from dandang.ledger.casebook.kinds import CaseSource
from dandang.ledger.casebook.records import CaseMaterial, CitedClause, SourceChoice, ToHide
from dandang.registry.access import queries as access
from dandang.registry.access.records import Actor
from dandang.registry.people.models import FamilyMember

from ..models import Clarification
from ..states import ClarificationState, ReportState
from . import reach

KIND = "protection.clarification"
KINDS = {"CLARIFIED": gettext_lazy("澄清正名"), "FALSE_ACCUSATION": gettext_lazy("诬告惩处")}
OUTCOMES = {"CLARIFIED": gettext_lazy("予以澄清"), "FALSE_ACCUSATION": gettext_lazy("认定诬告，依规处理")}
MADE = (ClarificationState.MADE, ClarificationState.VISITED)
LATEST = 200


def source() -> CaseSource:
    """This function will return how protection offers its clarifications to the casebook."""
    return CaseSource(
        label=gettext_lazy("澄清"),
        load=material,
        choices=choices,
        standing=standing,
        may_see=may_see,
        hidden=reach.hidden_clarifications,
        barred=reach.barred_clarifications,
        kinds=KINDS,
        outcomes=OUTCOMES,
    )


def choices(actor: Actor, used: QuerySet[Any, Any]) -> list[SourceChoice]:
    """This function will list the clarifications of the actor's office that may be taught, the latest made first."""
    within = access.in_scopes(actor, "casebook.draft", "organ_path")
    subject = Concat(Value(f"{KIND}:"), Cast("pk", output_field=CharField()))
    rows = reach.visible_clarifications(actor).filter(within, state__in=MADE).annotate(subject=subject)
    fresh = rows.exclude(subject__in=used).order_by("-made_on", "-pk")[:LATEST]
    made = {ref(KIND, one.pk): one for one in fresh}
    hindered = standing(list(made))
    return [
        SourceChoice(subject, one.number, _title(one), str(OUTCOMES["CLARIFIED"]), one.made_on)
        for subject, one in made.items()
        if subject not in hindered and one.made_on is not None
    ]


def standing(subjects: Collection[str]) -> Mapping[str, str]:
    """This function will say for each clarification why it cannot be taught: not made, or its report is open again."""
    ids = [int(refs.parse(one).key) for one in subjects]
    rows = {one.pk: one for one in Clarification.objects.filter(pk__in=ids).select_related("report").order_by("pk")}
    said = {ref(KIND, pk): _why_not(rows.get(pk)) for pk in ids}
    return {subject: why for subject, why in said.items() if why}


def _why_not(row: Clarification | None) -> str:
    if row is None or row.state not in MADE:
        return _("还没有作出澄清")
    if row.report is not None and row.report.state == ReportState.ACCEPTED:
        return _("反映的问题正在重新办理")
    return _("影响还没有消除，还要再澄清") if row.harm_goes_on else ""


def may_see(actor: Actor, subject: str) -> bool:
    """This function will say whether the actor may open the clarification; the person it puts right may not."""
    return reach.visible_clarifications(actor).filter(pk=int(refs.parse(subject).key)).exists()


def material(subject: str) -> CaseMaterial:
    """This function will tell a clarification: what was untrue, how it was put right, what the visit found.

    The report's own words and everything about who reported stay where they are.
    """
    rows = Clarification.objects.select_related("person__home", "organ")
    row = rows.get(pk=int(refs.parse(subject).key))
    family = FamilyMember.objects.filter(person_id=row.person_id).order_by("pk").values_list("name", flat=True)
    home = row.person.home
    return CaseMaterial(
        subject=subject,
        number=row.number,
        title=_title(row),
        kind="CLARIFIED",
        outcome="CLARIFIED",
        outcome_label=str(OUTCOMES["CLARIFIED"]),
        organ_id=row.organ_id,
        region=row.region,
        year=row.assessed_on.year,
        background=row.assessment,
        course=row.words,
        judgement=_lines(_("澄清的方式：%s") % "、".join(_ways(row)), row.record),
        lesson=row.visit_note,
        clauses=(CitedClause(row.clause),) if row.clause else (),
        hide=ToHide(
            names=(row.person.name, *family),
            units=tuple(word for word in (home.name, home.short_name, row.organ.name, row.organ.short_name) if word),
            unit_ids=(home.pk,),
        ),
    )


def _title(row: Clarification) -> str:
    """What was put right, so that nobody has to choose among numbers."""
    return shortened(row.words, 60).rstrip("。")


def _ways(row: Clarification) -> list[str]:
    """The four forms; a letter always."""
    chosen = ((row.is_in_person, _("当面")), (row.is_at_meeting, _("会议")), (row.is_by_notice, _("通报")))
    return [_("书面"), *(str(word) for is_chosen, word in chosen if is_chosen)]


def _lines(*texts: str) -> str:
    return "\n".join(text.strip() for text in texts if text.strip())
