"""A backup carries the vault sealed as it is; after a restore two bodies open it with the passphrases they had."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings

from dandang.operations.backup.create import create
from dandang.registry.access.queries import system_actor
from tests.factories import vault as make
from tests.factories.vault import NOW

pytestmark = pytest.mark.django_db(transaction=True)

# What the restored installation is asked, in a process of its own.
OPENED = """
import json, sys
import django
django.setup()
from datetime import datetime
from dandang.registry.access import queries as access
from dandang.registry.accounts.models import Account
from dandang.registry.vault import actions, kinds
from tests.factories.vault import PASSPHRASE, open_gate
open_gate()
asker, request_id, at = int(sys.argv[1]), int(sys.argv[2]), datetime.fromisoformat(sys.argv[3])
actor = access.actor_for(Account.objects.get(pk=asker), at.date())
identity = actions.open_identity(actor=actor, request_id=request_id, passphrase=PASSPHRASE, at=at)
print(json.dumps(dict(identity.fields), ensure_ascii=False))
"""


@pytest.fixture
def environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    monkeypatch.setattr(settings, "DATA_DIR", tmp_path / "data")
    return os.environ | {
        "DATABASE_URL": f"sqlite:///{tmp_path / 'second.sqlite3'}",
        "DANDANG_DATA": str(tmp_path / "data2"),
        "DJANGO_SETTINGS_MODULE": "dandang.config.settings",
        "PYTHONPATH": str(settings.ROOT),
    }


@pytest.mark.slow
def test_identities_come_back_and_the_backup_shows_none(environment: dict[str, str], tmp_path: Path) -> None:
    vault = make.vault()
    request_id = vault.approved()
    folder = tmp_path / "backup"
    create(actor=system_actor(), folder=folder, at=NOW)
    written = b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())
    cli = [sys.executable, "-m", "dandang.operations.cli", "backup", "restore", str(folder), "--json"]
    subprocess.run(cli, env=environment, check=True, capture_output=True)

    asked = [sys.executable, "-c", OPENED, str(vault.asker.account_id), str(request_id), NOW.isoformat()]
    run = subprocess.run(asked, env=environment, check=False, capture_output=True, text=True)

    assert run.returncode == 0, run.stderr
    assert json.loads(run.stdout) == make.PAYLOAD
    assert (tmp_path / "second-vault.sqlite3").is_file()
    assert make.PAYLOAD["phone"].encode() not in written
    assert (folder / "vault" / "vault.sealed.jsonl").stat().st_size > 4096
