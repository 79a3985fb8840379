"""Why not Django's own SQLite backend? Because its JSON columns carry a check that a distrustful SQLite refuses."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.db.backends.sqlite3 import base


class DatabaseWrapper(base.DatabaseWrapper):
    """SQLite without the check `JSON_VALID(column)`: before 3.41 that function may not be used in a schema one does
    not trust, and `trusted_schema=OFF` is worth more than a check Django's own serialiser already guarantees."""

    data_type_check_constraints = {
        name: check for name, check in base.DatabaseWrapper.data_type_check_constraints.items() if name != "JSONField"
    }

    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        """Make the file's folder first: the vault's file may be the first thing a new data folder holds."""
        place = str(conn_params["database"])
        if not place.startswith(("file:", ":memory:")):
            Path(place).parent.mkdir(parents=True, exist_ok=True)
        return super().get_new_connection(conn_params)
