"""What one may do in protection, and which roles do it. Who may open a given report is `queries.reach`'s question.

The discipline body and the organisation department each take reports of their own; neither reads the other's.
"""

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
_UNIT = {UNIT_OFFICER, COMMITTEE_SECRETARY}

# By the system that took the report in: (discipline body, organisation department).
HANDLE = {"DISCIPLINE": "protection.handle_discipline", "ORGANISATION": "protection.handle_organisation"}
LEAD = {"DISCIPLINE": "protection.lead_discipline", "ORGANISATION": "protection.lead_organisation"}


def register() -> None:
    """Put the verbs into the registry; called once at start-up."""
    register_verbs(
        {
            "protection.view": Verb(roles=_STAFF | {CADRE}, label=_("查看由自己办理的反映和澄清")),
            "protection.staff": Verb(roles=_STAFF, label=_("登记和办理反映、澄清")),
            HANDLE["DISCIPLINE"]: Verb(roles={DISCIPLINE_OFFICER}, label=_("承办纪检监察机关收到的反映")),
            LEAD["DISCIPLINE"]: Verb(roles={DISCIPLINE_LEADER}, label=_("审批纪检监察机关收到的反映")),
            HANDLE["ORGANISATION"]: Verb(roles={ORG_OFFICER}, label=_("承办组织部门收到的反映")),
            LEAD["ORGANISATION"]: Verb(roles={ORG_LEADER}, label=_("审批组织部门收到的反映")),
            "protection.part": Verb(roles={CADRE}, label=_("核实指派给自己的反映"), scope="own"),
            "protection.own": Verb(roles={CADRE}, label=_("说明情况，对澄清表示意见"), scope="own"),
            "protection.harm": Verb(roles=_STAFF | _UNIT, label=_("登记负面舆情对名誉的损害")),
            "protection.own_harm": Verb(roles={CADRE}, label=_("本人登记负面舆情对名誉的损害"), scope="own"),
            "protection.statistics": Verb(roles=_STAFF | {COMMITTEE_SECRETARY}, label=_("查看澄清和举报统计")),
        }
    )
