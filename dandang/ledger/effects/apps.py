"""Registers the room's verbs, menu entry, references, audit sentences and duty kinds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from dandang.registry.access.records import Actor


class EffectsConfig(AppConfig):
    """Consequences of decisions."""

    name = "dandang.ledger.effects"
    label = "effects"

    def ready(self) -> None:
        from dandang.foundation.audit import kinds as audit
        from dandang.foundation.ui import menu
        from dandang.ledger.duties import kinds as duties
        from dandang.registry.access.kinds import (
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
                "effects.effect.read": Verb(roles=staff, label=_("查看决定效力登记")),
                "effects.guarded.read": Verb(roles=DISCIPLINE_STAFF, label=_("查看立案登记")),
                "effects.effect.revoke": Verb(roles={ORG_LEADER, DISCIPLINE_LEADER}, label=_("撤销决定效力")),
                "effects.decision.key": Verb(roles=staff, label=_("登记和核对已有决定")),
            }
        )
        entry = menu.MenuEntry(
            menu.DAILY, 55, _("决定效力登记"), "effects:register", "flag", "effects.effect.read",
            about=_("现在有效的决定影响什么工作，到哪一天为止；已有的纸面决定在这里登记"),
        )  # fmt: skip
        menu.register(entry)
        audit.register_sentences(
            {
                "effects.effect.written": _("决定效力生效登记"),
                "effects.effect.used": _("引用决定效力"),
                "effects.effect.revoked": _("撤销决定效力"),
                "effects.decision.keyed": _("登记纸质决定，待核对"),
                "effects.decision.confirmed": _("对照原件核对无误"),
                "effects.decision.returned": _("核对后退回登记"),
            }
        )
        duties.register("effects.decision.check", duties.DutyKind(_("核对登记的决定"), _("去核对")))
        duties.register("effects.look_again", duties.DutyKind(_("重新研究"), _("去研究")))
        _register_references()
        _register_panel()
        _register_impact()


def _register_references() -> None:
    from django.urls import reverse

    from dandang.foundation.ground.references import register_reference
    from dandang.ledger.effects import models

    def documents(model: type[models.Effect] | type[models.PaperDecision], keys: Sequence[str]) -> Mapping[str, str]:
        rows = model._default_manager.filter(pk__in=keys).values_list("pk", "document")
        return {str(pk): document for pk, document in rows}

    register_reference(
        "effects.effect",
        names=lambda keys: documents(models.Effect, keys),
        url=lambda key: reverse("effects:effect", args=[key]),
    )
    register_reference(
        "effects.decision",
        names=lambda keys: documents(models.PaperDecision, keys),
        url=lambda key: reverse("effects:decision", args=[key]),
    )


def _register_impact() -> None:
    from dandang.law.policies.kinds import register_impact
    from dandang.ledger.effects import impacts

    register_impact(impacts.KEY, impacts.assessments)


def _register_panel() -> None:
    from dandang.ledger.effects import queries, shown
    from dandang.registry.people.kinds import Panel, register_panel

    def load(actor: Actor, person_id: int, on: date) -> Mapping[str, Any] | None:
        found = queries.of_person(actor, person_id=person_id, on=on)
        return {"effects": [shown.panel_line(effect) for effect in found]} if found else None

    register_panel(Panel("effects", _("现在有效的决定"), "effects/_person_panel.html", load, order=60))
