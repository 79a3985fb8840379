"""The one table of routes: who may open each page. A route that is not here is refused, and fails the tests.

Values: `PUBLIC`, `SIGNED_IN` (every account), `BUSINESS` (every account but the three administrators') or a verb that
the actor must hold somewhere; the action behind the page then asks for the place.
"""

from __future__ import annotations

from importlib import import_module

from dandang.config.urls import ROOMS
from dandang.registry.accounts import urls as accounts


def _policy() -> dict[str, str]:
    table = dict(accounts.LIBRARY_POLICY)
    for _, module in ROOMS:
        urls = import_module(module)
        table |= {f"{urls.app_name}:{name}": who for name, who in urls.POLICY.items()}
    return table


POLICY = _policy()
