"""Order paths by code point on PostgreSQL too, whatever the database's collation: a branch is a range of paths."""

from django.db import migrations

COLUMNS = [("organisations_organisation", "path", 80)]


def by_code_point(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        for table, column, length in COLUMNS:
            schema_editor.execute(f'ALTER TABLE {table} ALTER COLUMN {column} TYPE varchar({length}) COLLATE "C"')


class Migration(migrations.Migration):
    dependencies = [("organisations", "0001_initial")]

    operations = [migrations.RunPython(by_code_point, migrations.RunPython.noop)]
