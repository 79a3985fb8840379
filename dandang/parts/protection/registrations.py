"""What the room puts into the house's registries; called once by its AppConfig. One tuple a noun, in its order."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from dandang.foundation.audit import kinds as audit
from dandang.foundation.ground.references import register_reference
from dandang.foundation.ui import menu
from dandang.ledger.duties import kinds as duties
from dandang.registry.organisations import kinds as organisations

from . import models, verbs


def register() -> None:
    """Register verbs, menu entries, references, audit sentences and duty kinds."""
    verbs.register()
    menu.register(menu.MenuEntry(menu.PARTS, 50, _("举报与澄清"), "protection:reports", "四", "protection.view"))
    audit.register_sentences(SENTENCES)
    for kind, label, button in DUTIES:
        duties.register(kind, duties.DutyKind(label, button))
    organisations.register_path_copies(models.Report, "organ_path")
    for kind, model, field, route in REFERENCES:
        register_reference(kind, names=_names(model, field), url=_url_of(route))


SENTENCES: dict[str, Any] = {
    # intake
    "protection.report.registered": _("登记一件反映"),
    "protection.report.received": _("网上收到一件反映"),
    "protection.report.accepted": _("受理反映"),
    "protection.report.taken_up": _("反映人撤回后继续办理"),
    "protection.report.outcome_keyed": _("录入办理单位的结论"),
    "protection.report.outcome_confirmed": _("核对办理单位的结论"),
    "protection.report.fed_back": _("向信访部门反馈办结情况"),
    "protection.file.shown": _("批准打开没有去除来源信息的材料"),
    # duplicates, forwarding
    "protection.report.joined": _("并入先前的反映"),
    "protection.report.forwarded": _("转送反映"),
    "protection.redaction.made": _("写出隐去身份的摘要"),
    "protection.redaction.checked": _("核对隐去身份的摘要"),
    # the reporter
    "protection.report.withdrawn": _("反映人撤回"),
    "protection.reporter.wrote": _("反映人来信"),
    "protection.reporter.objected": _("反映人提出异议"),
    "protection.report.question_asked": _("向反映人提问或者回复"),
}
DUTIES: list[tuple[str, Any, Any]] = [
    # intake, the reporter
    ("protection.accept", _("决定是否受理反映"), _("去办理")),
    ("protection.reporter_wrote", _("回复反映人"), _("去回复")),
    ("protection.reporter_objected", _("说明反映人的异议"), _("去办理")),
    ("protection.check_redaction", _("核对隐去身份的摘要"), _("去核对")),
    ("protection.feedback", _("向信访部门反馈办结情况"), _("去反馈")),
]
# What other rooms call our rows: kind, rows, the field that names one, the page it leads to.
REFERENCES: list[tuple[str, Any, str, str]] = [
    ("protection.report", models.Report, "number", "protection:report"),
]


def _names(model: Any, field: str) -> Callable[[Sequence[str]], Mapping[str, str]]:
    def look_up(keys: Sequence[str]) -> Mapping[str, str]:
        rows = model._default_manager.filter(pk__in=keys).values_list("pk", field)
        return {str(pk): name for pk, name in rows}

    return look_up


def _url_of(route: str) -> Callable[[str], str]:
    return lambda key: reverse(route, args=[key])
