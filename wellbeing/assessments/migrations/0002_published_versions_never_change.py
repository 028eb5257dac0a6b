"""Triggers that keep a published version as it was published. People's histories refer to it."""

from django.db import migrations

VERSION = """
CREATE FUNCTION assessments_keep_version() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.status <> 'draft' THEN
        IF TG_OP = 'DELETE' THEN
            RAISE EXCEPTION 'published_version_never_changes' USING ERRCODE = 'check_violation';
        END IF;
        IF to_jsonb(NEW) - 'status' <> to_jsonb(OLD) - 'status' OR NEW.status = 'draft' THEN
            RAISE EXCEPTION 'published_version_never_changes' USING ERRCODE = 'check_violation';
        END IF;
    END IF;
    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER published_version_never_changes BEFORE UPDATE OR DELETE ON assessments_instrumentversion
    FOR EACH ROW EXECUTE FUNCTION assessments_keep_version();
"""

# One function for all parts: TG_ARGV[0] is the query that finds the status of the part's version.
PARTS = """
CREATE FUNCTION assessments_keep_part() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE status text;
BEGIN
    IF TG_OP <> 'INSERT' THEN
        EXECUTE TG_ARGV[0] INTO status USING to_jsonb(OLD);
        IF status <> 'draft' THEN
            RAISE EXCEPTION 'published_version_never_changes' USING ERRCODE = 'check_violation';
        END IF;
    END IF;
    IF TG_OP <> 'DELETE' THEN
        EXECUTE TG_ARGV[0] INTO status USING to_jsonb(NEW);
        IF status <> 'draft' THEN
            RAISE EXCEPTION 'published_version_never_changes' USING ERRCODE = 'check_violation';
        END IF;
        RETURN NEW;
    END IF;
    RETURN OLD;
END $$;
"""

OF_VERSION = "SELECT status FROM assessments_instrumentversion WHERE id = ($1->>''version_id'')::bigint"
OF_SET = (
    "SELECT v.status FROM assessments_instrumentversion v JOIN assessments_responseset p"
    " ON p.version_id = v.id WHERE p.id = ($1->>''response_set_id'')::bigint"
)
OF_SCALE = (
    "SELECT v.status FROM assessments_instrumentversion v JOIN assessments_scale p"
    " ON p.version_id = v.id WHERE p.id = ($1->>''scale_id'')::bigint"
)
TABLES = {
    "assessments_responseset": OF_VERSION,
    "assessments_item": OF_VERSION,
    "assessments_scale": OF_VERSION,
    "assessments_finding": OF_VERSION,
    "assessments_option": OF_SET,
    "assessments_band": OF_SCALE,
}


def trigger(table: str, query: str) -> str:
    return (
        f"CREATE TRIGGER published_version_never_changes BEFORE INSERT OR UPDATE OR DELETE ON {table} "
        f"FOR EACH ROW EXECUTE FUNCTION assessments_keep_part('{query}');"
    )


class Migration(migrations.Migration):
    dependencies = [("assessments", "0001_initial")]

    operations = [
        migrations.RunSQL(VERSION, "DROP FUNCTION assessments_keep_version CASCADE"),
        migrations.RunSQL(PARTS, "DROP FUNCTION assessments_keep_part CASCADE"),
        *(migrations.RunSQL(trigger(table, query), migrations.RunSQL.noop) for table, query in TABLES.items()),
    ]
