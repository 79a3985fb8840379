"""What the room puts into the house's registries; called once by its AppConfig. One tuple a noun, in its order."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from dandang.foundation.audit import kinds as audit
from dandang.foundation.ground.references import register_reference
from dandang.foundation.ui import guide, menu
from dandang.ledger.casebook import kinds as casebook
from dandang.ledger.casework import kinds as casework
from dandang.ledger.duties import kinds as duties
from dandang.ledger.papers import kinds as papers
from dandang.registry.organisations import kinds as organisations
from dandang.registry.vault import kinds as vault

from . import models, searched, verbs
from .actions import custodians
from .queries import accusation_deciding, casebook_source, identity, reach


def register() -> None:
    """Register verbs, menu entries, references, audit sentences and duty kinds."""
    verbs.register()
    about = _("由您办理的反映、澄清、名誉受损；统计")
    menu.register(
        menu.MenuEntry(menu.PARTS, 50, _("举报与澄清"), "protection:reports", "四", "protection.view", about=about)
    )
    menu.register(menu.MenuEntry(menu.PUBLIC, 10, _("反映干部的问题，或者凭收条查看"), "report:start"))
    about = _("说明情况，对澄清表示意见，登记名誉受损")
    menu.register(
        menu.MenuEntry(menu.OWN, 40, _("我的说明和澄清"), "protection:mine", "list", "protection.own", about=about)
    )
    guide.register(guide.Chapter(50, "protection", _("一件反映和澄清"), "protection/_guide.html", "protection.own"))
    audit.register_sentences(SENTENCES)
    for kind, label, button in DUTIES:
        duties.register(kind, duties.DutyKind(label, button))
    casebook.register_source(casebook_source.KIND, casebook_source.source())
    casework.register_summary("protection.accusation", accusation_deciding.summary)
    organisations.register_path_copies(models.Report, "organ_path")
    organisations.register_path_copies(models.Accusation, "organ_path")
    organisations.register_path_copies(models.Clarification, "organ_path")
    organisations.register_path_copies(models.PublicHarm, "organ_path")
    vault.register_gate("protection", identity.gate)
    vault.register_rules(identity.rules)
    vault.register_keeping("protection", identity.keeping, identity.over)
    vault.register_barred("protection", identity.barred)
    vault.register_waiting("protection", custodians.ask_custodians)
    vault.register_titles("protection", identity.titles)
    vault.register_labels(SEALED)
    for subject, hidden, barred in HIDDEN:
        papers.register_reach(subject, hidden)
        papers.register_barred(subject, barred)
        duties.register_reach(subject, barred, hidden)
    casework.register_barred("protection.accusation", reach.barred_accusations)
    duties.register_reach("protection.restoration", reach.barred_restorations)
    duties.register_reach("protection.harm", reach.barred_harms)
    for paper in TO_THE_REPORTER:
        papers.register_unnamed(paper, UNNAMED)
    searched.register_source()
    register_reference("protection.referral", names=_referrals, url=lambda key: reverse("protection:referrals"))
    for kind, model, field, route in REFERENCES:
        register_reference(kind, names=_names(model, field), url=_url_of(route))
    register_reference("protection.explanation", names=_unnamed, url=_url_of("protection:my_explanation"))


SENTENCES: dict[str, Any] = {
    # intake
    "protection.report.registered": _("登记一件反映"),
    "protection.report.received": _("把网上收到的反映登记在案"),
    "protection.report.accepted": _("受理反映"),
    "protection.report.taken_up": _("反映人撤回后继续办理"),
    "protection.report.outcome_keyed": _("录入办理单位的结论"),
    "protection.report.fed_back": _("向信访部门反馈办结情况"),
    "protection.reports.taken_out": _("导出反映列表"),
    "protection.statistics.taken_out": _("导出澄清和举报统计"),
    "protection.file.shown": _("批准打开没有去除来源信息的材料"),
    # duplicates, forwarding
    "protection.report.joined": _("并入先前的反映"),
    "protection.report.forwarded": _("转送反映"),
    "protection.redaction.made": _("写出隐去身份的摘要"),
    "protection.redaction.checked": _("核对隐去身份的摘要"),
    # the reporter
    "protection.report.withdrawn": _("反映人撤回"),
    "protection.report.question_asked": _("向反映人提问或者回复"),
    # allegations, handling, explanations, findings
    "protection.allegation.added": _("列出一项反映的问题"),
    "protection.allegation.edited": _("修改一项反映的问题"),
    "protection.allegation.split": _("拆分反映的问题"),
    "protection.allegation.merged": _("合并反映的问题"),
    "protection.allegation.withdrawn": _("撤回一项反映的问题"),
    "protection.allegation.screened": _("筛查可查性"),
    "protection.allegation.handling_proposed": _("提出处置意见"),
    "protection.allegation.handling_approved": _("批准处置意见"),
    "protection.allegation.handling_returned": _("退回处置意见"),
    "protection.allegation.explanation_asked": _("请本人说明"),
    "protection.allegation.explained": _("本人在线说明"),
    "protection.allegation.explanation_keyed": _("代录本人的纸质说明"),
    "protection.allegation.explanation_judged": _("判断说明是否采信"),
    "protection.allegation.fed_back": _("反馈采信的说明"),
    "protection.allegation.found": _("提出认定"),
    "protection.allegation.confirmed": _("确认认定"),
    "protection.allegation.returned": _("退回认定"),
    "protection.allegation.opened_again": _("按新证据重新核实一项"),
    "protection.allegation.handed_on": _("把属实的内容转监督发现"),
    "protection.report.concluded": _("办结反映"),
    "protection.report.closed": _("不用单独答复，办理完毕"),
    "protection.report.tolerance_considered": _("考虑了容错"),
    "protection.report.answered": _("答复反映人"),
    "protection.report.objected": _("登记反映人的异议"),
    "protection.report.objection_answered": _("对异议作出说明"),
    "protection.report.reopened": _("有新证据，重新核实"),
    "protection.team.assigned": _("指派办理反映的人"),
    "protection.team.recused": _("回避一件反映"),
    # false accusation
    "protection.accusation.opened": _("启动诬告核查"),
    "protection.accusation.assigned": _("指派诬告核查人员"),
    "protection.accusation.recused": _("诬告核查人员回避"),
    "protection.accusation.findings_kept": _("登记诬告核查情况"),
    "protection.accusation.reported": _("提交诬告核查报告"),
    "protection.accusation.end_advised": _("核查组建议结束诬告核查"),
    "protection.accusation.mistaken": _("属于错告，结束诬告核查"),
    "protection.accusation.not_proved": _("不能认定诬告，结束核查"),
    "protection.accusation.hearing_invited": _("请反映人逐点说明"),
    "protection.accusation.hearing_taken": _("记下反映人凭收条写的话"),
    "protection.accusation.hearing_recorded": _("登记听取反映人意见和笔录"),
    "protection.accusation.hearing_keyed": _("按笔录代录反映人的话"),
    "protection.accusation.hearing_waived": _("登记反映人书面放弃说明"),
    "protection.accusation.hearing_silent": _("登记等候期满没有说明"),
    "protection.accusation.hearing_answered": _("答复反映人的说明"),
    "protection.accusation.hearing_closed": _("结束听取反映人意见"),
    "protection.accusation.submitted": _("把诬告核查提交集体研究"),
    "protection.accusation.proposed": _("登记表决结果，报请批准"),
    "protection.accusation.proved": _("登记批文，认定诬告陷害"),
    "protection.accusation.review_ordered": _("决定复查诬告认定"),
    "protection.accusation.review_assigned": _("指派复查的人"),
    "protection.accusation.review_reported": _("提交复查情况"),
    "protection.accusation.upheld": _("登记批文，维持诬告认定"),
    "protection.accusation.overturned": _("登记批文，撤销诬告认定"),
    "protection.accusation.undone": _("登记怎样恢复受撤销的认定影响的"),
    "protection.referral.handed_on": _("登记失信移送"),
    "protection.referral.removed": _("移出失信登记"),
    # clarification, restoration, harm in public
    "protection.clarification.assessed": _("评估一件澄清"),
    "protection.clarification.rewritten": _("重拟澄清的内容和范围"),
    "protection.clarification.consented": _("本人同意澄清"),
    "protection.clarification.declined": _("本人不要求澄清"),
    "protection.clarification.approved": _("审批澄清"),
    "protection.clarification.returned": _("退回澄清重拟"),
    "protection.clarification.made": _("登记已经澄清"),
    "protection.clarification.visited": _("登记澄清后的回访"),
    "protection.clarification.withdrawn": _("认定变了，撤回澄清"),
    "protection.restoration.recorded": _("登记受不实反映影响的事项"),
    "protection.restoration.repaired": _("登记怎样恢复的"),
    "protection.harm.registered": _("登记负面舆情对名誉的损害"),
    "protection.harm.checked": _("查明舆情不实"),
    "protection.harm.true": _("查明反映属实，不作澄清"),
    "protection.harm.publication_proposed": _("拟公布的内容"),
    "protection.harm.published": _("批准并公布真相"),
    "protection.harm.effect_checked": _("看公布的效果"),
    "protection.harm.closed": _("舆情影响已消除，办结"),
    # papers
    "protection.report.paper_drafted": _("拟反映的文书"),
    "protection.clarification.paper_drafted": _("拟澄清的文书"),
    "protection.accusation.paper_drafted": _("拟诬告核查的文书"),
}
DUTIES: list[tuple[str, Any, Any]] = [
    # intake, the reporter
    ("protection.accept", _("决定是否受理反映"), _("去办理")),
    ("protection.reporter_wrote", _("回复反映人"), _("去回复")),
    ("protection.reporter_objected", _("说明反映人的异议"), _("去办理")),
    ("protection.identity_access", _("批准查看举报人身份"), _("去办理")),
    ("protection.identity_destruction", _("同意销毁举报人身份"), _("去办理")),
    ("protection.check_redaction", _("核对隐去身份的摘要"), _("去核对")),
    ("protection.feedback", _("向信访部门反馈办结情况"), _("去反馈")),
    # allegations, handling, explanations, findings
    ("protection.screen", _("筛查反映的问题"), _("去筛查")),
    ("protection.handle", _("提出处置意见"), _("去办理")),
    ("protection.approve_handling", _("审批处置意见"), _("去审批")),
    ("protection.look_again", _("再看暂存待查的反映"), _("去办理")),
    ("protection.team", _("指派核实人员、办理回避"), _("去指派")),
    ("protection.explain", _("说明有关情况"), _("去说明")),
    ("protection.judge", _("审理本人的说明"), _("去办理")),
    ("protection.feed_back", _("反馈采信的说明"), _("去反馈")),
    ("protection.verify", _("核实反映的问题"), _("去核实")),
    ("protection.confirm", _("确认认定"), _("去确认")),
    ("protection.conclude", _("办结反映"), _("去办结")),
    ("protection.answer", _("答复反映人"), _("去答复")),
    ("protection.consider_tolerance", _("同步考虑容错"), _("去办理")),
    ("protection.assess_clarification", _("评估是否澄清"), _("去评估")),
    # clarification, restoration, harm in public
    ("protection.consent", _("对澄清表示意见"), _("去看")),
    ("protection.approve", _("审批澄清"), _("去审批")),
    ("protection.rewrite", _("重拟澄清"), _("去重拟")),
    ("protection.make", _("送达澄清函，作澄清"), _("去办理")),
    ("protection.visit", _("澄清后回访"), _("去登记")),
    ("protection.clarification_stands", _("看澄清还算不算数"), _("去看")),
    ("protection.clarify_again", _("再作一次澄清"), _("去评估")),
    ("protection.restore", _("恢复受影响的事项"), _("去登记")),
    ("protection.harm_check", _("查明负面舆情"), _("去办理")),
    ("protection.harm_publish", _("拟公布的内容"), _("去办理")),
    ("protection.harm_approve", _("审批公布的内容"), _("去审批")),
    ("protection.harm_effect", _("看公布的效果"), _("去登记")),
    # false accusation
    ("protection.accusation_team", _("指派诬告核查人员"), _("去指派")),
    ("protection.accusation_investigate", _("诬告核查"), _("去核查")),
    ("protection.accusation_end", _("决定是否结束诬告核查"), _("去办理")),
    ("protection.accusation_hear", _("听取反映人意见"), _("去办理")),
    ("protection.accusation_decide", _("诬告核查提交集体研究"), _("去办理")),
    ("protection.accusation_approve", _("报请批准，登记批文"), _("去登记")),
    ("protection.accusation_review_order", _("决定复查诬告认定"), _("去办理")),
    ("protection.accusation_review_team", _("指派复查的人"), _("去指派")),
    ("protection.accusation_review", _("复查诬告认定"), _("去复查")),
    ("protection.accusation_review_approve", _("报请批准复查结果"), _("去登记")),
    ("protection.accusation_undo", _("恢复受撤销的认定影响的"), _("去办理")),
    ("protection.referral_end", _("期满移出失信登记"), _("去登记")),
]
# What the sealed fields are called where an identity is shown.
SEALED = {
    "about": _("反映的是谁"), "what": _("发生了什么事"), "happened_when": _("什么时候"),
    "happened_where": _("在哪里"), "name": _("姓名"), "phone": _("联系电话"), "identity_number": _("身份证号"),
}  # fmt: skip
# Whose duties and papers a colleague who stood aside, or whom the report names, does not even find.
HIDDEN: list[tuple[str, Any, Any]] = [
    ("protection.report", reach.hidden_reports, reach.barred_reports),
    ("protection.clarification", reach.hidden_clarifications, reach.barred_clarifications),
    ("protection.accusation", reach.hidden_accusations, reach.barred_accusations),
]
UNNAMED = "反映人"
# Papers whose recipient's name stays in the vault.
TO_THE_REPORTER = ("report_answer", "accusation_hearing", "accusation_finding", "accusation_overturned")
# What other rooms call our rows: kind, rows, the field that names one, the page it leads to.
REFERENCES: list[tuple[str, Any, str, str]] = [
    ("protection.report", models.Report, "number", "protection:report"),
    ("protection.accusation", models.Accusation, "number", "protection:accusation"),
    ("protection.clarification", models.Clarification, "number", "protection:clarification"),
    ("protection.harm", models.PublicHarm, "number", "protection:harm"),
    ("protection.restoration", models.Restoration, "clarification__number", "protection:restoration"),
    ("protection.own_clarification", models.Clarification, "number", "protection:my_clarification"),
    ("protection.own_harm", models.PublicHarm, "number", "protection:my_harm"),
]


def _names(model: Any, field: str) -> Callable[[Sequence[str]], Mapping[str, str]]:
    def look_up(keys: Sequence[str]) -> Mapping[str, str]:
        rows = model._default_manager.filter(pk__in=keys).values_list("pk", field)
        return {str(pk): name for pk, name in rows}

    return look_up


def _referrals(keys: Sequence[str]) -> Mapping[str, str]:
    rows = models.DishonestyReferral.objects.filter(pk__in=keys).values_list("pk", "accusation__number")
    return {str(pk): str(_("失信移送（%s）") % number) for pk, number in rows}


def _unnamed(keys: Sequence[str]) -> Mapping[str, str]:
    """What a person was asked has no name outside his own page: lists are read over shoulders."""
    return {key: str(_("请您说明的情况")) for key in keys}


def _url_of(route: str) -> Callable[[str], str]:
    return lambda key: reverse(route, args=[key])
