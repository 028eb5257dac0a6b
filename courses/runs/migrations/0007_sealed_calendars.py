"""Words of calendars are sealed by a code that the server does not have: those from before are taken away,
and their people make the calendar anew."""

import django.db.models.functions.text
import django.db.models.lookups
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('runs', '0006_contacts'),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='place',
            name='a_calendar_says_something',
        ),
        migrations.RemoveField(
            model_name='place',
            name='calendar_says',
        ),
        migrations.RunSQL("UPDATE runs_place SET calendar = NULL", migrations.RunSQL.noop),
        migrations.AddField(
            model_name='place',
            name='calendar_box',
            field=models.BinaryField(null=True),
        ),
        migrations.AddConstraint(
            model_name='place',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('calendar__isnull', False), ('calendar_box__isnull', False)), models.Q(('calendar__isnull', True), ('calendar_box__isnull', True)), _connector='OR'), name='a_calendar_says_something'),
        ),
        migrations.AddConstraint(
            model_name='place',
            constraint=models.CheckConstraint(condition=models.Q(('calendar_box__isnull', True), django.db.models.lookups.Exact(django.db.models.functions.text.Length('calendar_box'), 202), _connector='OR'), name='calendar_box_always_the_same_size'),
        ),
    ]
