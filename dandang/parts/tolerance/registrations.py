"""What the room puts into the house's registries; called once by its AppConfig. One tuple a noun, in its order."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from dandang.foundation.audit import kinds as audit
from dandang.foundation.ground.references import register_reference
from dandang.foundation.ui import guide, menu
from dandang.ledger.casebook import kinds as casebook
from dandang.ledger.casework import kinds as casework
from dandang.ledger.duties import kinds as duties
from dandang.ledger.matters import kinds as matters
from dandang.ledger.papers import kinds as papers
from dandang.registry.organisations import kinds as organisations

from . import impacts, impacts_figures, models, searched, verbs
from .queries import casebook_source, reach, same_number, summaries


def register() -> None:
    """Register verbs, menu entries, references, audit sentences and duty kinds."""
    verbs.register()
    about = _("容错案件从申请到复查；事前备案，统计")
    menu.register(
        menu.MenuEntry(menu.PARTS, 40, _("容错与保护"), "tolerance:cases", "四", "tolerance.view", about=about)
    )
    about = _("申请容错，看自己的事办到哪一步，说明情况，申请复查")
    menu.register(menu.MenuEntry(menu.OWN, 30, _("我的事项"), "tolerance:mine", "list", "tolerance.own", about=about))
    guide.register(guide.Chapter(40, "tolerance", _("一件失误和容错"), "tolerance/_guide.html", "tolerance.own"))
    audit.register_sentences(SENTENCES)
    for kind, label, button in DUTIES:
        duties.register(kind, duties.DutyKind(label, button))
    casework.register_summary("tolerance.case", summaries.summary)
    casebook.register_source(casebook_source.KIND, casebook_source.source())
    papers.register_reach("tolerance.case", reach.hidden_subjects)
    papers.register_barred("tolerance.case", reach.barred_cases)
    for subject, barred in BARRED:
        duties.register_reach(subject, barred)
        casework.register_barred(subject, barred)
    casework.register_barred("tolerance.correction", reach.barred_corrections)
    duties.register_reach("tolerance.case", reach.barred_cases, reach.hidden_subjects)
    matters.register_links("tolerance", same_number.cases_of_matter)
    matters.register_barred("tolerance", reach.barred_matters)
    matters.register_case_door(matters.CaseDoor(_("启动容错认定"), _apply_beside, "tolerance.handle"))
    organisations.register_path_copies(models.Case, "organ_path")
    for model in (models.Filing, models.EarlySign, models.InheritedProblem, models.Trial):
        organisations.register_path_copies(model, "organisation_path")
    _references()
    impacts.register()
    impacts_figures.register()
    searched.register_source()


# Whose desk a duty about these lies on does not make him know of it: his own case, one he stood aside from (S5).
BARRED: list[tuple[str, Any]] = [
    ("tolerance.case", reach.barred_cases),
    ("tolerance.review", reach.barred_reviews),
    ("tolerance.measure", reach.barred_measures),
]
SENTENCES: dict[str, Any] = {
    # filing, opening, team
    "tolerance.filing.filed": _("报送事前备案"),
    "tolerance.filing.received": _("登记备案，出具回执"),
    "tolerance.filing.returned": _("备案退回补充"),
    "tolerance.case.applied": _("登记容错申请"),
    "tolerance.case.accepted": _("受理容错申请"),
    "tolerance.case.refused": _("不予受理容错申请"),
    "tolerance.case.withdrawn": _("撤回容错申请"),
    "tolerance.case.ended": _("终止办理容错案件"),
    "tolerance.case.raised": _("容错案件提级或者指定管辖"),
    "tolerance.case.investigation_started": _("开始核实"),
    "tolerance.team.assigned": _("指派办案人员"),
    "tolerance.team.recused": _("回避"),
    "tolerance.recusal.asked": _("申请回避"),
    "tolerance.recusal.answered": _("答复回避申请"),
    "tolerance.party.asked": _("征求党组织或者职能部门意见"),
    "tolerance.party.answered": _("登记党组织或者职能部门意见"),
    "tolerance.outside.added": _("登记外部人员参与核实"),
    "tolerance.statement.added": _("登记陈述"),
    "tolerance.evidence.added": _("补充案件证据"),
    # findings, hearing
    "tolerance.case.element_found": _("登记要件认定"),
    "tolerance.case.distinction_found": _("登记三个区分的认定"),
    "tolerance.case.list_item_judged": _("对照清单条目"),
    "tolerance.case.facts_answered": _("填写事实对照"),
    "tolerance.case.reported": _("提交核查报告"),
    "tolerance.case.investigated_again": _("退回继续核实"),
    "tolerance.case.hearing_invited": _("告知对本人不利的点"),
    "tolerance.case.hearing_spoken": _("本人在线说明"),
    "tolerance.case.hearing_recorded": _("登记听取意见和笔录"),
    "tolerance.case.hearing_keyed": _("按笔录代录本人陈述"),
    "tolerance.case.hearing_waived": _("登记书面放弃听取意见"),
    "tolerance.case.hearing_answered": _("答复本人意见"),
    "tolerance.case.hearing_closed": _("结束听取意见"),
    "tolerance.case.hearing_skipped": _("没有不利的点，转集体研究"),
    # decision
    "tolerance.case.submitted": _("提交集体研究"),
    "tolerance.case.decided": _("登记集体研究的认定决定"),
    "tolerance.case.served": _("登记送达"),
    # correction
    "tolerance.measure.reported": _("报告整改完成"),
    "tolerance.measure.accepted": _("验收整改"),
    "tolerance.measure.refused": _("整改没有通过验收"),
    "tolerance.measure.extended": _("延长整改期限"),
    "tolerance.case.visited": _("登记走访"),
    "tolerance.case.closed": _("办结"),
    "tolerance.case.referral_submitted": _("把整改情况提交集体研究"),
    "tolerance.case.referred": _("认定整改不力或者拒不整改，移送问责"),
    # review
    "tolerance.review.requested": _("登记复查申请"),
    "tolerance.review.ordered": _("机关决定复查"),
    "tolerance.review.accepted": _("受理复查申请"),
    "tolerance.review.refused": _("不受理复查申请"),
    "tolerance.review.withdrawn": _("撤回复查申请"),
    "tolerance.review.assigned": _("指派复查的人"),
    "tolerance.review.heard": _("听取本人对复查的意见并答复"),
    "tolerance.review.submitted": _("把复查提交集体研究"),
    "tolerance.review.decided": _("登记复查决定"),
    # prevention
    "tolerance.early_sign.noticed": _("登记了一件苗头性问题"),
    "tolerance.early_sign.talked": _("登记了提醒谈话"),
    "tolerance.early_sign.closed": _("苗头性问题已改正办结"),
    "tolerance.inherited.recorded": _("登记了历史遗留问题"),
    "tolerance.inherited.solved": _("登记了历史遗留问题的解决情况"),
    "tolerance.trial.started": _("登记了首创事项"),
    "tolerance.trial.finished": _("登记了首创事项的结果"),
    "tolerance.statistics.taken_out": _("导出容错纠错统计"),
    # papers
    "tolerance.case.paper_drafted": _("拟了一份文书"),
}
DUTIES: list[tuple[str, Any, Any]] = [
    ("tolerance.accept", _("决定是否受理容错申请"), _("去办理")),
    ("tolerance.team", _("指派核实人员"), _("去指派")),
    ("tolerance.investigate", _("核实"), _("去核实")),
    ("tolerance.hear", _("听取本人意见"), _("去办理")),
    ("tolerance.reply", _("对不利的点说明情况"), _("去说明")),
    ("tolerance.decide", _("提交集体研究"), _("去办理")),
    ("tolerance.serve", _("送达决定"), _("去送达")),
    ("tolerance.correct", _("完成整改"), _("去填报")),
    ("tolerance.accept_measure", _("验收整改"), _("去验收")),
    ("tolerance.visit", _("跟踪回访"), _("去登记")),
    ("tolerance.review", _("办理复查"), _("去办理")),
    ("tolerance.filing", _("答复事前备案"), _("去答复")),
    ("tolerance.recusal", _("答复回避申请"), _("去答复")),
    ("tolerance.early_sign", _("提醒谈话和改正"), _("去办理")),
]


def _references() -> None:
    def names(model: Any, field: str) -> object:
        def look_up(keys: Sequence[str]) -> Mapping[str, str]:
            rows = model._default_manager.filter(pk__in=keys).values_list("pk", field)
            return {str(pk): name for pk, name in rows}

        return look_up

    table = [
        ("tolerance.case", models.Case, "number", "tolerance:case"),
        ("tolerance.filing", models.Filing, "title", "tolerance:filing"),
        ("tolerance.measure", models.Measure, "decision__case__number", "tolerance:measure_of"),
        ("tolerance.correction", models.Case, "number", "tolerance:correction"),
        ("tolerance.review", models.Review, "case__number", "tolerance:review_of"),
    ]
    for kind, model, field, route in table:
        register_reference(kind, names=names(model, field), url=_url_of(route))  # type: ignore[arg-type]

    _prevention()


def _prevention() -> None:
    """An early sign has no name of its own: who reads the record or the duty learns of no person."""

    def unnamed(keys: Sequence[str]) -> Mapping[str, str]:
        return {key: str(_("苗头性问题")) for key in keys}

    register_reference("tolerance.early_sign", names=unnamed, url=lambda key: reverse("tolerance:early_signs"))
    for kind, model, route in (
        ("tolerance.inherited", models.InheritedProblem, "tolerance:inherited"),
        ("tolerance.trial", models.Trial, "tolerance:trials"),
    ):
        register_reference(kind, names=_titles(model), url=_list(route))  # type: ignore[arg-type]


def _titles(model: Any) -> object:
    return lambda keys: {str(pk): title for pk, title in model.objects.filter(pk__in=keys).values_list("pk", "title")}


def _list(route: str) -> object:
    return lambda key: reverse(route)


def _url_of(route: str) -> object:
    return lambda key: reverse(route, args=[key])


def _apply_beside(number: str) -> str:
    """Where a case beside an accountability matter is opened for the person with a number."""
    return f"{reverse('tolerance:apply')}?{urlencode({'as': 'ACCOUNTABILITY', 'who': number})}"
