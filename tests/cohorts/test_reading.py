"""What those who hold a cohort see of it, alone or in the query of a row that knows it."""

from datetime import date
from uuid import uuid4

import pytest
from django.db.models import F

from wellbeing.cohorts import reading
from wellbeing.cohorts.actions import holding
from wellbeing.cohorts.models import Cohort, Wave
from wellbeing.cohorts.reading import Change, Nothing, ShownWave

pytestmark = [pytest.mark.service, pytest.mark.django_db]


def test_beside_a_row_it_is_the_same_as_alone() -> None:
    cohorts = [uuid4(), uuid4()]
    for cohort in cohorts:
        holding.begin(cohort=cohort, language="ru", days=[date(2026, 12, 17)])
    frozen = Wave.objects.filter(cohort=cohorts[0]).exclude(kind="later")
    frozen.update(is_frozen=True)
    frozen.filter(kind="after").update(difference=-10, low=-20, high=0, at_least=10)
    Wave.objects.filter(cohort=cohorts[1], kind="after").update(is_frozen=True)

    rows = Cohort.objects.annotate(again=F("pk")).annotate(pulse=reading.beside("again"))
    found = {row.pk: reading.read(row.pulse) for row in rows}  # type: ignore[attr-defined]
    assert found == {cohort: reading.shown(cohort) for cohort in cohorts}
    one = found[cohorts[0]]
    assert one is not None
    assert one.waves[1] == ShownWave(
        reading.Kind.AFTER, date(2026, 12, 24), date(2027, 1, 6), Change(-10, -20, 0, 10)
    )
    assert [wave.change for wave in one.waves] == [None, Change(-10, -20, 0, 10), Nothing.NOT_OVER]
    other = found[cohorts[1]]
    assert other is not None and other.waves[1].change == Nothing.NOT_ENOUGH


def test_without_a_cohort_there_is_nothing_either_way() -> None:
    assert reading.shown(uuid4()) is None
    assert reading.read([]) is None
