#!/bin/sh
# The one entry point. Set-up happens by itself, and only what is missing.
#   ./go demo [--no-serve]  load the made-up county and serve it on http://127.0.0.1:8000
#   ./go test [pytest args] run every test, on SQLite and (when it can be had) PostgreSQL
#   ./go check              the quick half: format, lint, types, floors, migrations
#   ./go serve              serve the data that is there
#   ./go run COMMAND…       any command inside the environment, e.g. ./go run dandang --help
set -eu
cd "$(dirname "$0")"

say() { printf '%s\n' "$*" >&2; }

find_python() {
    for candidate in "${PYTHON:-}" python3 python3.13 python3.12 python3.11; do
        [ -n "$candidate" ] || continue
        if "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
            command -v "$candidate"
            return
        fi
    done
    say "担当需要 Python 3.11 或更高版本，没有找到。请先安装 python3（Debian：apt install python3 python3-venv）。"
    say "Dandang needs Python 3.11 or later; none was found."
    exit 1
}

install_python_packages() {
    stamp=.venv/.installed
    want=$(cat requirements.lock pyproject.toml | cksum)
    [ -f "$stamp" ] && [ "$(cat "$stamp")" = "$want" ] && return
    python=$(find_python)
    if ! [ -x .venv/bin/python ]; then
        "$python" -m venv .venv || {
            say "建立虚拟环境失败。Debian 请先 apt install python3-venv，再运行一次。"
            exit 1
        }
    fi
    say "正在安装 Python 组件（只在第一次）… / installing Python packages (first time only)…"
    if .venv/bin/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements-uv.lock 2>/dev/null &&
        UV_PYTHON_DOWNLOADS=never .venv/bin/uv pip install -q --python .venv/bin/python --require-hashes -r requirements.lock; then :; else
        .venv/bin/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements.lock
    fi
    site=$(.venv/bin/python -c 'import sysconfig; print(sysconfig.get_paths()["purelib"])')
    pwd > "$site/dandang.pth"
    printf '#!/bin/sh\nexec "$(dirname "$0")/python" -m dandang.operations.cli "$@"\n' > .venv/bin/dandang
    chmod +x .venv/bin/dandang
    printf '%s' "$want" > "$stamp"
}

install_front_end() {
    want=$(cat package-lock.json | cksum)
    [ -f static/vendor/.installed ] && [ "$(cat static/vendor/.installed)" = "$want" ] && return
    if ! command -v npm >/dev/null 2>&1; then
        if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
            say "正在安装 node 和 npm…"
            { apt-get update -qq && apt-get install -y -qq --no-install-recommends nodejs npm; } >/dev/null 2>&1 || true
        fi
    fi
    if ! command -v npm >/dev/null 2>&1; then
        say "页面样式来自 npm，没有找到 npm。请安装 Node.js 18 或更高版本（Debian：apt install nodejs npm），再运行一次。"
        say "Page styles come from npm, which was not found. Install Node.js 18 or later and run this again."
        exit 1
    fi
    say "正在安装页面组件（只在第一次）…"
    npm ci --silent --no-audit --no-fund
    .venv/bin/python -m dandang.foundation.ui.vendor
    printf '%s' "$want" > static/vendor/.installed
}

set_up() {
    install_python_packages
    install_front_end
    mkdir -p var
}

command=${1:-help}
[ $# -gt 0 ] && shift
case "$command" in
demo)
    set_up
    exec .venv/bin/python -m dandang.demo "$@"
    ;;
serve)
    set_up
    exec .venv/bin/python -m dandang.operations.server "$@"
    ;;
test)
    set_up
    exec sh .ci/test.sh "$@"
    ;;
check)
    set_up
    exec sh .ci/check.sh
    ;;
run)
    set_up
    PATH="$PWD/.venv/bin:$PATH" exec "$@"
    ;;
*)
    sed -n '2,9s/^# \{0,1\}//p' "$0"
    ;;
esac
