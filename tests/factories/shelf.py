"""The law of a test: loaded once a process by the action that loads it, then put back row by row.

Loading reads, checks and writes some two thousand rows; hundreds of tests need them and none of them tests that.
What is put back is what a load leaves on the shelf, without the entries it leaves in the record.
"""

from __future__ import annotations

import atexit
import shutil
from functools import cache
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db import connection, transaction

from dandang.law.policies import actions, kinds
from dandang.law.policies.models import Document, Shelf
from dandang.registry.access import queries as access
from tests.factories.registry import NOW

TOLERANCE = (
    "central-2018", "anhui-2018", "yunnan-2018", "dandang-own-rules", "civil-servant-law", "public-discipline-law",
    "supervision-law",
)  # fmt: skip
PROTECTION = (
    "central-2018", "anhui-2018", "dandang-own-rules", "reporting-rules", "clarification", "public-discipline-law",
    "jilin-clarification", "yuanping-clarification", "shandong-letters",
)  # fmt: skip
_Rows = dict[str, tuple[tuple[str, ...], list[tuple[Any, ...]]]]
_kept: dict[tuple[str, ...], _Rows] = {}
_versions: dict[tuple[str, ...], str] = {}


def load(*packs: str) -> None:
    """Put these packs of the project on the shelf, or all of them. Where law is told to readers, load it in earnest."""
    stands = Shelf.objects.values_list("version", flat=True).first()
    if stands is not None and stands == _versions.get(packs):
        return
    if kinds._readers or stands is not None or Document.objects.exists():
        _in_earnest(packs)
        return
    if packs not in _kept:
        _kept[packs] = _rows_of_a_load(packs)
    with connection.cursor() as cursor:
        for table, (columns, rows) in _kept[packs].items():
            words = ", ".join(connection.ops.quote_name(column) for column in columns)
            places = ", ".join(["%s"] * len(columns))
            cursor.executemany(f"INSERT INTO {connection.ops.quote_name(table)} ({words}) VALUES ({places})", rows)


@cache
def folder(*packs: str) -> Path:
    """A folder with these packs only, or that of the project."""
    if not packs:
        return Path(settings.PACKS_DIR)
    made = Path(mkdtemp(prefix="packs-"))
    atexit.register(shutil.rmtree, made, ignore_errors=True)
    for name in ("keys.yaml", "facts.yaml"):
        shutil.copy(settings.PACKS_DIR / name, made)
    for name in packs:
        shutil.copytree(settings.PACKS_DIR / name, made / name)
    return made


def _in_earnest(packs: tuple[str, ...]) -> None:
    actions.load_packs(actor=access.system_actor(), folder=folder(*packs), at=NOW)
    _versions[packs] = Shelf.objects.get().version


def _rows_of_a_load(packs: tuple[str, ...]) -> _Rows:
    """Load, read what stands on the shelf, and take it back. Sequences have moved on, so its numbers stay free."""
    found: _Rows = {}
    with transaction.atomic():
        _in_earnest(packs)
        with connection.cursor() as cursor:
            for model in apps.get_app_config("policies").get_models():
                table = model._meta.db_table
                cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)} ORDER BY id")
                rows = cursor.fetchall()
                if rows:
                    found[table] = (tuple(one[0] for one in cursor.description), rows)
        transaction.set_rollback(True)
    return found
