"""What one may do in an assessment, and which roles do it."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from dandang.registry.access.kinds import (
    CADRE,
    COMMITTEE_SECRETARY,
    ORG_LEADER,
    ORG_OFFICER,
    ORG_STAFF,
    UNIT_OFFICER,
    Verb,
    register_verbs,
)

_WORKERS = ORG_STAFF | {UNIT_OFFICER}


def register() -> None:
    """Put the verbs into the registry; called once at start-up."""
    register_verbs(
        {
            "appraisal.view": Verb(roles=_WORKERS | {COMMITTEE_SECRETARY}, label=_("查看考核")),
            "appraisal.prepare": Verb(roles={ORG_OFFICER}, label=_("准备考核：方案、名单、截止")),
            "appraisal.people": Verb(roles={ORG_OFFICER, UNIT_OFFICER}, label=_("确认参加考核情况")),
            "appraisal.ballots": Verb(roles={ORG_OFFICER, UNIT_OFFICER}, label=_("组织民主测评")),
            "appraisal.score": Verb(roles={ORG_OFFICER}, label=_("计分")),
            "appraisal.grade": Verb(roles={ORG_OFFICER, UNIT_OFFICER}, label=_("提出等次建议")),
            "appraisal.seal": Verb(roles={ORG_LEADER, COMMITTEE_SECRETARY}, label=_("确定等次")),
            "appraisal.notice": Verb(roles={ORG_OFFICER, UNIT_OFFICER}, label=_("书面通知结果")),
            "appraisal.own": Verb(roles={CADRE}, label=_("查看本人考核结果"), scope="own"),
        }
    )
