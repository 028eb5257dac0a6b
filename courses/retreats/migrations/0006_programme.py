"""What happens at a retreat and where it is held: nobody and no room twice at once, and gone when it is over."""

import uuid

import django.db.models.deletion
import django.db.models.functions.text
import django.db.models.lookups
from django.db import migrations, models

import wellbeing.privacy.fields

# Minutes of the whole retreat. A whole day is written at once, so the rules are looked at when it stands.
OVERLAP = """
ALTER TABLE retreats_slot ADD CONSTRAINT a_space_is_used_once_at_a_time EXCLUDE USING gist (
    runs_one(retreat_id) WITH &&, runs_one(space_id) WITH &&,
    int4range(day * 1440 + begins, day * 1440 + ends) WITH &&
) WHERE (space_id IS NOT NULL) DEFERRABLE INITIALLY IMMEDIATE;
ALTER TABLE retreats_slotperson ADD CONSTRAINT slot_person_has_the_times_of_the_slot
    FOREIGN KEY (slot_id, day, begins, ends) REFERENCES retreats_slot (id, day, begins, ends)
    ON UPDATE CASCADE ON DELETE CASCADE;
ALTER TABLE retreats_slotperson ADD CONSTRAINT a_colleague_is_in_one_slot_at_a_time EXCLUDE USING gist (
    runs_one(part_id) WITH &&, int4range(day * 1440 + begins, day * 1440 + ends) WITH &&
) DEFERRABLE INITIALLY IMMEDIATE;
"""
NO_OVERLAP = """
ALTER TABLE retreats_slotperson DROP CONSTRAINT a_colleague_is_in_one_slot_at_a_time;
ALTER TABLE retreats_slotperson DROP CONSTRAINT slot_person_has_the_times_of_the_slot;
ALTER TABLE retreats_slot DROP CONSTRAINT a_space_is_used_once_at_a_time;
"""

# The last day that anybody needs to know where a retreat is held is its last, whoever moves it.
OVER = """
CREATE FUNCTION retreats_where_until() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.over_on := (SELECT ends_on FROM retreats_retreat WHERE id = NEW.retreat_id);
    RETURN NEW;
END $$;
CREATE TRIGGER where_ends_with_its_retreat BEFORE INSERT OR UPDATE ON retreats_retreatwhere
    FOR EACH ROW EXECUTE FUNCTION retreats_where_until();
CREATE FUNCTION retreats_where_follows() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE retreats_retreatwhere SET over_on = NEW.ends_on WHERE retreat_id = NEW.id;
    RETURN NULL;
END $$;
CREATE TRIGGER where_follows_its_retreat AFTER UPDATE OF ends_on ON retreats_retreat
    FOR EACH ROW WHEN (OLD.ends_on IS DISTINCT FROM NEW.ends_on) EXECUTE FUNCTION retreats_where_follows();
"""
NOT_OVER = """
DROP TRIGGER where_follows_its_retreat ON retreats_retreat;
DROP FUNCTION retreats_where_follows();
DROP TRIGGER where_ends_with_its_retreat ON retreats_retreatwhere;
DROP FUNCTION retreats_where_until();
"""

