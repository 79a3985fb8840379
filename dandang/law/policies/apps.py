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
        from dandang.foundation.ui import guide, menu
        from dandang.law.policies import shelf
        from dandang.registry.access import kinds as access
        from dandang.registry.people import kinds as people

        access.register_verbs(
            {
                "policies.packs.load": access.Verb(roles={access.SYSTEM_ADMIN}, label=_("载入政策包"), scope="admin"),
                "policies.draft.write": access.Verb(
                    roles={access.ORG_OFFICER, access.DISCIPLINE_OFFICER}, label=_("起草本地区版本")
                ),
                "policies.draft.approve": access.Verb(
                    roles={access.ORG_LEADER, access.DISCIPLINE_LEADER}, label=_("批准本地区版本")
                ),
                "policies.draft.view": access.Verb(
                    roles=access.ORG_STAFF | access.DISCIPLINE_STAFF, label=_("查看本地区版本")
                ),
                "policies.value.check": access.Verb(
                    roles={access.ORG_OFFICER, access.DISCIPLINE_OFFICER}, label=_("登记取值的核对")
                ),
                "policies.text.import": access.Verb(
                    roles={access.ORG_OFFICER, access.DISCIPLINE_OFFICER}, label=_("导入政策全文")
                ),
            }
        )
        audit.register_sentences(
            {
                "policies.edition.loaded": _("载入政策版本"),
                "policies.draft.started": _("开始起草本地区版本"),
                "policies.draft.changed": _("修改本地区版本的草稿"),
                "policies.draft.submitted": _("提交本地区版本待批准"),
                "policies.draft.returned": _("退回本地区版本的草稿"),
                "policies.draft.approved": _("批准本地区版本"),
                "policies.draft.dropped": _("不再起草本地区版本"),
                "policies.value.checked": _("登记取值和原文的核对"),
                "policies.text.proposed": _("上传政策全文，待确认拆分"),
                "policies.text.confirmed": _("确认政策全文的拆分"),
                "policies.text.discarded": _("放弃上传的政策全文"),
            }
        )
        audit.register_namer("policies.edition", _names)
        references.register_reference("policies.edition", names=_names_of, url=_url)
        audit.register_namer("policies.draft", _draft_names)
        references.register_reference("policies.draft", names=_draft_names_of, url=_draft_url)
        menu.register(
            menu.MenuEntry(
                menu.DAILY, 40, _("政策库"), "policies:documents", "book",
                about=_("每一条规定、每一个数，按哪一天看都行；两地对照；本地区版本"),
            )
        )  # fmt: skip
        guide.register(guide.Chapter(60, "clauses", _("条款怎样看"), "policies/_guide.html"))
        guide.register(
            guide.Chapter(65, "own-rules", _("本地区自己的规则"), "policies/_guide_own.html", "policies.draft.view")
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


def _draft_names(keys: Iterable[str]) -> dict[str, str]:
    from dandang.law.policies.models import Draft

    rows = Draft.objects.filter(pk__in=[int(key) for key in keys]).values_list("pk", "title")
    return {str(pk): _("%(title)s（草稿）") % {"title": title} for pk, title in rows}


def _draft_names_of(keys: Sequence[str]) -> dict[str, str]:
    return _draft_names(keys)


def _draft_url(key: str) -> str:
    from django.urls import reverse

    return reverse("policies:draft", args=[int(key)])
