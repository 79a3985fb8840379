"""Tells the house what the casebook brings: verbs, menu entry, references, audit sentences, duty kinds, search."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from dandang.law.search.kinds import Row, Shown
    from dandang.registry.access.records import Actor


class CasebookConfig(AppConfig):
    name = "dandang.ledger.casebook"
    label = "casebook"
    verbose_name = _("案例库")

    def ready(self) -> None:
        from dandang.foundation.ui import menu
        from dandang.ledger.casebook import models
        from dandang.registry.access import kinds as access
        from dandang.registry.organisations.kinds import register_path_copies

        officers = {access.ORG_OFFICER, access.DISCIPLINE_OFFICER}
        access.register_verbs(
            {
                "casebook.read": access.Verb(roles=access.BUSINESS_ROLES | {access.CADRE}, label=_("查看案例库")),
                "casebook.draft": access.Verb(roles=officers, label=_("整理、核对和撤下案例，拟典型案例通报")),
                "casebook.desk": access.Verb(
                    roles=access.ORG_STAFF | access.DISCIPLINE_STAFF, label=_("查看整理和审批中的案例")
                ),
                "casebook.approve": access.Verb(
                    roles={access.ORG_LEADER, access.DISCIPLINE_LEADER}, label=_("审批案例")
                ),
            }
        )
        menu.register(
            menu.MenuEntry(
                menu.DAILY, 56, _("案例库"), "casebook:entries", "book", "casebook.read",
                about=_("隐去身份的案例，按要件、清单和字词找；典型案例通报"),
            )
        )  # fmt: skip
        for model in (models.Entry, models.Circular):
            register_path_copies(model, "organ_path")
        _register_sentences()
        _register_duties()
        _register_references()
        _register_search()


def _register_sentences() -> None:
    from dandang.foundation.audit import kinds as audit

    audit.register_sentences(
        {
            "casebook.entry.drafted": _("整理案例"),
            "casebook.entry.rewritten": _("改写案例"),
            "casebook.entry.marked": _("确认案例里要隐去的文字"),
            "casebook.entry.checked": _("核对案例，送审批"),
            "casebook.entry.approved": _("批准案例入库"),
            "casebook.entry.returned": _("退回案例"),
            "casebook.entry.withdrawn": _("撤下案例"),
            "casebook.entry.dropped": _("不再编案例"),
            "casebook.entry.doubted": _("原案件有变化，案例暂不公开"),
            "casebook.entry.settled": _("复核后恢复案例"),
            "casebook.circular.drafted": _("拟典型案例通报"),
            "casebook.circular.redrafted": _("改典型案例通报"),
        }
    )


def _register_duties() -> None:
    from dandang.ledger.casebook import queries
    from dandang.ledger.duties import kinds as duties

    duties.register("casebook.mark", duties.DutyKind(_("整理案例"), _("去确认")))
    duties.register("casebook.approve_entry", duties.DutyKind(_("审批案例"), _("去审批")))
    duties.register("casebook.look", duties.DutyKind(_("复核存疑的案例"), _("去复核")))
    duties.register_reach("casebook.entry", queries.barred_entries)


def _register_references() -> None:
    from django.urls import reverse

    from dandang.foundation.ground.references import register_reference
    from dandang.ledger.casebook import models

    def numbers(keys: Sequence[str]) -> Mapping[str, str]:
        rows = models.Entry.objects.filter(pk__in=keys).values_list("pk", "number")
        return {str(pk): number for pk, number in rows}

    def titles(keys: Sequence[str]) -> Mapping[str, str]:
        rows = models.Circular.objects.filter(pk__in=keys).values_list("pk", "title")
        return {str(pk): title for pk, title in rows}

    register_reference("casebook.entry", names=numbers, url=lambda key: reverse("casebook:goto", args=[key]))
    register_reference("casebook.circular", names=titles, url=lambda key: reverse("casebook:circular", args=[key]))


def _register_search() -> None:
    from dandang.law.search import kinds

    kinds.register_source(
        "casebook.entry",
        kinds.Source(label=_("案例"), order=50, rows=_rows, visible=_visible, shown=_shown, verb="casebook.read"),
    )


def _rows(keys: Collection[int] | None) -> Iterator[Row]:
    """The anonymised words of the entries everybody may read; others are not in the index at all."""
    from django.utils import timezone

    from dandang.law.search.kinds import Row
    from dandang.ledger.casebook.models import Entry

    rows = Entry.objects.readable().prefetch_related("sections", "traits").order_by("pk")
    for entry in rows if keys is None else rows.filter(pk__in=keys):
        text = "\n".join(one.text for one in entry.sections.all() if one.part != "TITLE")
        also = " ".join(
            [entry.number, entry.kind_label, entry.outcome_label, *(one.label for one in entry.traits.all())]
        )
        day = timezone.localdate(entry.approved_at) if entry.approved_at else None
        yield Row(entry.pk, entry.title, text, day, also)


def _visible(actor: Actor, on: date) -> Any:
    from dandang.ledger.casebook import queries

    return queries.visible(actor)


def _shown(actor: Actor, keys: Sequence[int]) -> Mapping[int, Shown]:
    from django.urls import reverse

    from dandang.law.search.kinds import Shown
    from dandang.ledger.casebook import queries

    return {
        one.pk: Shown(
            one.title,
            reverse("casebook:entry", args=[one.pk]),
            f"{one.number}　{one.year or ''}".strip(),
            one.kind_label,
        )
        for one in queries.visible(actor).filter(pk__in=keys)
    }
