"""The day on which the programme of a retreat goes, as other things of a stay do."""

from django.db import migrations, models

# The day follows that of the retreat, whoever moves it.
UNTIL = """
CREATE FUNCTION retreats_programme_until() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.over_on := (SELECT ends_on FROM retreats_retreat WHERE id = NEW.retreat_id);
    RETURN NEW;
END $$;
CREATE TRIGGER slot_ends_with_its_retreat BEFORE INSERT OR UPDATE ON retreats_slot
    FOR EACH ROW EXECUTE FUNCTION retreats_programme_until();
CREATE TRIGGER version_ends_with_its_retreat BEFORE INSERT OR UPDATE ON retreats_programmeversion
    FOR EACH ROW EXECUTE FUNCTION retreats_programme_until();
CREATE FUNCTION retreats_programme_follows() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE retreats_slot SET over_on = NEW.ends_on WHERE retreat_id = NEW.id;
    UPDATE retreats_programmeversion SET over_on = NEW.ends_on WHERE retreat_id = NEW.id;
    RETURN NULL;
END $$;
CREATE TRIGGER programme_follows_its_retreat AFTER UPDATE OF ends_on ON retreats_retreat
    FOR EACH ROW WHEN (OLD.ends_on IS DISTINCT FROM NEW.ends_on) EXECUTE FUNCTION retreats_programme_follows();
"""
NOT_UNTIL = """
DROP TRIGGER programme_follows_its_retreat ON retreats_retreat;
DROP FUNCTION retreats_programme_follows();
DROP TRIGGER version_ends_with_its_retreat ON retreats_programmeversion;
DROP TRIGGER slot_ends_with_its_retreat ON retreats_slot;
DROP FUNCTION retreats_programme_until();
"""

# PostgreSQL keeps samples of what stands in columns, longer than the rows.
NO_SAMPLES = """
ALTER TABLE retreats_slot ALTER COLUMN title SET STATISTICS 0;
ALTER TABLE retreats_programmeversion ALTER COLUMN content SET STATISTICS 0;
"""
SAMPLES = NO_SAMPLES.replace("STATISTICS 0", "STATISTICS -1")

FILL = "UPDATE retreats_slot SET over_on = NULL; UPDATE retreats_programmeversion SET over_on = NULL;"


class Migration(migrations.Migration):
    dependencies = [
        ("retreats", "0010_decided_before_everybody"),
    ]

    operations = [
        migrations.AddField(
            model_name="slot",
            name="over_on",
            field=models.DateField(editable=False, null=True),
        ),
        migrations.AddField(
            model_name="programmeversion",
            name="over_on",
            field=models.DateField(editable=False, null=True),
        ),
        migrations.RunSQL(UNTIL, NOT_UNTIL),
        migrations.RunSQL(NO_SAMPLES, SAMPLES),
        migrations.RunSQL(FILL, migrations.RunSQL.noop),
    ]
