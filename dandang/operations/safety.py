"""What must be true before the server starts? Each fault is a sentence that says how to mend it."""

from __future__ import annotations

import os
import stat
from pathlib import Path
from typing import Any

SHORTEST_KEY = 40


def faults(settings: Any) -> list[str]:
    """Return what forbids starting; the demo profile on this machine only is allowed more."""
    if settings.IS_DEMO:
        return []
    found = []
    if settings.DEBUG:
        found.append("调试模式开着（DANDANG_DEBUG），会把内部情况显示给访问者。请去掉这个设置再启动")
    if _is_weak(settings.SECRET_KEY):
        found.append(
            "签名密钥太短或者是样例值（DANDANG_SECRET_KEY）。请去掉它，让程序自己生成，或者换成 50 位以上的随机值"
        )
    if "*" in settings.ALLOWED_HOSTS or any(host.startswith(".") for host in settings.ALLOWED_HOSTS):
        found.append("允许任何主机名访问（DANDANG_HOSTS 含 * 或以点开头）。请写明内网里实际使用的主机名，用逗号分开")
    key = Path(settings.DATA_DIR) / "secret_key"
    if not os.environ.get("DANDANG_SECRET_KEY") and key.exists() and stat.S_IMODE(key.stat().st_mode) & 0o077:
        found.append(f"密钥文件 {key} 别的用户也能读。请运行 chmod 600 {key}")
    return found


def _is_weak(key: str) -> bool:
    return len(key) < SHORTEST_KEY or len(set(key)) < 10 or key.startswith("django-insecure")
