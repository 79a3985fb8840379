"""Registers the room with Django: verbs, menu, references, audit sentences. Writes and reads no effects."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django.apps import AppConfig
from django.core.signals import request_finished, request_started
from django.utils.translation import gettext_lazy as _


class PoliciesConfig(AppConfig):
    """Packs, editions and values."""

    name = "dandang.law.policies"
    label = "policies"
    verbose_name = _("政策库")

    def ready(self) -> None:
        from dandang.foundation.audit import kinds as audit
        from dandang.foundation.ground import references
        from dandang.foundation.ui import menu
        from dandang.law.policies import shelf
        from dandang.registry.access import kinds as access
        from dandang.registry.people import kinds as people

        access.register_verbs(
            {"policies.packs.load": access.Verb(roles={access.SYSTEM_ADMIN}, label=_("载入政策包"), scope="admin")}
        )
        audit.register_sentences({"policies.edition.loaded": _("载入政策版本")})
        audit.register_namer("policies.edition", _names)
        references.register_reference("policies.edition", names=_names_of, url=_url)
        menu.register(
            menu.MenuEntry(section=menu.DAILY, order=40, label=_("政策库"), url_name="policies:documents", icon="book")
        )
        people.register_retirement(_retirement)
        # Django's own signals about requests, not about rows: how long a copy of the values is good for.
        request_started.connect(shelf.request_begins, dispatch_uid="policies.request_begins")
        request_finished.connect(shelf.request_ends, dispatch_uid="policies.request_ends")


def _retirement(file: Any, on: date) -> Any:
    from dandang.law.policies import retirement

    return retirement.retirement_of(file, on)


def _names(keys: Iterable[str]) -> dict[str, str]:
    from dandang.law.policies.models import Edition

    rows = Edition.objects.filter(pk__in=[int(key) for key in keys]).only("title", "starts_on")
    return {str(row.pk): f"{row.title}（{row.starts_on.isoformat()}）" for row in rows}


def _names_of(keys: Sequence[str]) -> dict[str, str]:
    return _names(keys)


def _url(key: str) -> str:
    from django.urls import reverse

    return reverse("policies:edition_by_number", args=[int(key)])
