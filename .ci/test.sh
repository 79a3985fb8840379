#!/bin/sh
# Every test. Without arguments: the quick half, all tests on SQLite, those that touch the database on PostgreSQL, and
# the browser. With arguments: pytest with these arguments on SQLite, nothing else.
#   DATABASE_URL_TEST   a PostgreSQL server that may be used (its user must be a superuser); otherwise a private one is
#                       started in /tmp, reached by a socket only, and removed afterwards
#   DANDANG_SKIP        words of what to leave out: check postgresql browser
set -u
cd "$(dirname "$0")/.."
PATH="$PWD/.venv/bin:$PATH"
started=$(date +%s)
failed=""
notes=""
server_folder=""

say() { printf '%s\n' "$*" >&2; }
minutes() { echo "$((($(date +%s) - started) / 60)) min $((($(date +%s) - started) % 60)) s"; }
skips() { case " ${DANDANG_SKIP:-} " in *" $1 "*) return 0 ;; *) return 1 ;; esac; }
may_install() { [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; }
install() { { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@"; } >/dev/null 2>&1; }

if [ $# -gt 0 ]; then
    exec python -m pytest "$@"
fi

step() {
    name=$1
    shift
    say "== $name ($(minutes))"
    "$@" || failed="$failed $name"
}

# PostgreSQL ------------------------------------------------------------------------------------------------------

# Where initdb and pg_ctl are: on the PATH, or where Debian keeps them.
server_programs() {
    for folder in "$(dirname "$(command -v initdb 2>/dev/null || echo /none/initdb)")" /usr/lib/postgresql/*/bin; do
        if [ -x "$folder/initdb" ] && [ -x "$folder/pg_ctl" ]; then
            echo "$folder"
            return 0
        fi
    done
    return 1
}

# The server refuses to run as root; then it runs as postgres or, without such an account, as nobody.
as_server_user() {
    if [ "$(id -u)" != 0 ]; then
        "$@"
    elif id postgres >/dev/null 2>&1; then
        runuser -u postgres -- "$@"
    else
        runuser -u nobody -- "$@"
    fi
}

stop_server() {
    [ -n "$server_folder" ] || return 0
    as_server_user "$programs/pg_ctl" -D "$server_folder/data" -m immediate stop >/dev/null 2>&1
    rm -rf "$server_folder"
    server_folder=""
}

start_server() {
    programs=$(server_programs) || { may_install && install postgresql && programs=$(server_programs); } || return 1
    # Lower case only: the host part of an address is folded, and the socket's folder stands there.
    server_folder=/tmp/dandang-postgresql-$$
    mkdir -m 700 "$server_folder" || return 1
    if [ "$(id -u)" = 0 ]; then
        if id postgres >/dev/null 2>&1; then chown postgres "$server_folder"; else chown nobody "$server_folder"; fi
    fi
    (
        cd "$server_folder" || exit 1
        as_server_user "$programs/initdb" -D data -U dandang --auth=trust --encoding=UTF8 --locale=C >initdb.log 2>&1 &&
            as_server_user "$programs/pg_ctl" -D data -l server.log -w -t 60 -o "-c listen_addresses='' \
-c unix_socket_directories='$server_folder' -c fsync=off -c synchronous_commit=off -c full_page_writes=off \
-c max_connections=50" start >/dev/null 2>&1
    ) || return 1
    # The tests run as another user than the server.
    chmod 711 "$server_folder"
    server_url="postgresql://dandang@$(printf '%s' "$server_folder" | sed 's,/,%2F,g')/postgres"
}

trap stop_server EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

# Browser ---------------------------------------------------------------------------------------------------------

find_browser() {
    for name in "${DANDANG_BROWSER:-}" chromium chromium-browser google-chrome; do
        [ -n "$name" ] && command -v "$name" && return 0
    done
    return 1
}

# The run ---------------------------------------------------------------------------------------------------------

skips check || step check sh .ci/check.sh

step sqlite python -m pytest -q -n 2 --dist worksteal -m "not browser"

if skips postgresql; then
    notes="$notes
skipped postgresql: left out by DANDANG_SKIP"
elif [ -n "${DATABASE_URL_TEST:-}" ] || start_server; then
    step postgresql env DATABASE_URL="${DATABASE_URL_TEST:-$server_url}" \
        python -m pytest -q -n 2 --dist worksteal -m "not browser" -p tests.database_only
    stop_server
else
    notes="$notes
skipped postgresql: no server programs were found and none could be installed (Debian: apt install postgresql), or the server did not start"
    stop_server
fi

if skips browser; then
    notes="$notes
skipped browser: left out by DANDANG_SKIP"
elif browser=$(find_browser) || { may_install && install chromium fonts-noto-cjk && browser=$(find_browser); }; then
    step browser env DANDANG_BROWSER="$browser" python -m pytest -q -p no:xdist -m browser tests/browser
else
    notes="$notes
skipped browser: no Chromium was found and none could be installed (Debian: apt install chromium fonts-noto-cjk)"
fi

[ -z "$notes" ] || say "$notes"
if [ -n "$failed" ]; then
    say "failed:$failed ($(minutes))"
    exit 1
fi
say "all tests passed ($(minutes))"
