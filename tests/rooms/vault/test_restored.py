"""A backup carries the vault sealed as it is; after a restore two bodies open it with the passphrases they had."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command

from dandang.operations.backup.create import create
from dandang.operations.backup.restore import restore
from dandang.operations.errors import BackupRefused
from dandang.registry.access.queries import system_actor
from dandang.registry.vault import queries
from tests.factories import vault as make
from tests.factories.vault import NOW

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]


def _lose_everything() -> None:
    for alias in ("default", "vault"):
        call_command("flush", database=alias, interactive=False, verbosity=0)


def test_identities_come_back_and_the_backup_shows_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "DATA_DIR", tmp_path / "data")
    vault = make.vault()
    request_id = vault.approved()
    folder = tmp_path / "backup"
    create(actor=system_actor(), folder=folder, at=NOW)
    call_command("flush", database="default", interactive=False, verbosity=0)
    with pytest.raises(BackupRefused, match="vault_"):  # keys and records of another installation are not mixed in
        restore(actor=system_actor(), folder=folder, at=NOW)
    _lose_everything()
    assert queries.is_empty()

    restore(actor=system_actor(), folder=folder, at=NOW)

    assert vault.look(request_id).fields == make.PAYLOAD
    written = b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())
    assert make.PAYLOAD["phone"].encode() not in written
    assert (folder / "vault" / "vault.sealed.jsonl").stat().st_size > 4096