# PostgreSQL keeps samples of what stands in columns, longer than the rows: none of what people wrote.
NO_SAMPLES = """
ALTER TABLE retreats_slot ALTER COLUMN title SET STATISTICS 0;
ALTER TABLE retreats_programmeversion ALTER COLUMN content SET STATISTICS 0;
"""
SAMPLES = """
ALTER TABLE retreats_programmeversion ALTER COLUMN content SET STATISTICS -1;
ALTER TABLE retreats_slot ALTER COLUMN title SET STATISTICS -1;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("retreats", "0005_planning"),
        ("runs", "0002_rules_of_the_database"),
    ]

    operations = [
        migrations.CreateModel(
            name="ProgrammeVersion",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("number", models.PositiveSmallIntegerField()),
                ("content", models.JSONField(default=list)),
                ("published_month", models.DateField()),
            ],
            options={
                "ordering": ("-number",),
            },
        ),
        migrations.CreateModel(
            name="RetreatWhere",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("box", wellbeing.privacy.fields.ServerBoxField(room=1200)),
                ("over_on", models.DateField(editable=False, null=True)),
            ],
        ),
        migrations.CreateModel(
            name="Slot",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("title", models.CharField(max_length=60, verbose_name="what happens")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("session", "a session"),
                            ("meal", "a meal"),
                            ("rest", "rest"),
                            ("free", "free time"),
                            ("travel", "travel"),
                        ],
                        default="session",
                        max_length=7,
                        verbose_name="kind",
                    ),
                ),
                ("day", models.PositiveSmallIntegerField()),
                ("begins", models.PositiveSmallIntegerField()),
                ("ends", models.PositiveSmallIntegerField()),
            ],
            options={
                "ordering": ("day", "begins", "ends", "pk"),
            },
        ),
        migrations.CreateModel(
            name="SlotPerson",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("day", models.PositiveSmallIntegerField()),
                ("begins", models.PositiveSmallIntegerField()),
                ("ends", models.PositiveSmallIntegerField()),
            ],
        ),
        migrations.AddField(
            model_name="offer",
            name="calendar",
            field=models.UUIDField(editable=False, null=True, unique=True),
        ),
        migrations.AddField(
            model_name="offer",
            name="calendar_box",
            field=models.BinaryField(null=True),
        ),
        migrations.AddConstraint(
            model_name="offer",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("calendar__isnull", False), ("calendar_box__isnull", False)),
                    models.Q(("calendar__isnull", True), ("calendar_box__isnull", True)),
                    _connector="OR",
                ),
                name="the_calendar_of_a_stay_says_something",
            ),
        ),
        migrations.AddConstraint(
            model_name="offer",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("calendar_box__isnull", True),
                    django.db.models.lookups.Exact(
                        django.db.models.functions.text.Length("calendar_box"), 202
                    ),
                    _connector="OR",
                ),
                name="calendar_of_a_stay_always_the_same_size",
            ),
        ),
        migrations.AddField(
            model_name="programmeversion",
            name="retreat",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="programme_versions",
                to="retreats.retreat",
            ),
        ),
        migrations.AddField(
            model_name="retreatwhere",
            name="retreat",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.CASCADE, related_name="where", to="retreats.retreat"
            ),
        ),
        migrations.AddField(
            model_name="slot",
            name="retreat",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="slots", to="retreats.retreat"
            ),
        ),
        migrations.AddField(
            model_name="slot",
            name="space",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="retreats.housespace",
                verbose_name="room to meet in",
            ),
        ),
        migrations.AddField(
            model_name="slotperson",
            name="part",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="slots", to="retreats.teampart"
            ),
        ),
        migrations.AddField(
            model_name="slotperson",
            name="slot",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="people",
                to="retreats.slot",
            ),
        ),
        migrations.AddConstraint(
            model_name="programmeversion",
            constraint=models.UniqueConstraint(
                fields=("retreat", "number"), name="versions_of_a_programme_are_counted"
            ),
        ),
        migrations.AddConstraint(
            model_name="programmeversion",
            constraint=models.CheckConstraint(
                condition=models.Q(("number__gte", 1)), name="the_first_version_is_one"
            ),
        ),
        migrations.AddConstraint(
            model_name="retreatwhere",
            constraint=models.CheckConstraint(
                condition=django.db.models.lookups.Exact(django.db.models.functions.text.Length("box"), 1246),
                name="where_a_retreat_is_always_the_same_size",
            ),
        ),
        migrations.AddConstraint(
            model_name="slot",
            constraint=models.CheckConstraint(
                condition=models.Q(("title", ""), _negated=True), name="a_slot_says_what_happens"
            ),
        ),
        migrations.AddConstraint(
            model_name="slot",
            constraint=models.CheckConstraint(
                condition=models.Q(("day__range", (1, 21))), name="a_slot_is_on_a_day"
            ),
        ),
        migrations.AddConstraint(
            model_name="slot",
            constraint=models.CheckConstraint(
                condition=models.Q(("ends__gt", models.F("begins")), ("ends__lte", 1440)),
                name="a_slot_ends_that_day",
            ),
        ),
        migrations.AddConstraint(
            model_name="slot",
            constraint=models.UniqueConstraint(
                fields=("id", "day", "begins", "ends"), name="slot_and_its_times"
            ),
        ),
        migrations.AddConstraint(
            model_name="slotperson",
            constraint=models.UniqueConstraint(fields=("slot", "part"), name="a_colleague_is_in_a_slot_once"),
        ),
        migrations.RunSQL(OVERLAP, NO_OVERLAP),
        migrations.RunSQL(OVER, NOT_OVER),
        migrations.RunSQL(NO_SAMPLES, SAMPLES),
    ]
