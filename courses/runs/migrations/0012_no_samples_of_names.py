"""PostgreSQL keeps samples of what stands in columns, longer than the rows: none of what people wrote."""

from django.db import migrations

WRITTEN = {"runs_place": "name", "runs_sessionnote": "text"}
CHANGE = "ALTER TABLE {table} ALTER COLUMN {column} SET STATISTICS {samples};"


def _changes(samples: int) -> str:
    said = [CHANGE.format(table=table, column=column, samples=samples) for table, column in WRITTEN.items()]
    return "\n".join(said)


class Migration(migrations.Migration):
    dependencies = [("runs", "0011_place_notes")]
    operations = [migrations.RunSQL(_changes(0), _changes(-1))]
