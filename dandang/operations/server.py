"""Web and worker processes on one machine: `python -m dandang.operations.server [--port N]`, stopped by Ctrl-C."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Sequence
from types import FrameType

import click

from dandang.foundation.ground.refusal import Refusal
from dandang.operations.runtime import start_django

GRACE_SECONDS = 10


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="监听的地址；对外服务请放在反向代理后面")
@click.option("--port", default=8000, show_default=True, help="端口")
@click.option("--workers", default=1, show_default=True, help="网页进程数；SQLite 用 1 个就够")
def main(host: str, port: int, workers: int) -> None:
    """启动网页和后台任务，按 Ctrl-C 停止。"""
    sys.exit(serve(host=host, port=port, workers=workers))


def serve(*, host: str = "127.0.0.1", port: int = 8000, workers: int = 1) -> int:
    """Run both processes until somebody asks to stop; returns the exit code, 1 when it is not safe to start."""
    start_django()
    if not _is_safe() or not _is_free(host, port):
        return 1
    _prepare()
    processes = [_start(_web(host, port, workers)), _start(_worker())]
    click.echo(f"担当已启动：http://{host}:{port}　（按 Ctrl-C 停止）", err=True)
    return _watch(processes)


def _is_safe() -> bool:
    """Say on stderr what forbids starting."""
    from django.conf import settings

    from dandang.operations import safety

    found = safety.faults(settings)
    for sentence in found:
        click.echo(f"不能启动：{sentence}。", err=True)
    return not found


def _is_free(host: str, port: int) -> bool:
    """Say on stderr when another program listens there."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            click.echo(f"不能启动：{host}:{port} 已经被别的程序占用。请关掉它，或者用 --port 换一个端口。", err=True)
            return False
    return True


def _prepare() -> None:
    """Bring the tables up to date, fill in what every installation needs, gather the static files."""
    from django.conf import settings
    from django.core.management import call_command
    from django.utils import timezone

    from dandang.law.policies import actions as policies
    from dandang.operations import actions
    from dandang.operations.runtime import system

    call_command("migrate", verbosity=0, interactive=False)
    actions.seed_calendar(actor=system(), at=timezone.now())
    try:
        policies.load_packs(actor=system(), at=timezone.now())
    except Refusal as refusal:  # an edition on disk differs from the loaded one: the loaded one stays in force
        click.echo(f"政策包没有载入：{refusal.sentence}", err=True)
    settings.STATIC_ROOT.mkdir(parents=True, exist_ok=True)
    if not settings.WHITENOISE_USE_FINDERS:
        call_command("collectstatic", verbosity=0, interactive=False)


def _web(host: str, port: int, workers: int) -> list[str]:
    granian = [sys.executable, "-m", "granian", "--interface", "wsgi", "--host", host, "--port", str(port)]
    limits = ["--workers", str(workers), "--blocking-threads", "4", "--respawn-failed-workers", "--no-access-log"]
    return [*granian, *limits, "dandang.config.wsgi:application"]


def _worker() -> list[str]:
    return [sys.executable, "-m", "django", "db_worker", "--no-startup-delay", "--no-reload"]


def _start(command: Sequence[str]) -> subprocess.Popen[bytes]:
    """Start a child in a session of its own, so that Ctrl-C reaches it once, through us."""
    return subprocess.Popen(list(command), env=os.environ | {"PYTHONUNBUFFERED": "1"}, start_new_session=True)


def _watch(processes: list[subprocess.Popen[bytes]]) -> int:
    """Wait until somebody asks us to stop or a child ends by itself; then stop all. Returns the exit code."""
    asked: list[int] = []

    def stop(number: int, frame: FrameType | None) -> None:
        asked.append(number)

    signal.signal(signal.SIGINT, stop)
    signal.signal(signal.SIGTERM, stop)
    while not asked and all(process.poll() is None for process in processes):
        time.sleep(0.2)
    for process in processes:
        if process.poll() is None:
            process.send_signal(signal.SIGINT)
    _wait_for(processes)
    if asked:
        click.echo("已停止。", err=True)
        return 0
    click.echo("有一个进程自己结束了，已全部停止。请看上面的原因。", err=True)
    return 1


def _wait_for(processes: list[subprocess.Popen[bytes]]) -> None:
    deadline = time.monotonic() + GRACE_SECONDS
    for process in processes:
        try:
            process.wait(max(0.1, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


if __name__ == "__main__":
    main()
