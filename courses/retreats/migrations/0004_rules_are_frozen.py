"""What was published of the rules before applications opened stays so, whoever writes to the table.

Until the commitment single rules may be let go of, and nothing else; from then on not even that.
"""

from django.db import migrations

FROZEN = """
CREATE FUNCTION retreats_keep_policy() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.decided = 'preparing' THEN
        RETURN NEW;
    END IF;
    IF NEW.decided = 'preparing'
        OR NEW.own_word_up_to <> OLD.own_word_up_to
        OR NEW.policy - 'let_go' <> OLD.policy - 'let_go'
        OR NEW.policy <> OLD.policy AND OLD.decided NOT IN ('open', 'closed')
    THEN
        RAISE EXCEPTION 'the rules of a round are frozen' USING ERRCODE = 'check_violation',
            CONSTRAINT = 'rules_stay_as_they_were_published';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER rules_are_frozen BEFORE UPDATE OF decided, policy, own_word_up_to ON retreats_round
    FOR EACH ROW EXECUTE FUNCTION retreats_keep_policy();
"""
THAWED = """
DROP TRIGGER rules_are_frozen ON retreats_round;
DROP FUNCTION retreats_keep_policy();
"""


class Migration(migrations.Migration):
    dependencies = [("retreats", "0003_committee")]
    operations = [migrations.RunSQL(FROZEN, THAWED)]
