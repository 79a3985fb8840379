"""Reports whose content stays in the discipline body's own network: number and outcome only. Basis: SPEC PR-01.

One allegation a person, without any content, so that what turned out untrue can be clarified for that person.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from dandang.foundation.audit import actions as audit
from dandang.foundation.ground.refusal import BadInput
from dandang.foundation.guard import blanks
from dandang.ledger.casework import actions as casework
from dandang.registry.access import queries as access
from dandang.registry.access.records import Actor
from dandang.registry.organisations import queries as organisations

from .. import errors
from ..models import Allegation, Report
from ..queries import clauses, reach
from ..records import Arrival
from ..verbs import HANDLE
from . import moving

NOTHING_HERE = "内容在办理单位，这里只登记编号和结果"
_UNTRUE_PART = "不实的是哪一部分，见办理单位的文书"


@transaction.atomic
def register_reference(
    *, actor: Actor, system: str, organ_id: int, arrival: Arrival, person_ids: Sequence[int], at: datetime
) -> int:
    """This function will put the number of a report on file whose content lies elsewhere, and return its id.

    Refuses no number of the other side, nobody named, the actor himself, people outside the office's region.
    """
    organ = organisations.get(organ_id)
    access.require(actor, HANDLE[system], path=organ.path)
    number = blanks.written(arrival.outside_number, _("办理单位的编号"), "outside_number")
    moving.refuse_future(arrival.received_on, at, "received_on")
    people = list(dict.fromkeys(person_ids))
    if not people:
        raise BadInput(_("请写明涉及谁。不涉及具体人的，不用登记。"), field="people")
    if actor.person_id in people:
        raise errors.Conflicted(_("这件反映涉及您本人，请由别的经办人登记。"), field="people")
    today = timezone.localdate(at)
    report = Report(
        number=casework.next_number(unit=organ, kind="信", year=arrival.received_on.year), system=system, organ=organ,
        organ_path=organ.path, region=organ.region, way=Report.Way.TRANSFERRED, is_signed=False,
        is_reference_only=True, outside_number=number[:60], forwarded_from=arrival.sent_by.strip()[:120],
        received_on=arrival.received_on, taken_in_on=today, state="ACCEPTED", accepted_on=today,
        registered_by=audit.actor_ref(actor),
    )  # fmt: skip
    report.save()
    for place, person_id in enumerate(people, start=1):
        Allegation.objects.create(report=report, number=place, text=NOTHING_HERE, person_id=person_id)
    moving.saved(actor, report, "protection.report.registered", at, way=report.way, people=len(people))
    moving.next_duty(actor, report, "protection.verify", "登记办理单位的结论", "内容不在本系统，只登记编号和结果", at)
    return report.pk


@transaction.atomic
def key_outcome(
    *, actor: Actor, allegation_id: int, finding: str, document: str, found_on: date, clause: str, at: datetime
) -> None:
    """This function will key in what the handling body found about one person; a leader confirms it as any finding.

    Refuses a report with content here, one that has its finding, no document, a day of the future.
    """
    report_id = Allegation.objects.filter(pk=allegation_id).values_list("report_id", flat=True).first() or 0
    report = moving.locked(actor, report_id, reach.may_handle, at)
    moving.require_state(report, "ACCEPTED")
    row = report.allegations.select_for_update().get(pk=allegation_id)
    if not report.is_reference_only:
        raise errors.WrongState(_("这件反映的内容在本系统，请逐项核实、认定，不在这里登记结果。"))
    if row.finding:
        raise errors.WrongState(_("这一项已经录入结果。录错了的，请负责人退回再录。"))
    if finding not in Allegation.Finding.values:
        raise BadInput(_("请选结果。"), field="finding")
    moving.refuse_future(found_on, at, "found_on")
    if found_on < report.received_on:
        raise BadInput(_("结果的日期早于收到的日期，请核对。"), field="found_on")
    row.reasons = blanks.written(document, _("结果见哪份文书、什么文号"), "document")
    cited = clauses.require_clause(report.region, timezone.localdate(at), clause)
    row.finding, row.clause, row.found_on, row.found_by = finding, cited.text, found_on, audit.actor_ref(actor)
    row.untrue_part = _UNTRUE_PART if finding == "PARTLY" else ""
    row.save()
    moving.saved(actor, report, "protection.report.outcome_keyed", at, clause=cited.text, finding=finding)
    moving.next_duty(
        actor, report, "protection.confirm", "核对办理单位的结论", "一个人录入，另一位负责人核对", at, is_leaders=True
    )
