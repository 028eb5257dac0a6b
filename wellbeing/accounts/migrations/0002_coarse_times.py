"""Second factors keep no exact time.

allauth writes down when a passkey or an app was enrolled, when it last let somebody in and when the
recovery codes were looked at. A seized database would lay those times beside an access log. Its
models are not ours to change, so the database itself keeps the month and drops the rest.
"""

from django.db import migrations

FORWARD = """
CREATE FUNCTION accounts_coarsen_second_factor() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.created_at := date_trunc('month', NEW.created_at, 'UTC');
    NEW.last_used_at := NULL;
    IF NEW.data ? 'viewed_at' THEN
        NEW.data := jsonb_set(NEW.data, '{viewed_at}', 'true');
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER accounts_coarsen_second_factor BEFORE INSERT OR UPDATE ON mfa_authenticator
    FOR EACH ROW EXECUTE FUNCTION accounts_coarsen_second_factor();
"""

BACKWARD = """
DROP TRIGGER accounts_coarsen_second_factor ON mfa_authenticator;
DROP FUNCTION accounts_coarsen_second_factor();
"""


class Migration(migrations.Migration):
    dependencies = [("accounts", "0001_initial"), ("mfa", "0003_authenticator_type_uniq")]

    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
