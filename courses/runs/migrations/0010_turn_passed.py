"""Whoever missed two offers stays without a place and without a turn, so that their page can say so.

The triggers count places given and places offered, as before, and nothing else.
"""

from django.db import migrations, models

COUNTS = """
CREATE OR REPLACE FUNCTION runs_count_taken() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP <> 'INSERT' AND OLD.standing IN ('in', 'offered') THEN
        UPDATE runs_run SET taken = taken - OLD.size WHERE id = OLD.run_id;
    END IF;
    IF TG_OP <> 'DELETE' AND NEW.standing IN ('in', 'offered') THEN
        UPDATE runs_run SET taken = taken + NEW.size WHERE id = NEW.run_id;
    END IF;
    RETURN NULL;
END $$;
"""
# Before, nobody stayed whose turn had passed.
COUNTED = """
DELETE FROM runs_party WHERE standing = 'passed';
CREATE OR REPLACE FUNCTION runs_count_taken() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP <> 'INSERT' AND OLD.standing <> 'waiting' THEN
        UPDATE runs_run SET taken = taken - OLD.size WHERE id = OLD.run_id;
    END IF;
    IF TG_OP <> 'DELETE' AND NEW.standing <> 'waiting' THEN
        UPDATE runs_run SET taken = taken + NEW.size WHERE id = NEW.run_id;
    END IF;
    RETURN NULL;
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [("runs", "0009_pulse")]
    operations = [
        migrations.RunSQL(COUNTS, COUNTED),
        migrations.AlterField(
            model_name="party",
            name="standing",
            field=models.CharField(
                choices=[
                    ("in", "has a place"),
                    ("offered", "may have a place"),
                    ("waiting", "waits"),
                    ("passed", "their turn has passed"),
                ],
                max_length=7,
            ),
        ),
        migrations.AddConstraint(
            model_name="party",
            constraint=models.CheckConstraint(
                condition=models.Q(standing__in=("in", "offered", "waiting"))
                | models.Q(standing="passed", has_missed=True),
                name="a_turn_passes_after_two_offers",
            ),
        ),
    ]
