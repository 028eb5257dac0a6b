"""What workers do for rounds, and which regions went short in them."""

import uuid

import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("retreats", "0006_programme")]
    operations = [
        migrations.AddField(
            model_name="round",
            name="went_short",
            field=models.JSONField(default=dict, editable=False),
        ),
        migrations.CreateModel(
            name="RoundWork",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("check", "looking whether all rules can hold"),
                            ("share", "sharing out the places"),
                        ],
                        max_length=5,
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("queued", "waits for a free worker"),
                            ("running", "is being worked at"),
                            ("done", "is whole"),
                            ("short", "ran out of time"),
                            ("faulty", "was refused by the checker"),
                            ("failed", "broke off"),
                        ],
                        default="queued",
                        max_length=7,
                    ),
                ),
                ("claim", models.UUIDField(editable=False, null=True)),
                ("tries", models.PositiveSmallIntegerField(default=0)),
                ("seconds", models.PositiveSmallIntegerField(default=60)),
                ("aim", models.CharField(blank=True, max_length=40)),
                ("reached", models.JSONField(default=list)),
                (
                    "faults",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=40), default=list, size=None
                    ),
                ),
                (
                    "round",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="work", to="retreats.round"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("status", "running")),
                        fields=("status",),
                        name="one_round_is_worked_at_at_a_time",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("claim__isnull", False), ("status", "running")),
                            models.Q(models.Q(("status", "running"), _negated=True), ("claim__isnull", True)),
                            _connector="OR",
                        ),
                        name="work_on_a_round_is_claimed_while_it_runs",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("seconds__range", (1, 3600))),
                        name="work_on_a_round_has_an_hour_at_most",
                    ),
                ],
            },
        ),
    ]
