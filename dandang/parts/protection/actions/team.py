"""Who handles and verifies a report: assigned by a leader, with the conflict graph asked; recused at once when asked.

Basis: 公务员法 76; security.md S5, S6; SPEC PR-02.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from dandang.foundation.audit import actions as audit
from dandang.foundation.ground.refusal import BadInput, NotHere
from dandang.foundation.guard import blanks
from dandang.ledger.casework.models import Part
from dandang.registry.access.records import Actor
from dandang.registry.people import queries as people

from .. import allegation_rules as rules
from .. import errors
from ..models import Assignment, Report
from ..queries import handling, reach
from ..queries import team as candidates
from . import moving

PARTS = (Part.HANDLER, Part.INVESTIGATOR)


@transaction.atomic
def assign(*, actor: Actor, report_id: int, part: str, person_ids: Sequence[int], at: datetime) -> None:
    """This function will let people handle or verify a report; one person has one part in it, over its whole history.

    Refuses with each reason whoever has to stand aside (named, kin, same unit, leader of the unit, keeper of
    identities, another part in this report, also one he was recused from), the leader himself, people who no longer
    serve, and a report that is not being handled.
    """
    report = moving.locked(actor, report_id, reach.may_lead, at)
    moving.require_state(report, "ACCEPTED")
    if part not in PARTS:
        raise BadInput(_("请选定承担什么工作。"), field="part")
    chosen = list(dict.fromkeys(person_ids))
    if not chosen:
        raise BadInput(_("请至少选一个人。"), field="person_ids")
    if actor.person_id in chosen:
        raise errors.Conflicted(_("指派的人自己不核实，也不承办：您还要确认认定。请选别的同志。"))
    _refuse_gone(chosen)
    _refuse_conflicted(report, chosen, at)
    for person_id in chosen:
        Assignment.objects.create(
            case=report, part=part, person_id=person_id, assigned_at=at, assigned_by=audit.actor_ref(actor)
        )
    moving.saved(actor, report, "protection.team.assigned", at, part=part, people=len(chosen))
    if part == Part.INVESTIGATOR:
        _ask_to_verify(actor, report, chosen, at)
    if handling.lacks_investigators(report, on=timezone.localdate(at)) is None:
        moving.done_duty(actor, report, "protection.team", at)


@transaction.atomic
def recuse(*, actor: Actor, report_id: int, person_id: int, reason: str, at: datetime) -> None:
    """This function will let somebody stand aside: he loses the report at once and never comes back to it.

    The person himself or a leader of the report does it. Refuses an empty reason, and somebody who did already.
    A leader or officer without a part may stand aside as well: it is put down, so that the report closes to him.
    """
    report = _locked_to_recuse(actor, report_id, person_id)
    words = blanks.written(reason, _("为什么回避，例如与被反映人有亲属关系"), "reason")
    row = Assignment.objects.select_for_update().filter(case=report, person_id=person_id).first()
    if row is None and person_id != actor.person_id:
        raise BadInput(_("这个人没有承担这件反映的工作。"), field="person_id")
    if row is not None and row.recused_at is not None:
        raise errors.WrongState(_("他已经回避。"))
    row = row or Assignment(
        case=report, part=Part.HANDLER, person_id=person_id, assigned_at=at, assigned_by=audit.actor_ref(actor)
    )
    row.recused_at, row.recused_by, row.recusal_reason = at, audit.actor_ref(actor), words
    row.save()
    moving.saved(actor, report, "protection.team.recused", at, reason=words, part=row.part)
    _fill_gap(actor, report, row, words, at)
    if not _is_team_wanting(report, at):
        moving.done_duty(actor, report, "protection.team", at)


# Parts of the acts -----------------------------------------------------------------------------------------------


def _locked_to_recuse(actor: Actor, report_id: int, person_id: int) -> Report:
    """Who has to stand aside may always say so: the conflict that stops every other act is the very reason."""
    report = Report.objects.select_for_update(of=("self",)).select_related("organ").filter(pk=report_id).first()
    if report is None:
        raise NotHere()
    is_own = actor.person_id is not None and actor.person_id == person_id and reach.may_see(actor, report)
    if not (is_own or reach.may_lead(actor, report)):
        raise NotHere()
    return report


def _refuse_gone(person_ids: Sequence[int]) -> None:
    if gone := people.no_longer_serving(person_ids):
        names = "、".join(f"{one.name}（{one.get_state_display()}）" for one in gone)
        raise BadInput(_("%s 已不在职，不能承担工作。请选在职的同志。") % names, field="person_ids")


def _refuse_conflicted(report: Report, person_ids: Sequence[int], at: datetime) -> None:
    found = candidates.conflicts(list(person_ids), report, on=timezone.localdate(at))
    if not found:
        return
    names = people.names_of(list(found))
    lines = [f"{names.get(str(pk), '')}：{'；'.join(one.why for one in reasons)}" for pk, reasons in found.items()]
    way_out = _("请选其他同志。")
    if len(found) == len(person_ids):
        way_out = _("请选其他同志；本机关没有人可以办的，报请上级机关办理。")
    said = _("要回避的不能办理这件反映。%(who)s。%(way)s")
    raise errors.Conflicted(said % {"who": "。".join(lines), "way": way_out}, field="person_ids")


def _ask_to_verify(actor: Actor, report: Report, person_ids: Sequence[int], at: datetime) -> None:
    for person_id in person_ids:
        why = "逐项查明并提出认定，提出认定的人不能确认"
        moving.next_duty(actor, report, "protection.verify", "核实", why, at, person_id=person_id)


def _is_team_wanting(report: Report, at: datetime) -> bool:
    """Whether the leader still has to act: too few verify, or somebody at work has to stand aside."""
    today = timezone.localdate(at)
    working = list(report.assignments.filter(recused_at=None).values_list("person_id", flat=True))
    verified = reach.live_allegations(report).filter(handling=rules.PRELIMINARY).exclude(handling_approved_by="")
    has_begun = verified.exists() or report.assignments.filter(part=Part.INVESTIGATOR).exists()
    is_short = has_begun and handling.lacks_investigators(report, on=today) is not None
    return is_short or bool(reach.conflicts(working, report, on=today, with_parts=False))


def _fill_gap(actor: Actor, report: Report, row: Assignment, reason: str, at: datetime) -> None:
    if report.state != "ACCEPTED" or row.part != Part.INVESTIGATOR:
        return
    moving.done_duty(actor, report, "protection.verify", at)
    _ask_to_verify(actor, report, handling.investigators(report), at)
    if handling.lacks_investigators(report, on=timezone.localdate(at)) is not None:
        moving.next_duty(actor, report, "protection.team", "补派核实人员", f"有人回避：{reason}", at, is_leaders=True)
