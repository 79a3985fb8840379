"""What keeps the server from starting, and what its processes do when asked to stop (ASVS M; security.md G11)."""

from __future__ import annotations

import os
import runpy
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client

from dandang.operations import safety

KEY = "k7Qx-4mVw9_Zt2Rb8LpYcH3sDf6GjNaE1uXoWiTqPzKvMyBnCr"


def _settings(tmp_path: Path, **changes: Any) -> SimpleNamespace:
    given = {
        "IS_DEMO": False, "DEBUG": False, "SECRET_KEY": KEY, "ALLOWED_HOSTS": ["dandang.county"], "DATA_DIR": tmp_path
    }  # fmt: skip
    return SimpleNamespace(**(given | changes))


@pytest.mark.parametrize(
    ("changes", "word"),
    [
        ({"DEBUG": True}, "DANDANG_DEBUG"),
        ({"SECRET_KEY": "short"}, "DANDANG_SECRET_KEY"),
        ({"SECRET_KEY": "a" * 60}, "DANDANG_SECRET_KEY"),
        ({"SECRET_KEY": "django-insecure-" + KEY}, "DANDANG_SECRET_KEY"),
        ({"ALLOWED_HOSTS": ["*"]}, "DANDANG_HOSTS"),
        ({"ALLOWED_HOSTS": [".county"]}, "DANDANG_HOSTS"),
    ],
)
def test_an_unsafe_setting_is_named_with_what_to_do(tmp_path: Path, changes: dict[str, Any], word: str) -> None:
    (sentence,) = safety.faults(_settings(tmp_path, **changes))

    assert word in sentence
    assert "请" in sentence


def test_a_key_file_others_can_read_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DANDANG_SECRET_KEY", raising=False)
    key = tmp_path / "secret_key"
    key.write_text(KEY)
    key.chmod(0o644)
    loose = safety.faults(_settings(tmp_path))
    key.chmod(0o600)

    assert "chmod 600" in loose[0]
    assert safety.faults(_settings(tmp_path)) == []


def test_the_demo_on_this_machine_may_do_more(tmp_path: Path) -> None:
    assert safety.faults(_settings(tmp_path, IS_DEMO=True, DEBUG=True, ALLOWED_HOSTS=["*"])) == []


def test_the_proxy_with_tls_is_believed_and_nobody_is_sent_in_circles(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, settings: Any
) -> None:
    monkeypatch.setenv("DANDANG_PROFILE", "dengbao3")
    monkeypatch.setenv("DANDANG_DATA", str(tmp_path))
    monkeypatch.delenv("DANDANG_PLAIN_HTTP", raising=False)
    production = runpy.run_path(str(Path(safety.__file__).parents[1] / "config" / "settings.py"))
    for name in ("SECURE_SSL_REDIRECT", "SECURE_PROXY_SSL_HEADER"):
        setattr(settings, name, production[name])

    plain = Client().get("/no-such-page/")
    proxied = Client().get("/no-such-page/", headers={"x-forwarded-proto": "https"})

    assert (plain.status_code, plain["Location"][:8]) == (301, "https://")
    assert proxied.status_code != 301


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _start(tmp_path: Path, port: int, **environment: str) -> subprocess.Popen[str]:
    given = os.environ | {
        "DANDANG_DATA": str(tmp_path),
        "DATABASE_URL": f"sqlite:///{tmp_path / 'served.sqlite3'}",
        "DJANGO_SETTINGS_MODULE": "dandang.config.settings",
        "DANDANG_PROFILE": "demo",
    }
    command = [sys.executable, "-m", "dandang.operations.server", "--port", str(port)]
    return subprocess.Popen(command, env=given | environment, stderr=subprocess.PIPE, text=True)


@pytest.mark.slow
@pytest.mark.skipif(not Path("/proc").is_dir(), reason="processes are found through /proc, which is not here")
def test_the_server_answers_and_leaves_nothing_running(tmp_path: Path) -> None:
    port = _free_port()
    server = _start(tmp_path, port)
    status = 0
    for _ in range(240):
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/health") as answer:
                status = answer.status
            break
        except OSError:
            time.sleep(0.25)
    children = _children_of(server.pid)

    server.send_signal(signal.SIGINT)
    _, said = server.communicate(timeout=30)

    assert status == 200
    assert server.returncode == 0
    assert said.rstrip().endswith("已停止。")
    assert len(children) >= 2
    assert not [pid for pid in children if Path(f"/proc/{pid}").exists()]


def _children_of(parent: int) -> list[int]:
    """Processes whose parent is the given one, where the system tells (Linux)."""
    found = []
    for status in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = status.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if int(fields[1]) == parent:
            found.append(int(status.parent.name))
    return found


def test_an_unsafe_server_does_not_start(tmp_path: Path) -> None:
    server = _start(tmp_path, _free_port(), DANDANG_PROFILE="dengbao3", DANDANG_DEBUG="1")

    _, said = server.communicate(timeout=60)

    assert server.returncode == 1
    assert "不能启动：调试模式开着" in said


def test_a_taken_port_is_said_before_anything_is_done(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        server = _start(tmp_path, taken.getsockname()[1])
        _, said = server.communicate(timeout=60)

    assert server.returncode == 1
    assert "已经被别的程序占用" in said
    assert not (tmp_path / "served.sqlite3").exists()
