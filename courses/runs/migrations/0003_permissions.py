from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("runs", "0002_rules_of_the_database")]
    operations = [
        migrations.AlterModelOptions(
            name="run",
            options={
                "permissions": [
                    ("hold_run", "Can hold runs of one's own"),
                    ("plan_region", "Can plan the runs of their own region"),
                    ("plan_everywhere", "Can plan the runs of all regions"),
                ],
                "verbose_name": "run",
                "verbose_name_plural": "runs",
            },
        ),
    ]
