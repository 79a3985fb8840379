"""Registers the room's verbs, menu entries, references, audit sentences and duty kinds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PapersConfig(AppConfig):
    """The life of official papers."""

    name = "dandang.ledger.papers"
    label = "papers"

    def ready(self) -> None:
        from dandang.foundation.ui import menu
        from dandang.registry.access.kinds import (
            CADRE,
            DISCIPLINE_LEADER,
            DISCIPLINE_STAFF,
            ORG_LEADER,
            ORG_STAFF,
            Verb,
            register_verbs,
        )

        staff = ORG_STAFF | DISCIPLINE_STAFF
        register_verbs(
            {
                "papers.read": Verb(roles=staff, label=_("查看文书登记簿")),
                "papers.draft": Verb(roles=staff, label=_("拟稿、改稿和代录签发")),
                "papers.check": Verb(roles=staff, label=_("核稿")),
                "papers.sign": Verb(roles={ORG_LEADER, DISCIPLINE_LEADER}, label=_("签发文书")),
                "papers.seal": Verb(roles=staff, label=_("编号、用印和归档")),
                "papers.serve": Verb(roles=staff, label=_("送达和登记回证")),
                "papers.receive": Verb(roles={CADRE}, label=_("签收送给本人的文书"), scope="own"),
            }
        )
        menu.register(
            menu.MenuEntry(
                menu.DAILY, 58, _("文书登记簿"), "papers:register", "book", "papers.read",
                about=_("决定书、告知书、澄清函：核稿、签发、编文号、送达、回证"),
            )
        )  # fmt: skip
        _register_sentences()
        _register_duties()
        _register_references()
        _register_search()


def _register_sentences() -> None:
    from dandang.foundation.audit import kinds as audit

    audit.register_sentences(
        {
            "papers.paper.drafted": _("文书拟稿"),
            "papers.paper.redrafted": _("文书改稿"),
            "papers.paper.checked": _("文书核稿"),
            "papers.paper.returned": _("文书退回修改"),
            "papers.paper.dropped": _("文书废止"),
            "papers.paper.signed": _("文书签发"),
            "papers.paper.keyed": _("代录纸质签发"),
            "papers.paper.numbered": _("文书编号"),
            "papers.paper.sealed": _("文书用印"),
            "papers.paper.served": _("文书送达"),
            "papers.paper.acknowledged": _("本人在线签收"),
            "papers.paper.receipt_keyed": _("登记纸质回证"),
            "papers.paper.filed": _("文书归档"),
        }
    )


def _register_duties() -> None:
    from dandang.ledger.duties import kinds as duties
    from dandang.ledger.papers import queries

    for kind, label, button in (
        ("check", _("核稿"), _("去核稿")),
        ("sign", _("签发"), _("去签发")),
        ("redraft", _("改稿"), _("去修改")),
        ("number", _("编文号"), _("去编号")),
        ("seal", _("用印"), _("去用印")),
        ("serve", _("送达"), _("去送达")),
        ("file", _("归档"), _("去归档")),
        ("receive", _("签收文书"), _("去签收")),
        ("receipt", _("登记回证"), _("去登记")),
    ):
        duties.register(f"papers.{kind}", duties.DutyKind(label, button))
    duties.register_reach("papers.paper", queries.barred_papers)
    duties.register_reach("papers.service", queries.barred_services)


def _register_search() -> None:
    from dandang.ledger.papers import searched

    searched.register_source()


def _register_references() -> None:
    from django.urls import reverse

    from dandang.foundation.ground.references import register_reference
    from dandang.ledger.papers import models

    def papers(keys: Sequence[str]) -> Mapping[str, str]:
        return {str(row.pk): str(row) for row in models.Paper.objects.filter(pk__in=keys).order_by("pk")}

    def services(keys: Sequence[str]) -> Mapping[str, str]:
        rows = models.Service.objects.filter(pk__in=keys).select_related("paper").order_by("pk")
        return {str(row.pk): str(row.paper) for row in rows}

    register_reference("papers.paper", names=papers, url=lambda key: reverse("papers:paper", args=[key]))
    register_reference("papers.service", names=services, url=lambda key: reverse("papers:service", args=[key]))
