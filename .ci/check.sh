#!/bin/sh
# The quick half: format, lint, types, floors, migrations, packs. Runs every step and says at the end what failed.
set -u
cd "$(dirname "$0")/.."
PATH="$PWD/.venv/bin:$PATH"
export DANDANG_PROFILE=demo DANDANG_SECRET_KEY=checks-only DJANGO_SETTINGS_MODULE=dandang.config.test_settings
failed=""

step() {
    name=$1
    shift
    printf '%s\n' "== $name" >&2
    "$@" || failed="$failed $name"
}

step format ruff format --check --quiet .
step lint ruff check --quiet .
step types mypy
step floors lint-imports --no-cache
step migrations python manage.py makemigrations --check --dry-run
step packs python -m dandang.operations.cli policy check

if [ -n "$failed" ]; then
    printf '%s\n' "check failed:$failed" >&2
    exit 1
fi
printf '%s\n' "check passed" >&2
