"""Of a revoked or suspended certificate that is deleted, however, a mark without a name stays."""

import uuid

from django.db import migrations, models

LEAVE = """
CREATE FUNCTION trainers_leave_mark() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO trainers_leftmark (id, status_index, is_revoked, through_month) VALUES (
        gen_random_uuid(), OLD.status_index, OLD.revoked_month IS NOT NULL,
        OLD.expires_month + interval '1 month' * OLD.extended_months
    );
    RETURN NULL;
END $$;
CREATE TRIGGER what_was_revoked_leaves_a_mark AFTER DELETE ON trainers_certificate FOR EACH ROW
    WHEN (OLD.revoked_month IS NOT NULL OR OLD.suspended_month IS NOT NULL)
    EXECUTE FUNCTION trainers_leave_mark();
"""
FORGET = """
DROP TRIGGER what_was_revoked_leaves_a_mark ON trainers_certificate;
DROP FUNCTION trainers_leave_mark();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("trainers", "0005_quiet_regions"),
    ]

    operations = [
        migrations.CreateModel(
            name="LeftMark",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("status_index", models.PositiveIntegerField(unique=True)),
                ("is_revoked", models.BooleanField(verbose_name="revoked")),
                ("through_month", models.DateField(verbose_name="valid through")),
            ],
            options={
                "verbose_name": "mark left on the status list",
                "verbose_name_plural": "marks left on the status list",
                "default_permissions": (),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("status_index__lt", 131072)),
                        name="left_mark_is_on_the_status_list",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("through_month__day", 1), ("through_month__isnull", True), _connector="OR"
                        ),
                        name="leftmark_through_month_is_a_month",
                    ),
                ],
            },
        ),
        migrations.RunSQL(LEAVE, FORGET),
    ]
