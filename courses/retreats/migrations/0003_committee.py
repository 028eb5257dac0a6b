"""What the committee declares and answers; declarations go when the applications of their round do."""

import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import wellbeing.privacy.fields

ENDS = """
CREATE OR REPLACE FUNCTION retreats_applications_end() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE retreats_application SET goes_on = NEW.over_on + 14 WHERE round_id = NEW.id;
    UPDATE retreats_conflict SET goes_on = NEW.over_on + 14 WHERE round_id = NEW.id;
    RETURN NULL;
END $$;
"""
AS_BEFORE = """
CREATE OR REPLACE FUNCTION retreats_applications_end() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE retreats_application SET goes_on = NEW.over_on + 14 WHERE round_id = NEW.id;
    RETURN NULL;
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("retreats", "0002_rules_of_the_database"),
        ("trainers", "0006_left_marks"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]
    operations = [
        migrations.CreateModel(
            name="Conflict",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("box", wellbeing.privacy.fields.ServerBoxField(room=460)),
                ("goes_on", models.DateField(null=True)),
                (
                    "round",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="conflicts",
                        to="retreats.round",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("round", "user"), name="a_colleague_declares_for_a_round_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="AppealAnswer",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("box", wellbeing.privacy.fields.ServerBoxField(room=2400)),
                (
                    "application",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="appeal_answer",
                        to="retreats.application",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Allowance",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("given", models.PositiveSmallIntegerField(default=0, verbose_name="given")),
                (
                    "round",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="retreats.round"
                    ),
                ),
                (
                    "trainer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="trainers.trainer"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("round", "trainer"), name="a_trainer_has_an_allowance_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("given__lte", 12)),
                        name="recommendations_are_given_within_the_allowance",
                    ),
                ],
            },
        ),
        migrations.RunSQL(ENDS, AS_BEFORE),
    ]
