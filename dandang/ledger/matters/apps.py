"""Registers the room's verbs, menu entries, references, audit sentences and duty kinds."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MattersConfig(AppConfig):
    """What happened, who took part, on which evidence, and who has to answer for it."""

    name = "dandang.ledger.matters"
    label = "matters"

    def ready(self) -> None:
        _register_verbs()
        _register_words()
        _register_references()
        _register_search()
        _register_impact()


def _register_verbs() -> None:
    from dandang.foundation.ui import menu
    from dandang.registry.access.kinds import (
        DISCIPLINE_LEADER,
        DISCIPLINE_STAFF,
        ORG_LEADER,
        ORG_STAFF,
        UNIT_OFFICER,
        Verb,
        register_verbs,
    )

    staff = ORG_STAFF | DISCIPLINE_STAFF
    with_units = staff | {UNIT_OFFICER}
    register_verbs(
        {
            "matters.matter.view": Verb(roles=with_units, label=_("查看事项登记")),
            "matters.matter.write": Verb(roles=with_units, label=_("登记事项")),
            "matters.restricted.view": Verb(roles=staff, label=_("查看限定知悉范围的事项")),
            "matters.evidence.add": Verb(roles=with_units, label=_("登记证据")),
            "matters.evidence.view": Verb(roles=staff, label=_("查看和核对证据")),
            "matters.accountability.view": Verb(roles=staff, label=_("查看问责事项")),
            "matters.accountability.write": Verb(roles=staff, label=_("办理问责事项")),
            "matters.accountability.close": Verb(roles={DISCIPLINE_LEADER, ORG_LEADER}, label=_("登记问责结论")),
            "matters.finding.view": Verb(roles=staff, label=_("查看监督发现")),
            "matters.finding.write": Verb(roles=staff, label=_("登记和处理监督发现")),
        }
    )
    menu.register(
        menu.MenuEntry(
            menu.DAILY, 50, _("事项与问责"), "matters:list", "file", "matters.matter.view",
            about=_("一件事一个编号：谁参加、怎样参加，证据，监督发现，问责"),
        )
    )  # fmt: skip


def _register_words() -> None:
    from dandang.foundation.audit import kinds as audit
    from dandang.ledger.duties import kinds as duties

    audit.register_sentences(
        {
            "matters.matter.registered": _("登记事项"),
            "matters.matter.closed": _("事项了结"),
            "matters.matter.reopened": _("重新打开事项"),
            "matters.involvement.added": _("登记事项的相关人员"),
            "matters.evidence.added": _("登记证据"),
            "matters.evidence.confirmed": _("证据与原件核对无误"),
            "matters.evidence.withdrawn": _("撤回证据"),
            "matters.evidence.altered": _("发现证据文件变动，停止使用"),
            "matters.accountability.prepared": _("提出问责事项"),
            "matters.accountability.considered": _("问责前考虑容错"),
            "matters.accountability.case_result": _("登记容错认定的结果"),
            "matters.accountability.opened": _("启动问责"),
            "matters.accountability.sent_to_decision": _("问责事项提交决定"),
            "matters.accountability.returned": _("问责事项退回调查"),
            "matters.accountability.closed": _("登记问责结论"),
            "matters.finding.recorded": _("登记监督发现"),
            "matters.finding.handled": _("处理监督发现"),
        }
    )
    duties.register("matters.finding.look", duties.DutyKind(_("研究监督发现"), _("去研究")))
    duties.register("matters.evidence.altered", duties.DutyKind(_("查明证据文件变动"), _("去查明")))
    duties.register("matters.accountability.consider", duties.DutyKind(_("考虑容错"), _("去考虑")))
    duties.register("matters.accountability.decide", duties.DutyKind(_("研究决定问责事项"), _("去研究")))
    duties.register("matters.accountability.look_again", duties.DutyKind(_("重新研究问责结论"), _("去研究")))


def _register_search() -> None:
    from dandang.ledger.matters import searched

    searched.register_source()


def _register_impact() -> None:
    from dandang.ledger.matters import impacts

    impacts.register()


def _register_references() -> None:
    from dandang.foundation.ground.references import register_reference
    from dandang.ledger.matters import models

    def matters(keys: Sequence[str]) -> Mapping[str, str]:
        rows = models.Matter.objects.filter(pk__in=keys).values_list("pk", "number", "title")
        return {str(pk): f"{number} {title}" for pk, number, title in rows}

    def accountabilities(keys: Sequence[str]) -> Mapping[str, str]:
        rows = models.Accountability.objects.filter(pk__in=keys).values_list("pk", "number")
        return {str(pk): number for pk, number in rows}

    def evidence(keys: Sequence[str]) -> Mapping[str, str]:
        rows = models.Evidence.objects.filter(pk__in=keys).values_list("pk", "matter__number", "number")
        return {str(pk): f"{number} 证{own}" for pk, number, own in rows}

    def findings(keys: Sequence[str]) -> Mapping[str, str]:
        rows = models.Finding.objects.filter(pk__in=keys)
        return {str(row.pk): f"{row.get_channel_display()} {row.found_on.isoformat()}" for row in rows}

    kinds = {"matter": matters, "accountability": accountabilities, "evidence": evidence, "finding": findings}
    for noun, names in kinds.items():
        register_reference(f"matters.{noun}", names=names, url=_address_of(noun))


def _address_of(noun: str) -> Callable[[str], str]:
    from django.urls import reverse

    return lambda key: reverse(f"matters:{noun}", args=[key])
