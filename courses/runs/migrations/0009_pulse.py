import uuid

import django.contrib.postgres.functions
from django.db import migrations, models


class Migration(migrations.Migration):
    """The database draws the ids itself, one for each run that is there already."""

    dependencies = [
        ("runs", "0008_feedback"),
    ]

    operations = [
        migrations.AddField(
            model_name="run",
            name="pulse",
            field=models.UUIDField(
                db_default=django.contrib.postgres.functions.RandomUUID(),
                default=uuid.uuid4,
                editable=False,
                unique=True,
            ),
        ),
    ]
