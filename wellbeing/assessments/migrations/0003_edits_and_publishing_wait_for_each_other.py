"""An edit that began before publication must not land after it.

The triggers of 0002 look at the status of a part's version. Without a lock an edit could look, wait while
another transaction publishes, and then be written into the published version. With the version's row locked
for as long as the edit lasts, publishing waits for the edit, and an edit that comes later sees the new status.
"""

from django.db import migrations

KEEP_PART = """
CREATE OR REPLACE FUNCTION assessments_keep_part() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE status text;
BEGIN
    IF TG_OP <> 'INSERT' THEN
        EXECUTE TG_ARGV[0] || '{lock}' INTO status USING to_jsonb(OLD);
        IF status <> 'draft' THEN
            RAISE EXCEPTION 'published_version_never_changes' USING ERRCODE = 'check_violation';
        END IF;
    END IF;
    IF TG_OP <> 'DELETE' THEN
        EXECUTE TG_ARGV[0] || '{lock}' INTO status USING to_jsonb(NEW);
        IF status <> 'draft' THEN
            RAISE EXCEPTION 'published_version_never_changes' USING ERRCODE = 'check_violation';
        END IF;
        RETURN NEW;
    END IF;
    RETURN OLD;
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [("assessments", "0002_published_versions_never_change")]

    operations = [
        migrations.RunSQL(KEEP_PART.format(lock=" FOR SHARE"), KEEP_PART.format(lock="")),
    ]
