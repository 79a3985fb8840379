"""Numbers of cases come from the one series of the ledger; what was given out already is carried over."""

from __future__ import annotations

from typing import Any

from django.db import migrations


def carry_over(apps: Any, schema_editor: Any) -> None:
    there = apps.get_model("matters", "NumberSeries")
    for row in apps.get_model("tolerance", "NumberSeries").objects.all():
        there.objects.get_or_create(prefix=row.prefix, year=row.year, defaults={"last": row.last})


class Migration(migrations.Migration):
    dependencies = [("tolerance", "0002_safeguards"), ("matters", "0001_initial")]

    operations = [
        migrations.RunPython(carry_over, migrations.RunPython.noop),
        migrations.DeleteModel(name="NumberSeries"),
    ]
