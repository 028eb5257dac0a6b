"""What no single row can guarantee: ballots go into open boxes alone and never change; states only go on.

Whoever casts holds the box's row in share for as long as that lasts. So closing waits for ballots that are being
written, and one that comes later sees a box that is closed. The nightly rewrite touches no column of these.
"""

from django.db import migrations

BALLOTS = """
CREATE FUNCTION ballots_into_open_boxes() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM 1 FROM ballots_box WHERE id = NEW.box_id AND state = 'open' FOR SHARE;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'ballots_go_into_open_boxes' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER ballots_go_into_open_boxes BEFORE INSERT ON ballots_ballot
    FOR EACH ROW EXECUTE FUNCTION ballots_into_open_boxes();
CREATE FUNCTION ballots_never_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'ballots_never_change' USING ERRCODE = 'check_violation';
END $$;
CREATE TRIGGER ballots_never_change BEFORE UPDATE OF box_id, sealed ON ballots_ballot
    FOR EACH ROW EXECUTE FUNCTION ballots_never_change();
"""
NO_BALLOTS = """
DROP TRIGGER ballots_never_change ON ballots_ballot;
DROP FUNCTION ballots_never_change();
DROP TRIGGER ballots_go_into_open_boxes ON ballots_ballot;
DROP FUNCTION ballots_into_open_boxes();
"""

BOXES = """
CREATE FUNCTION ballots_boxes_go_on() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (NEW.quarter, NEW.is_apart, NEW.closes_on) <> (OLD.quarter, OLD.is_apart, OLD.closes_on) THEN
        RAISE EXCEPTION 'boxes_stay_what_they_are' USING ERRCODE = 'check_violation';
    END IF;
    IF NEW.state <> OLD.state AND (OLD.state, NEW.state) NOT IN (
        ('open', 'closed'), ('open', 'destroyed'), ('closed', 'destroyed'), ('closed', 'opened')
    ) THEN
        RAISE EXCEPTION 'states_of_boxes_only_go_on' USING ERRCODE = 'check_violation';
    END IF;
    IF NEW.state IN ('opened', 'destroyed') THEN
        IF EXISTS (SELECT 1 FROM ballots_ballot WHERE box_id = NEW.id) THEN
            RAISE EXCEPTION 'boxes_end_empty' USING ERRCODE = 'check_violation';
        END IF;
    ELSIF NEW.public <> OLD.public THEN
        RAISE EXCEPTION 'boxes_stay_what_they_are' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER boxes_go_on BEFORE UPDATE OF quarter, is_apart, public, closes_on, state ON ballots_box
    FOR EACH ROW EXECUTE FUNCTION ballots_boxes_go_on();
"""
NO_BOXES = """
DROP TRIGGER boxes_go_on ON ballots_box;
DROP FUNCTION ballots_boxes_go_on();
"""

# PostgreSQL keeps samples of what stands in columns, longer than the rows.
NO_SAMPLES = """
ALTER TABLE ballots_ballot ALTER COLUMN id SET STATISTICS 0;
ALTER TABLE ballots_ballot ALTER COLUMN sealed SET STATISTICS 0;
ALTER TABLE ballots_box ALTER COLUMN public SET STATISTICS 0;
"""
SAMPLES = NO_SAMPLES.replace("STATISTICS 0", "STATISTICS -1")


class Migration(migrations.Migration):
    dependencies = [("ballots", "0001_initial")]

    operations = [
        migrations.RunSQL(BALLOTS, NO_BALLOTS),
        migrations.RunSQL(BOXES, NO_BOXES),
        migrations.RunSQL(NO_SAMPLES, SAMPLES),
    ]
