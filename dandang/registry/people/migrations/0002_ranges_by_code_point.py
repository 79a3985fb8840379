"""Order paths, names and keys by code point on PostgreSQL too: branches and searches by beginning are ranges of them."""

from django.db import migrations

COLUMNS = [("home_path", 80), ("manager_path", 80), ("name", 40), ("initials", 20), ("name_key", 120), ("number", 20)]


def by_code_point(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        for column, length in COLUMNS:
            schema_editor.execute(f'ALTER TABLE people_person ALTER COLUMN {column} TYPE varchar({length}) COLLATE "C"')


class Migration(migrations.Migration):
    dependencies = [("people", "0001_initial")]

    operations = [migrations.RunPython(by_code_point, migrations.RunPython.noop)]
