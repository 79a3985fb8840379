"""What an untrue allegation had done to an assessment, a selection or an award, and its repair by people.

Nothing here changes a grade or a list: whoever is in charge of it repairs it there and records it here. SPEC PR-06,
政务处分法 第53条 (恢复名誉、消除影响).
"""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from dandang.foundation.audit import actions as audit
from dandang.foundation.ground.refs import ref
from dandang.foundation.ground.refusal import BadInput, NotHere
from dandang.foundation.guard import blanks
from dandang.ledger.duties import actions as duties
from dandang.registry.access.records import Actor

from .. import errors
from ..models import Clarification, Restoration
from ..queries import clarifications, restorations
from . import clarifying, moving

RESTORE = "protection.restore"


@transaction.atomic
def record_harm_done(*, actor: Actor, clarification_id: int, where: str, found: str, at: datetime) -> int:
    """This function will record what suffered from an untrue allegation, a duty of the organisation department.

    Refuses a place that is none of the table's, and words that are empty.
    """
    row = clarifying.locked(actor, clarification_id, clarifications.may_handle, at)
    if where not in Restoration.Where.values:
        raise BadInput(_("请选受影响的是考核、选拔任用、评先奖优还是其他。"), field="where")
    made = Restoration(
        clarification=row, where=where, found=blanks.written(found, _("受了什么影响"), "found"), recorded_at=at,
        recorded_by=audit.actor_ref(actor),
    )  # fmt: skip
    made.save()
    _on_record(actor, made, "protection.restoration.recorded", at)
    department = restorations.department_of(row)
    duties.open_duty(
        actor=actor, kind=RESTORE, title=f"恢复受不实反映影响的{made.get_where_display()}（{row.number}）",
        why="查清不实，受了影响的要恢复。系统不会自己改任何等次", subject=ref("protection.restoration", made.pk),
        role="ORG_OFFICER", organisation_id=department.pk, at=at,
    )  # fmt: skip
    return made.pk


@transaction.atomic
def record_repair(*, actor: Actor, restoration_id: int, repaired: str, repaired_on: date, at: datetime) -> None:
    """This function will record how it was repaired and when. Refuses a second record, a day of the future."""
    rows = Restoration.objects.select_for_update(of=("self",)).select_related("clarification__report")
    row = rows.filter(pk=restoration_id).first()
    if row is None or not restorations.may_repair(actor, row):
        raise NotHere()
    clarifications.refuse_conflicted(actor, row.clarification, on=timezone.localdate(at))
    if row.repaired_on is not None:
        raise errors.WrongState(_("这一项已经登记恢复。还有没恢复的，请另外登记一项。"))
    moving.refuse_future(repaired_on, at, "repaired_on")
    row.repaired = blanks.written(repaired, _("怎样恢复的"), "repaired")
    row.repaired_on, row.repaired_by = repaired_on, audit.actor_ref(actor)
    row.save()
    _on_record(actor, row, "protection.restoration.repaired", at)
    duties.close_duty(actor=actor, kind=RESTORE, subject=ref("protection.restoration", row.pk), at=at)
    of: Clarification = row.clarification
    clarifying.tell(
        actor, of, "受影响的已经恢复",
        [
            f"{row.get_where_display()}受了不实反映的影响，{repaired_on.isoformat()} 已经恢复。",
            "接下来：这一项办结，不再打扰您。",
            "您可以：在“我的说明和澄清”里看怎样恢复的；还有没恢复的，告诉我们。",
            f"有疑问请找：{of.organ.name}",
        ],
        at,
    )  # fmt: skip


def _on_record(actor: Actor, row: Restoration, verb: str, at: datetime) -> None:
    target = ref("protection.restoration", row.pk)
    audit.record(actor=actor, verb=verb, target=target, facts={"where": row.where}, at=at)
