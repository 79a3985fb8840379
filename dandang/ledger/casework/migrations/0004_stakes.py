"""Whom an item touches stands in rows of its own, so that the database keeps the item from them; older items as well."""

from __future__ import annotations

from typing import Any

import django.db.models.deletion
from django.db import migrations, models


def write_down(apps: Any, schema_editor: Any) -> None:
    """Read parties and people involved back from what each item keeps."""
    stake = apps.get_model("casework", "Stake")
    for item_id, kept in apps.get_model("casework", "AgendaItem").objects.values_list("pk", "interests"):
        parties = set(kept.get("parties", ()))
        touched = parties | {int(pk) for pk in kept.get("involved", {})}
        stake.objects.bulk_create(stake(item_id=item_id, person_id=pk, is_party=pk in parties) for pk in touched)


class Migration(migrations.Migration):
    dependencies = [("casework", "0003_coordination"), ("people", "0002_ranges_by_code_point")]

    operations = [
        migrations.CreateModel(
            name="Stake",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("is_party", models.BooleanField()),
                (
                    "item",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="stakes", to="casework.agendaitem"
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.person"
                    ),
                ),
            ],
            options={
                "ordering": ["item_id", "id"],
                "constraints": [
                    models.UniqueConstraint(fields=("item", "person"), name="an_item_touches_a_person_once")
                ],
            },
        ),
        migrations.RunPython(write_down, migrations.RunPython.noop),
    ]
