"""What Django's constraints cannot say: no house and no colleague twice at once, no place and no bed given twice,
and nothing sealed that outlives what it was sealed for."""

from django.db import migrations

# A key enters a GiST index as a range of one number, as for runs.
OVERLAP = """
ALTER TABLE retreats_retreat ADD CONSTRAINT a_house_holds_one_retreat_at_a_time EXCLUDE USING gist (
    runs_one(house_id) WITH &&, daterange(begins_on, ends_on, '[)') WITH &&
) WHERE (decided <> 'cancelled');
ALTER TABLE retreats_teampart ADD CONSTRAINT team_part_has_the_days_of_its_retreat
    FOREIGN KEY (retreat_id, begins_on, ends_on) REFERENCES retreats_retreat (id, begins_on, ends_on)
    ON UPDATE CASCADE ON DELETE CASCADE;
ALTER TABLE retreats_teampart ADD CONSTRAINT a_colleague_is_at_one_retreat_at_a_time EXCLUDE USING gist (
    runs_one(colleague_id) WITH &&, daterange(begins_on, ends_on, '[)') WITH &&
);
"""
NO_OVERLAP = """
ALTER TABLE retreats_teampart DROP CONSTRAINT a_colleague_is_at_one_retreat_at_a_time;
ALTER TABLE retreats_teampart DROP CONSTRAINT team_part_has_the_days_of_its_retreat;
ALTER TABLE retreats_retreat DROP CONSTRAINT a_house_holds_one_retreat_at_a_time;
"""

# What is offered to one may not be given to another.
TAKEN = """
CREATE FUNCTION retreats_count_taken() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP <> 'INSERT' AND OLD.standing IN ('offered', 'accepted') THEN
        UPDATE retreats_retreat SET taken = taken - 1 WHERE id = OLD.retreat_id;
    END IF;
    IF TG_OP <> 'DELETE' AND NEW.standing IN ('offered', 'accepted') THEN
        UPDATE retreats_retreat SET taken = taken + 1 WHERE id = NEW.retreat_id;
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER places_are_counted AFTER INSERT OR DELETE OR UPDATE OF standing, retreat_id ON retreats_offer
    FOR EACH ROW EXECUTE FUNCTION retreats_count_taken();
"""
NOT_TAKEN = """
DROP TRIGGER places_are_counted ON retreats_offer;
DROP FUNCTION retreats_count_taken();
"""

# A bed is one that its room has, of the retreat that its offer is for.
BEDS = """
CREATE FUNCTION retreats_check_bed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.number > (SELECT beds FROM retreats_houseroom WHERE id = NEW.room_id) THEN
        RAISE EXCEPTION 'no such bed' USING ERRCODE = 'check_violation', CONSTRAINT = 'a_bed_is_there';
    END IF;
    IF NEW.retreat_id <> (SELECT retreat_id FROM retreats_offer WHERE id = NEW.offer_id) THEN
        RAISE EXCEPTION 'another retreat' USING ERRCODE = 'check_violation',
            CONSTRAINT = 'a_bed_is_at_the_retreat_of_its_offer';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER beds_are_there BEFORE INSERT OR UPDATE ON retreats_bed
    FOR EACH ROW EXECUTE FUNCTION retreats_check_bed();
"""
NO_BEDS = """
DROP TRIGGER beds_are_there ON retreats_bed;
DROP FUNCTION retreats_check_bed();
"""

# Whoever deletes such a row: a person, retention, or the end of the round. The team is held as by everybody who
# changes what is sealed to it, so that no record is sealed anew while it goes.
TAKES = """
CREATE FUNCTION retreats_take_record() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM 1 FROM accounts_team
        WHERE id = (SELECT team_id FROM accounts_sealedrecord WHERE id = OLD.record_id) FOR NO KEY UPDATE;
    DELETE FROM accounts_wrappedkey WHERE record_id = OLD.record_id;
    DELETE FROM accounts_sealedrecord WHERE id = OLD.record_id;
    RETURN NULL;
END $$;
CREATE TRIGGER sealed_part_takes_its_record AFTER DELETE ON retreats_sealedpart
    FOR EACH ROW EXECUTE FUNCTION retreats_take_record();
CREATE TRIGGER stay_form_takes_its_record AFTER DELETE ON retreats_stayform
    FOR EACH ROW EXECUTE FUNCTION retreats_take_record();
"""
LEAVES = """
DROP TRIGGER stay_form_takes_its_record ON retreats_stayform;
DROP TRIGGER sealed_part_takes_its_record ON retreats_sealedpart;
DROP FUNCTION retreats_take_record();
"""

# The days on which what belongs to a round or a retreat goes follow its plan, whoever moves it.
ENDS = """
CREATE FUNCTION retreats_round_ends() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    one uuid;
BEGIN
    FOREACH one IN ARRAY ARRAY[
        CASE WHEN TG_OP <> 'INSERT' THEN OLD.round_id END, CASE WHEN TG_OP <> 'DELETE' THEN NEW.round_id END
    ] LOOP
        UPDATE retreats_round SET over_on = (SELECT max(ends_on) FROM retreats_retreat WHERE round_id = one)
            WHERE id = one;
    END LOOP;
    RETURN NULL;
END $$;
CREATE TRIGGER rounds_end_with_their_last_retreat
    AFTER INSERT OR DELETE OR UPDATE OF round_id, ends_on ON retreats_retreat
    FOR EACH ROW EXECUTE FUNCTION retreats_round_ends();
CREATE FUNCTION retreats_applications_end() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE retreats_application SET goes_on = NEW.over_on + 14 WHERE round_id = NEW.id;
    RETURN NULL;
END $$;
CREATE TRIGGER applications_end_with_their_round AFTER UPDATE OF over_on ON retreats_round
    FOR EACH ROW WHEN (OLD.over_on IS DISTINCT FROM NEW.over_on AND NEW.over_on IS NOT NULL)
    EXECUTE FUNCTION retreats_applications_end();
CREATE FUNCTION retreats_stay_forms_end() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE retreats_stayform SET goes_on = NEW.ends_on + 14
        WHERE offer_id IN (SELECT id FROM retreats_offer WHERE retreat_id = NEW.id);
    RETURN NULL;
END $$;
CREATE TRIGGER stay_forms_end_with_their_retreat AFTER UPDATE OF ends_on ON retreats_retreat
    FOR EACH ROW WHEN (OLD.ends_on IS DISTINCT FROM NEW.ends_on) EXECUTE FUNCTION retreats_stay_forms_end();
"""
NO_ENDS = """
DROP TRIGGER stay_forms_end_with_their_retreat ON retreats_retreat;
DROP FUNCTION retreats_stay_forms_end();
DROP TRIGGER applications_end_with_their_round ON retreats_round;
DROP FUNCTION retreats_applications_end();
DROP TRIGGER rounds_end_with_their_last_retreat ON retreats_retreat;
DROP FUNCTION retreats_round_ends();
"""


class Migration(migrations.Migration):
    dependencies = [("retreats", "0001_initial"), ("runs", "0002_rules_of_the_database")]
    operations = [
        migrations.RunSQL(OVERLAP, NO_OVERLAP),
        migrations.RunSQL(TAKEN, NOT_TAKEN),
        migrations.RunSQL(BEDS, NO_BEDS),
        migrations.RunSQL(TAKES, LEAVES),
        migrations.RunSQL(ENDS, NO_ENDS),
    ]
