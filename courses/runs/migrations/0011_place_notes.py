import django.db.models.deletion
import uuid
from django.db import migrations, models

# A note takes along what was sealed, whoever deletes it: a person, retention, or the end of the run. The team
# is held as by everybody who changes what is sealed to it, so that no record is sealed anew while it goes.
TAKES = """
CREATE FUNCTION runs_note_takes_its_record() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM 1 FROM accounts_team
        WHERE id = (SELECT team_id FROM accounts_sealedrecord WHERE id = OLD.record_id) FOR NO KEY UPDATE;
    DELETE FROM accounts_wrappedkey WHERE record_id = OLD.record_id;
    DELETE FROM accounts_sealedrecord WHERE id = OLD.record_id;
    RETURN NULL;
END $$;
CREATE TRIGGER note_takes_its_record AFTER DELETE ON runs_placenote
    FOR EACH ROW EXECUTE FUNCTION runs_note_takes_its_record();
"""
LEAVES = """
DROP TRIGGER note_takes_its_record ON runs_placenote;
DROP FUNCTION runs_note_takes_its_record();
"""


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0003_team_keys'),
        ('runs', '0010_turn_passed'),
    ]

    operations = [
        migrations.CreateModel(
            name='PlaceNote',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('place', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='note', to='runs.place')),
                ('record', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='accounts.sealedrecord')),
            ],
        ),
        migrations.RunSQL(TAKES, LEAVES),
    ]
