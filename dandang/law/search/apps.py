"""Registers the room with Django: the search field of the top bar, and what can be found of the rooms below."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SearchConfig(AppConfig):
    """One search over what rooms hand in."""

    name = "dandang.law.search"
    label = "search"
    verbose_name = _("检索")

    def ready(self) -> None:
        from dandang.foundation.ui import menu
        from dandang.law.policies import kinds as policies
        from dandang.law.search import kinds, offered

        menu.set_search(menu.Search("search:search", _("搜索人员、政策、事项、案件、案例、文书")))
        kinds.register_source(
            offered.PERSON,
            kinds.Source(
                label=_("人员"),
                order=10,
                look=offered.people_called,
                shown=offered.people_shown,
                verb="people.roster.read",
            ),
        )
        kinds.register_source(
            offered.CLAUSE,
            kinds.Source(
                label=_("政策"),
                order=20,
                rows=offered.clause_rows,
                visible=offered.clauses_open,
                shown=offered.clauses_shown,
            ),
        )
        kinds.register_source(
            offered.ITEM,
            kinds.Source(
                label=_("政策全文"),
                order=21,
                rows=offered.item_rows,
                visible=offered.items_open,
                shown=offered.items_shown,
            ),
        )
        policies.register_reader(_law_changed)


def _law_changed(clause_ids: Collection[int], item_ids: Collection[int], at: datetime) -> None:
    from dandang.law.search import actions, offered

    actions.index(source=offered.CLAUSE, keys=clause_ids, at=at)
    actions.index(source=offered.ITEM, keys=item_ids, at=at)
