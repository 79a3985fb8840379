"""Registers the room with Django: verbs, menu, audit sentences, duty, references, and what people's files become."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class IntakeConfig(AppConfig):
    """Files in and out of the registry."""

    name = "dandang.interchange.intake"
    label = "intake"
    verbose_name = _("导入与导出")

    def ready(self) -> None:
        from dandang.foundation.audit import kinds as audit
        from dandang.foundation.ground import references
        from dandang.foundation.ui import guide, menu
        from dandang.interchange.intake import kinds
        from dandang.ledger.duties import kinds as duties
        from dandang.registry.access.kinds import register_verbs
        from dandang.registry.people import kinds as people

        register_verbs(kinds.VERBS)
        menu.register(
            menu.MenuEntry(
                menu.DAILY, 60, _("导入与导出"), "intake:home", "arrows", kinds.READ,
                about=_("任免审批表、国家模板、花名册进来和出去"),
            )
        )  # fmt: skip
        guide.register(guide.Chapter(20, "intake", _("花名册进来和出去"), "intake/_guide.html", kinds.READ))
        audit.register_sentences(
            {
                "intake.batch.uploaded": _("上传要导入的文件"),
                "intake.batch.mapped": _("指定名册各列的含义"),
                "intake.batch.checked": _("试导入"),
                "intake.batch.applied": _("导入并写入名册"),
                "intake.batch.withdrawn": _("作废一次导入"),
                "intake.export.asked": _("申请导出"),
                "intake.export.answered": _("答复导出申请"),
                "intake.people.exported": _("导出干部信息"),
            }
        )
        duties.register("intake.export.answer", duties.DutyKind(_("批准导出"), _("去批准"), "COMMITTEE_SECRETARY"))
        references.register_reference("intake.batch", names=_batch_names, url=_batch_address)
        references.register_reference("intake.export", names=_export_names, url=_export_address)
        _register_papers()
        people.register_output(people.Output("lrmx", _("导出 lrmx"), "application/octet-stream", _forms, order=20))


def _register_papers() -> None:
    """What the roster and the files offer to print, and the ways into this room from the roster."""
    from dandang.interchange.intake import kinds
    from dandang.registry.people import kinds as people

    pdf, word = "application/pdf", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    people.register_output(
        people.Output("form-pdf", _("打印任免审批表"), pdf, _papers("forms_as_pdf"), icon="print", order=10)
    )
    people.register_output(people.Output("form-word", _("Word 版"), word, _papers("forms_as_word"), order=15))
    people.register_output(
        people.Output(
            "roster-pdf",
            _("打印名册"),
            pdf,
            _papers("roster_as_pdf"),
            icon="print",
            is_single=False,
            is_list=True,
            order=5,
        )
    )
    people.register_roster_link(people.RosterLink(_("导入"), "intake:home", "upload", kinds.WRITE, order=10))
    people.register_roster_link(people.RosterLink(_("导出"), "intake:exports", "download", kinds.EXPORT, order=20))


def _papers(name: str) -> Any:
    """A maker that loads the renderers only when something is printed."""

    def make(files: tuple[Any, ...], on: date) -> tuple[bytes, str]:
        from dandang.interchange.intake import papers

        made: tuple[bytes, str] = getattr(papers, name)(files, on)
        return made

    return make


def _forms(files: tuple[Any, ...], on: date) -> tuple[bytes, str]:
    from dandang.interchange.intake import making

    made = making.make(making.LRMX, files, on=on)
    return made.data, made.name


def _batch_names(keys: Iterable[str]) -> dict[str, str]:
    from dandang.interchange.intake import queries

    return queries.batch_names([int(key) for key in keys])


def _batch_address(key: str) -> str:
    from django.urls import reverse

    return reverse("intake:batch", args=[int(key)])


def _export_names(keys: Iterable[str]) -> dict[str, str]:
    from dandang.interchange.intake import queries

    return queries.request_names([int(key) for key in keys])


def _export_address(key: str) -> str:
    from django.urls import reverse

    return reverse("intake:export", args=[int(key)])
