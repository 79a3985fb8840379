"""The standalone verifier: small enough to read, no Dandang inside, reads both shapes of the record."""

from __future__ import annotations

import ast
import hashlib
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from dandang.foundation.audit import actions, chain, queries
from scripts import verify_audit
from tests.factories.registry import NOW

SCRIPT = Path(verify_audit.__file__)


def run(*arguments: object) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-I", str(SCRIPT), *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_it_is_short_and_needs_only_python() -> None:
    tree = ast.parse(SCRIPT.read_text(encoding="utf-8"))
    imported = {name.name for node in ast.walk(tree) if isinstance(node, ast.Import) for name in node.names}
    imported |= {node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}

    assert len(SCRIPT.read_text(encoding="utf-8").splitlines()) <= 150
    assert imported <= set(sys.stdlib_module_names)


@pytest.mark.parametrize("size", [0, 3, 55, 56, 63, 64, 65, 200])
def test_its_sm3_is_that_of_the_library(size: int) -> None:
    data = bytes(range(size))

    assert verify_audit.sm3(data) == chain.digest(chain.SM3, data)


def test_its_ed25519_accepts_the_signature_and_nothing_near_it() -> None:
    key = Ed25519PrivateKey.from_private_bytes(hashlib.sha256(b"a test").digest())
    public, signature = key.public_key().public_bytes_raw(), key.sign(b"head")
    higher = signature[:32] + bytes([signature[32] ^ 1]) + signature[33:]

    assert verify_audit.is_signed(public, signature, b"head")
    assert not verify_audit.is_signed(public, signature, b"heaD")
    assert not verify_audit.is_signed(public, higher, b"head")


@pytest.mark.django_db
def test_it_reads_a_sqlite_file_and_json_lines_from_the_command_line(tmp_path: Path) -> None:
    for number in range(3):
        actions.record(actor=None, verb="people.file.updated", target=f"people.person:{number}", at=NOW)
    rows = list(queries.Entry.objects.order_by("seq").values(*queries.COLUMNS))
    database = tmp_path / "copy.sqlite3"
    with sqlite3.connect(database) as copy:
        copy.execute(f"CREATE TABLE audit_entry ({', '.join(rows[0])})")
        copy.executemany(
            f"INSERT INTO audit_entry VALUES ({', '.join('?' * len(rows[0]))})", [tuple(row.values()) for row in rows]
        )
    copy.close()
    exported = tmp_path / "record.jsonl"
    exported.write_text("\n".join(queries.exported_lines()), encoding="utf-8")
    actions.write_checkpoint(tmp_path / "seals", at=NOW)

    answers = [run(database), run(exported), run(database, "--checkpoints", tmp_path / "seals")]

    assert [(answer.returncode, answer.stdout.splitlines()[-1]) for answer in answers] == [(0, "3 entries, SOUND")] * 3
    assert run(database, "--checkpoints", tmp_path / "seals", "--key", "00" * 32).returncode == 4
    exported.write_text(exported.read_text(encoding="utf-8").replace("person:1", "person:9"), encoding="utf-8")
    assert run(exported).returncode == 1


def test_wrong_usage_and_unreadable_files_have_their_own_codes(tmp_path: Path) -> None:
    assert run().returncode == 64
    assert run(tmp_path / "missing").returncode == 4
