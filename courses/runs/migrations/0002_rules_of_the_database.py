"""What Django's constraints cannot say: nobody is in two sessions at once, and no place is given twice."""

from django.db import migrations

# GiST compares ranges without an extension, but no plain keys (that would need btree_gist, which not every
# PostgreSQL has). So a run or a trainer enters as a range of one number, a 64-bit hash of the key.
ONE = """
CREATE FUNCTION runs_one(key uuid) RETURNS int8range
LANGUAGE sql IMMUTABLE AS $$
    SELECT int8range(number, number, '[]') FROM hashtextextended(key::text, 0) AS number
$$;
"""
NO_ONE = "DROP FUNCTION runs_one(uuid);"

OVERLAP = """
ALTER TABLE runs_session ADD CONSTRAINT sessions_of_a_run_do_not_overlap EXCLUDE USING gist (
    runs_one(run_id) WITH &&, tstzrange(starts_at, ends_at) WITH &&
);
ALTER TABLE runs_engagement ADD CONSTRAINT engagement_has_the_times_of_its_session
    FOREIGN KEY (session_id, starts_at, ends_at) REFERENCES runs_session (id, starts_at, ends_at)
    ON UPDATE CASCADE ON DELETE CASCADE;
ALTER TABLE runs_engagement ADD CONSTRAINT trainer_is_in_one_session_at_a_time EXCLUDE USING gist (
    runs_one(trainer_id) WITH &&, tstzrange(starts_at, ends_at) WITH &&
);
"""
NO_OVERLAP = """
ALTER TABLE runs_engagement DROP CONSTRAINT trainer_is_in_one_session_at_a_time;
ALTER TABLE runs_engagement DROP CONSTRAINT engagement_has_the_times_of_its_session;
ALTER TABLE runs_session DROP CONSTRAINT sessions_of_a_run_do_not_overlap;
"""

# Places given and places offered count alike: what is offered to one may not be given to another.
TAKEN = """
CREATE FUNCTION runs_count_taken() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP <> 'INSERT' AND OLD.standing <> 'waiting' THEN
        UPDATE runs_run SET taken = taken - OLD.size WHERE id = OLD.run_id;
    END IF;
    IF TG_OP <> 'DELETE' AND NEW.standing <> 'waiting' THEN
        UPDATE runs_run SET taken = taken + NEW.size WHERE id = NEW.run_id;
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER places_are_counted AFTER INSERT OR DELETE OR UPDATE OF standing, size, run_id ON runs_party
    FOR EACH ROW EXECUTE FUNCTION runs_count_taken();
"""
NOT_TAKEN = """
DROP TRIGGER places_are_counted ON runs_party;
DROP FUNCTION runs_count_taken();
"""


class Migration(migrations.Migration):
    dependencies = [("runs", "0001_initial")]
    operations = [
        migrations.RunSQL(ONE, NO_ONE),
        migrations.RunSQL(OVERLAP, NO_OVERLAP),
        migrations.RunSQL(TAKEN, NOT_TAKEN),
    ]
