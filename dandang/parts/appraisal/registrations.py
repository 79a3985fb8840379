"""What the room puts into the house's registries; called once by its AppConfig."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from dandang.foundation.audit import kinds as audit
from dandang.foundation.ground.references import register_reference
from dandang.foundation.ui import guide, menu
from dandang.ledger.duties import kinds as duties
from dandang.ledger.matters import kinds as matters
from dandang.registry.people import kinds as people

from . import impacts, models, verbs
from .queries import traces


def register() -> None:
    """Register verbs, menu entries, references, audit sentences and duty kinds."""
    verbs.register()
    about = _("年度考核：方案、名单、测评、计分、等次、公示、确定、通知")
    menu.register(
        menu.MenuEntry(menu.PARTS, 30, _("考核评价"), "appraisal:cycles", "三", "appraisal.view", about=about)
    )
    about = _("写个人总结，看结果单，签收")
    menu.register(menu.MenuEntry(menu.OWN, 20, _("我的考核"), "appraisal:mine", "bars", "appraisal.own", about=about))
    guide.register(guide.Chapter(30, "appraisal", _("一年的考核"), "appraisal/_guide.html", "appraisal.own"))
    audit.register_sentences(SENTENCES)
    for kind, label, button in DUTIES:
        duties.register(kind, duties.DutyKind(label, button))
    _references()
    people.register_year_scores(_year_scores)
    impacts.register()
    matters.register_traces(_("考核"), traces.assessments_of)


SENTENCES = {
    "appraisal.cycle.created": _("建立年度考核"),
    "appraisal.cycle.share_approved": _("登记提高优秀比例的批准"),
    "appraisal.cycle.ballots_opened": _("开始民主测评"),
    "appraisal.cycle.ballots_closed": _("截止民主测评"),
    "appraisal.cycle.sealed": _("本次考核全部确定"),
    "appraisal.template.saved": _("保存方案模板"),
    "appraisal.plan.added": _("加上考核方案"),
    "appraisal.plan.changed": _("修改考核方案"),
    "appraisal.plan.removed": _("去掉考核方案"),
    "appraisal.participants.drawn": _("生成参加考核人员名单"),
    "appraisal.participation.decided": _("确认参加考核情况"),
    "appraisal.unit.quota_set": _("设定单位名额条件"),
    "appraisal.roll.drawn": _("生成评议人名单"),
    "appraisal.tickets.issued": _("发测评票"),
    "appraisal.tickets.voided": _("作废没有用的测评票"),
    "appraisal.ballot.keyed": _("录入纸质测评票"),
    "appraisal.ballots.imported": _("导入测评票"),
    "appraisal.measures.imported": _("导入数据指标"),
    "appraisal.components.imported": _("导入其他部分成绩"),
    "appraisal.run.started": _("开始计分"),
    "appraisal.run.finished": _("完成计分"),
    "appraisal.run.failed": _("计分没有完成"),
    "appraisal.results.exported": _("导出计分结果"),
    "appraisal.data.uploaded": _("上传数据表格，核对"),
    "appraisal.grade.proposed": _("提出等次建议"),
    "appraisal.unit.proposed": _("上报等次建议"),
    "appraisal.unit.withdrawn": _("退回等次建议"),
    "appraisal.unit.publicised": _("开始公示"),
    "appraisal.unit.feedback_noted": _("登记公示期间的反映"),
    "appraisal.unit.sealed": _("考核委员会确定等次"),
    "appraisal.notice.served": _("送达考核结果通知"),
    "appraisal.notice.acknowledged": _("本人签收考核结果"),
    "appraisal.notice.keyed": _("代录纸质签收"),
    "appraisal.summary.written": _("填写个人总结"),
    "appraisal.comment.written": _("填写主管领导评语"),
}
DUTIES = [
    ("appraisal.prepare", _("准备年度考核"), _("去准备")),
    ("appraisal.ballots", _("组织民主测评"), _("去组织")),
    ("appraisal.grade", _("评定等次"), _("去评定")),
    ("appraisal.publicity", _("公示"), _("去公示")),
    ("appraisal.seal", _("研究确定等次"), _("去研究")),
    ("appraisal.notice", _("书面通知结果"), _("去通知")),
    ("appraisal.acknowledge", _("签收考核结果"), _("去签收")),
]


def _references() -> None:
    def names(model: type[models.Cycle] | type[models.Plan], field: str) -> object:
        def look_up(keys: Sequence[str]) -> Mapping[str, str]:
            rows = model._default_manager.filter(pk__in=keys).values_list("pk", field)
            return {str(pk): name for pk, name in rows}

        return look_up

    table = [
        ("appraisal.cycle", models.Cycle, "title", "appraisal:cycle"),
        ("appraisal.unit", models.CycleUnit, "organisation_name", "appraisal:unit"),
        ("appraisal.plan", models.Plan, "title", "appraisal:plan"),
        ("appraisal.template", models.PlanTemplate, "title", "appraisal:template"),
    ]
    for kind, model, field, route in table:
        register_reference(kind, names=names(model, field), url=_url_of(route))  # type: ignore[arg-type]
    register_reference("appraisal.participant", names=_participants, url=_url_of("appraisal:sheet"))  # type: ignore[arg-type]


def _participants(keys: Sequence[str]) -> Mapping[str, str]:
    """A person's sheet is called by person and assessment, for one person has one a year."""
    rows = models.Participant.objects.filter(pk__in=keys).values_list("pk", "name", "cycle__title")
    return {str(pk): f"{name}（{title}）" for pk, name, title in rows}


def _url_of(route: str) -> object:
    return lambda key: reverse(route, args=[key])


def _year_scores(actor: Any, person_id: int, years: tuple[int, ...]) -> Mapping[int, people.YearScore]:
    from .queries import years as sealed

    return sealed.sealed_totals(actor, person_id, years)
