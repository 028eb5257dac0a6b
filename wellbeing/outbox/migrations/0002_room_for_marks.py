from django.db import migrations


class Migration(migrations.Migration):
    """Half of each page stays free: a row that is marked finds room beside itself, and no index is touched."""

    dependencies = [("outbox", "0001_initial")]
    operations = [
        migrations.RunSQL("ALTER TABLE outbox_due SET (fillfactor = 50)", "ALTER TABLE outbox_due RESET (fillfactor)")
    ]
