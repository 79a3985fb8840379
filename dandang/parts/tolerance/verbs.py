"""What one may do in tolerance, and which roles do it. Who may open a given case is `queries.reach`'s question."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from dandang.registry.access.kinds import (
    CADRE,
    COMMITTEE_SECRETARY,
    DISCIPLINE_LEADER,
    DISCIPLINE_OFFICER,
    DISCIPLINE_STAFF,
    ORG_LEADER,
    ORG_OFFICER,
    ORG_STAFF,
    UNIT_OFFICER,
    Verb,
    register_verbs,
)

_STAFF = ORG_STAFF | DISCIPLINE_STAFF
_OFFICERS = {ORG_OFFICER, DISCIPLINE_OFFICER}
_LEADERS = {ORG_LEADER, DISCIPLINE_LEADER}
_UNIT = {UNIT_OFFICER, COMMITTEE_SECRETARY}


def register() -> None:
    """Put the verbs into the registry; called once at start-up."""
    register_verbs(
        {
            "tolerance.view": Verb(roles=_STAFF | _UNIT | {CADRE}, label=_("查看与自己有关的容错案件")),
            "tolerance.handle": Verb(roles=_OFFICERS, label=_("承办容错案件")),
            "tolerance.lead": Verb(roles=_LEADERS, label=_("指派核实人员、提级、签发")),
            "tolerance.apply": Verb(roles={CADRE}, label=_("本人提出容错申请"), scope="own"),
            "tolerance.apply_for": Verb(roles=_UNIT, label=_("单位或者党组织提出容错申请")),
            "tolerance.part": Verb(roles={CADRE}, label=_("核实或者复查指派给自己的案件"), scope="own"),
            "tolerance.own": Verb(roles={CADRE}, label=_("查看自己的事项"), scope="own"),
            "tolerance.file_plan": Verb(roles=_UNIT, label=_("报送事前备案")),
            "tolerance.early_sign": Verb(roles=_STAFF | _UNIT, label=_("登记苗头性问题和提醒谈话")),
            "tolerance.trial": Verb(roles=_STAFF | _UNIT, label=_("登记首创事项和历史遗留问题")),
            "tolerance.statistics": Verb(roles=_STAFF | {COMMITTEE_SECRETARY}, label=_("查看容错纠错统计")),
        }
    )
