"""What a team learnt, a receipt of what was erased, and the day on which what a round was closed upon goes."""

import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

# The day follows that of the round, whoever moves it.
UNTIL = """
CREATE FUNCTION retreats_frozen_until() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.over_on := (SELECT over_on FROM retreats_round WHERE id = NEW.round_id);
    RETURN NEW;
END $$;
CREATE TRIGGER frozen_ends_with_its_round BEFORE INSERT OR UPDATE ON retreats_frozen
    FOR EACH ROW EXECUTE FUNCTION retreats_frozen_until();
CREATE FUNCTION retreats_frozen_follows() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE retreats_frozen SET over_on = NEW.over_on WHERE round_id = NEW.id;
    RETURN NULL;
END $$;
CREATE TRIGGER frozen_follows_its_round AFTER UPDATE OF over_on ON retreats_round
    FOR EACH ROW WHEN (OLD.over_on IS DISTINCT FROM NEW.over_on) EXECUTE FUNCTION retreats_frozen_follows();
UPDATE retreats_frozen SET over_on = NULL;
"""
NOT_UNTIL = """
DROP TRIGGER frozen_follows_its_round ON retreats_round;
DROP FUNCTION retreats_frozen_follows();
DROP TRIGGER frozen_ends_with_its_round ON retreats_frozen;
DROP FUNCTION retreats_frozen_until();
"""

# PostgreSQL keeps samples of what stands in columns, longer than the rows: none of what people wrote.
NO_SAMPLES = "ALTER TABLE retreats_lesson ALTER COLUMN text SET STATISTICS 0;"
SAMPLES = "ALTER TABLE retreats_lesson ALTER COLUMN text SET STATISTICS -1;"


class Migration(migrations.Migration):
    dependencies = [
        ("retreats", "0008_offers_told"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="frozen",
            name="over_on",
            field=models.DateField(editable=False, null=True),
        ),
        migrations.CreateModel(
            name="ErasureReceipt",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("month", models.DateField()),
                ("counts", models.JSONField(default=dict)),
                ("late", models.BooleanField(default=False)),
                (
                    "retreat",
                    models.OneToOneField(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="receipt",
                        to="retreats.retreat",
                    ),
                ),
                (
                    "round",
                    models.OneToOneField(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="receipt",
                        to="retreats.round",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("round__isnull", True), ("retreat__isnull", True), _connector="XOR"
                        ),
                        name="a_receipt_is_of_a_round_or_of_a_stay",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Lesson",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                (
                    "heading",
                    models.CharField(
                        choices=[
                            ("house", "the house"),
                            ("programme", "the programme"),
                            ("team", "the team"),
                            ("sharing", "sharing out the places"),
                            ("safety", "safety"),
                        ],
                        max_length=9,
                        verbose_name="about what",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[("worked", "what worked"), ("change", "what to change")],
                        max_length=6,
                        verbose_name="worked or not",
                    ),
                ),
                ("text", models.CharField(max_length=600, verbose_name="lesson learnt")),
                ("author_name", models.CharField(max_length=80)),
                ("written_on", models.DateField()),
                (
                    "author",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "retreat",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="lessons",
                        to="retreats.retreat",
                    ),
                ),
            ],
            options={
                "ordering": ("heading", "-kind", "written_on", "pk"),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("text", ""), _negated=True), name="a_lesson_learnt_says_something"
                    )
                ],
            },
        ),
        migrations.RunSQL(UNTIL, NOT_UNTIL),
        migrations.RunSQL(NO_SAMPLES, SAMPLES),
    ]
