"""What people wrote is gone when its row is: PostgreSQL keeps no samples of it for itself."""

import pytest
from django.db import connection
from django.utils import timezone

from courses.runs.actions import enrolling
from courses.runs.models import Place, SessionNote
from tests.factories.runs import NOW, create_run
from wellbeing.privacy import codes

pytestmark = [pytest.mark.service, pytest.mark.django_db]

SAMPLED = "SELECT attname FROM pg_stats WHERE tablename = %s AND schemaname = 'public'"


@pytest.mark.parametrize(("model", "column"), [(Place, "name"), (SessionNote, "text")])
def test_no_sample_of_what_people_wrote_is_taken(model: type[Place | SessionNote], column: str) -> None:
    run = create_run(capacity=40)
    for number in range(20):
        enrolling.enrol(run=run.pk, names=[f"Имя {number}"], code=codes.draw(), now=NOW)
        SessionNote.objects.create(
            session=run.sessions.all()[0], text=f"Заметка {number}", written_on=timezone.localdate()
        )
    table = model._meta.db_table

    with connection.cursor() as cursor:
        cursor.execute(f"ANALYZE {table}")
        cursor.execute(SAMPLED, [table])
        sampled = {row[0] for row in cursor.fetchall()}

    assert "id" in sampled
    assert column not in sampled
