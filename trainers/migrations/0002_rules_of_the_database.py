"""What Django's constraints cannot say: no two certificates at once, and published rules stay as they are."""

from django.db import migrations

# GiST compares ranges without an extension, but no plain keys (that would need btree_gist, which not every
# PostgreSQL has). So trainer, pathway and region enter as a range of one number, a 64-bit hash of them.
OVERLAP = """
CREATE FUNCTION trainers_same_holder(candidacy uuid, region text) RETURNS int8range
LANGUAGE sql IMMUTABLE AS $$
    SELECT int8range(key, key, '[]') FROM hashtextextended(candidacy::text || ' ' || region, 0) AS key
$$;
ALTER TABLE trainers_certificate ADD CONSTRAINT certificates_do_not_overlap EXCLUDE USING gist (
    trainers_same_holder(candidacy_id, region_id) WITH &&,
    daterange(issued_month, expires_month, '[]') WITH &&
) WHERE (revoked_month IS NULL);
"""
NO_OVERLAP = """
ALTER TABLE trainers_certificate DROP CONSTRAINT certificates_do_not_overlap;
DROP FUNCTION trainers_same_holder(uuid, text);
"""

KEEP = """
CREATE FUNCTION trainers_keep_version() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.status <> 'draft' AND
       (TG_OP = 'DELETE' OR NEW.status = 'draft' OR to_jsonb(NEW) - 'status' <> to_jsonb(OLD) - 'status') THEN
        RAISE EXCEPTION 'published_pathway_never_changes' USING ERRCODE = 'check_violation';
    END IF;
    RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
END $$;
CREATE TRIGGER published_pathway_never_changes BEFORE UPDATE OR DELETE ON trainers_pathwayversion
    FOR EACH ROW EXECUTE FUNCTION trainers_keep_version();

CREATE FUNCTION trainers_keep_requirement() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (
        SELECT FROM trainers_pathwayversion AS version WHERE version.status <> 'draft' AND version.id IN (
            CASE WHEN TG_OP <> 'INSERT' THEN OLD.version_id END, CASE WHEN TG_OP <> 'DELETE' THEN NEW.version_id END
        )
    ) THEN
        RAISE EXCEPTION 'published_pathway_never_changes' USING ERRCODE = 'check_violation';
    END IF;
    RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
END $$;
CREATE TRIGGER published_pathway_never_changes BEFORE INSERT OR UPDATE OR DELETE ON trainers_requirement
    FOR EACH ROW EXECUTE FUNCTION trainers_keep_requirement();
"""
FREE = """
DROP TRIGGER published_pathway_never_changes ON trainers_requirement;
DROP FUNCTION trainers_keep_requirement();
DROP TRIGGER published_pathway_never_changes ON trainers_pathwayversion;
DROP FUNCTION trainers_keep_version();
"""


class Migration(migrations.Migration):
    dependencies = [("trainers", "0001_initial")]
    operations = [migrations.RunSQL(OVERLAP, NO_OVERLAP), migrations.RunSQL(KEEP, FREE)]
