"""One typed reader for everything the process takes from its environment."""

from __future__ import annotations

import os
import secrets
import sqlite3
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit


def text(name: str, default: str = "") -> str:
    return os.environ.get(name, default)


def flag(name: str, default: bool = False) -> bool:
    return os.environ.get(name, "1" if default else "0").lower() in {"1", "true", "yes", "on"}


def words(name: str, default: str = "") -> list[str]:
    return [word.strip() for word in os.environ.get(name, default).split(",") if word.strip()]


def database(url: str) -> dict[str, Any]:
    """Read a database address, `sqlite:///file` or `postgresql://user:word@host:port/name`.

    SQLite is opened so that correctness does not depend on luck: write transactions begin IMMEDIATE, durable
    commits, foreign keys on, deleted rows overwritten. Raises ValueError for any other engine.
    """
    parts = urlsplit(url)
    if parts.scheme == "sqlite":
        return {
            "ENGINE": "dandang.config.sqlite3",
            "NAME": unquote(url.removeprefix("sqlite:///")),
            "ATOMIC_REQUESTS": False,
            "OPTIONS": {
                "transaction_mode": "IMMEDIATE",
                "timeout": 20,
                "init_command": (
                    f"PRAGMA journal_mode={_journal_mode()}; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; "
                    "PRAGMA secure_delete=ON; PRAGMA trusted_schema=OFF;"
                ),
            },
        }
    if parts.scheme in {"postgres", "postgresql"}:
        return {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": unquote(parts.path.lstrip("/")),
            "USER": unquote(parts.username or ""),
            "PASSWORD": unquote(parts.password or ""),
            "HOST": unquote(parts.hostname or ""),
            "PORT": str(parts.port or ""),
            "CONN_MAX_AGE": 60,
            "OPTIONS": {},
        }
    raise ValueError("DATABASE_URL begins with sqlite:/// or postgresql://")


def vault_url(main: str, folder: Path) -> str:
    """Return where the identity vault lies when nobody says: a SQLite file beside the main one, else in `folder`.

    `vault.sqlite3` beside `dandang.sqlite3`; beside any other main file its name is part of the vault's, so that two
    databases in one folder never share a vault.
    """
    if not main.startswith("sqlite"):
        return f"sqlite:///{folder / 'vault.sqlite3'}"
    file = Path(unquote(main.removeprefix("sqlite:///")))
    name = "vault.sqlite3" if file.name == "dandang.sqlite3" else f"{file.stem}-vault.sqlite3"
    return f"sqlite:///{file.with_name(name)}"


def profile(folder: Path) -> str:
    """Return the sign-in profile: from the environment, else what the loader of the made-up county left in `folder`.

    So a command after `./go demo` works on that county without further words; elsewhere the strict default holds.
    """
    kept = folder / "profile"
    return os.environ.get("DANDANG_PROFILE") or (kept.read_text().strip() if kept.exists() else "") or "dengbao3"


def _journal_mode() -> str:
    """WAL where it is safe: SQLite 3.7.0 to 3.51.2 may corrupt a WAL database that two connections write at once."""
    return "WAL" if sqlite3.sqlite_version_info >= (3, 51, 3) else "TRUNCATE"


def secret_key(folder: Path) -> str:
    """Return the signing key: from the environment, else made once and kept in `folder` for this installation."""
    given = os.environ.get("DANDANG_SECRET_KEY")
    if given:
        return given
    path = folder / "secret_key"
    if not path.exists():
        folder.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600)
        path.write_text(secrets.token_urlsafe(50))
    return path.read_text().strip()
