"""The few settings that tests override."""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile

os.environ.setdefault("DANDANG_PROFILE", "demo")
os.environ.setdefault("DANDANG_SECRET_KEY", "tests-only")
# Each process has a data folder of its own, gone when it ends: workers must not share files named by row numbers.
os.environ["DANDANG_DATA"] = tempfile.mkdtemp(prefix="dandang-test-")
atexit.register(shutil.rmtree, os.environ["DANDANG_DATA"], ignore_errors=True)

from dandang.config import environment as env  # noqa: E402
from dandang.config.settings import *  # noqa: E402, F403
from dandang.config.settings import DATABASES, STORAGES  # noqa: E402

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {**STORAGES, "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
WHITENOISE_AUTOREFRESH = True
TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
AXES_ENABLED = False
VAULT_KEY_COST = (8, 1, 1)  # a passphrase is stretched hundreds of times in these tests
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["vault"] = env.database("sqlite:///:memory:")
    for database in DATABASES.values():
        database["NAME"] = ":memory:"
        database["TEST"] = {"NAME": ":memory:"}  # said, or workers would share one file between the two databases
        database["OPTIONS"] = {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": "PRAGMA foreign_keys=ON; PRAGMA secure_delete=ON; PRAGMA trusted_schema=OFF;",
        }
else:  # both on the engine under test, in two databases
    place = DATABASES["default"]
    DATABASES["vault"] = {**place, "TEST": {"NAME": f"test_{place['NAME']}_vault"}}
UNDECLARED_ROUTES_RAISE = True
