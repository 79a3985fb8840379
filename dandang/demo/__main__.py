"""`./go demo`: load the made-up county once, then serve it."""

from __future__ import annotations

import argparse
import os
import sys
import time

os.environ.setdefault("DANDANG_PROFILE", "demo")
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "dandang.config.settings")


def main() -> int:
    """Load where nothing is loaded yet, say where to look and who may sign in, and serve unless told not to."""
    parser = argparse.ArgumentParser(prog="./go demo", description="载入样例县并启动服务")
    parser.add_argument("--no-serve", action="store_true", help="只载入，不启动服务")
    parser.add_argument("--port", type=int, default=8000, help="端口，默认 8000")
    options = parser.parse_args()

    import django

    django.setup()
    from django.conf import settings
    from django.core.management import call_command

    from dandang.demo import load

    call_command("migrate", verbosity=0, interactive=False)
    # Later commands find the profile here, so that they work on this county without further words.
    (settings.DATA_DIR / "profile").write_text("demo\n", encoding="ascii")
    started = time.monotonic()
    if load.is_loaded():
        _say("样例县已经载入。")
    else:
        load.load(say=_say)
        _say(f"样例县载入完成，用了 {time.monotonic() - started:.0f} 秒。")
    if options.no_serve:
        return 0
    _say(load.welcome(options.port))
    from dandang.operations import server

    return server.serve(port=options.port)


def _say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)  # noqa: T201


if __name__ == "__main__":
    sys.exit(main())
