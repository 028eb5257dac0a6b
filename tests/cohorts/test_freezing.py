"""A wave that is over: what is published of it, and what goes."""

from datetime import date
from uuid import UUID, uuid4

import pytest
from django.test import override_settings

from tests.factories.cohorts import (
    AFTER,
    AFTER_CLOSES,
    BEFORE,
    BEFORE_CLOSES,
    DAY,
    DAYS,
    LATER,
    LATER_CLOSES,
    answer,
    create_code,
    create_cohort,
    fill,
    freeze,
)
from wellbeing.cohorts import periodic
from wellbeing.cohorts.actions import holding
from wellbeing.cohorts.models import Answer, Cohort, Secret, Spent, Wave
from wellbeing.cohorts.reading import Change, Kind, Nothing, Shown, ShownWave, beside, read, shown

pytestmark = [pytest.mark.service, pytest.mark.django_db]

# By hand: before n = 12, mean 66, after n = 14, mean 50, later n = 16, mean 45; see the test below.
HIGH = [60, 72] * 6
LOW = [40, 60] * 7
LOWER = [40, 50] * 8


def changes(cohort: UUID) -> dict[Kind, object]:
    found = shown(cohort)
    assert found
    return {wave.kind: wave.change for wave in found.waves}


def test_a_season_ends_in_two_changes_and_nothing_else() -> None:
    """Standard errors are 1.809, 2.774 and 1.291; the intervals -22.9 to -9.1 and -25.7 to -16.3 or so."""
    cohort = create_cohort()
    fill(cohort, HIGH, today=BEFORE)
    assert freeze(today=BEFORE_CLOSES + DAY) == 1
    fill(cohort, LOW, today=AFTER)
    assert changes(cohort) == {Kind.BEFORE: None, Kind.AFTER: Nothing.NOT_OVER, Kind.LATER: Nothing.NOT_OVER}
    assert freeze(today=AFTER_CLOSES + DAY) == 1
    fill(cohort, LOWER, today=LATER)
    after = Change(difference=-15, low=-25, high=-5, at_least=10)
    assert changes(cohort) == {Kind.BEFORE: None, Kind.AFTER: after, Kind.LATER: Nothing.NOT_OVER}
    assert freeze(today=LATER_CLOSES + DAY) == 1

    assert shown(cohort) == Shown(
        (
            ShownWave(Kind.BEFORE, BEFORE, BEFORE_CLOSES, None),
            ShownWave(Kind.AFTER, AFTER, AFTER_CLOSES, after),
            ShownWave(Kind.LATER, LATER, LATER_CLOSES, Change(-20, -30, -15, 15)),
        )
    )
    assert not Answer.objects.exists()
    assert not Spent.objects.exists()
    assert not Secret.objects.exists()
    assert set(Wave.objects.values_list("sums", flat=True)) == {None}


def test_a_wave_is_frozen_the_day_after_it_closes_and_not_before() -> None:
    cohort = create_cohort()
    answer(create_code(cohort))

    assert freeze(today=BEFORE_CLOSES) == 0
    assert Answer.objects.count() == 1
    assert freeze(today=BEFORE_CLOSES + DAY) == 1
    assert [*Wave.objects.values_list("is_frozen", flat=True)] == [True, False, False]
    assert Answer.objects.count() == Spent.objects.count() == 0


def test_only_the_answers_of_a_frozen_wave_go() -> None:
    first, second = create_cohort(), create_cohort(days=[day + 7 * DAY for day in DAYS])
    answer(create_code(first))
    answer(create_code(second), today=BEFORE + 7 * DAY)
    freeze(today=BEFORE_CLOSES + DAY)

    assert [*Answer.objects.values_list("wave__cohort", flat=True)] == [second]
    assert [*Spent.objects.values_list("wave__cohort", flat=True)] == [second]


def test_frozen_twice_is_frozen_once() -> None:
    cohort = create_cohort()
    fill(cohort, HIGH, today=BEFORE)
    fill(cohort, LOW, today=AFTER)
    assert freeze(today=AFTER_CLOSES + DAY) == 2
    before = list(Wave.objects.values())

    assert freeze(today=AFTER_CLOSES + DAY) == 0
    assert list(Wave.objects.values()) == before


def test_waves_that_were_left_for_long_are_frozen_in_their_order() -> None:
    cohort = create_cohort()
    for values, day in ((HIGH, BEFORE), (LOW, AFTER), (LOWER, LATER)):
        fill(cohort, values, today=day)

    assert freeze(today=LATER_CLOSES + 100 * DAY) == 3
    assert changes(cohort)[Kind.AFTER] == Change(-15, -25, -5, 10)
    assert changes(cohort)[Kind.LATER] == Change(-20, -30, -15, 15)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (HIGH[:9], LOW),  # too few before
        (HIGH, LOW[:9]),  # too few after
        ([], []),
        (HIGH, []),
    ],
)
def test_of_fewer_than_ten_nothing_is_shown(before: list[int], after: list[int]) -> None:
    cohort = create_cohort()
    fill(cohort, before, today=BEFORE)
    fill(cohort, after, today=AFTER)
    freeze(today=AFTER_CLOSES + DAY)

    assert changes(cohort)[Kind.AFTER] is Nothing.NOT_ENOUGH
    assert [*Wave.objects.values_list("difference", "low", "high", "at_least")] == [(None,) * 4] * 3


def test_ten_are_enough() -> None:
    cohort = create_cohort()
    fill(cohort, HIGH[:10], today=BEFORE)
    fill(cohort, LOW[:10], today=AFTER)
    freeze(today=AFTER_CLOSES + DAY)

    assert changes(cohort)[Kind.AFTER] == Change(-15, -25, -5, 10)


@pytest.mark.parametrize("alike", [BEFORE, AFTER])
def test_where_nearly_all_are_in_one_band_nothing_is_shown(alike: date) -> None:
    cohort = create_cohort()
    for values, day in ((HIGH, BEFORE), (LOW, AFTER)):
        fill(cohort, values, today=day, bands=[2] if day == alike else [0, 1])
    freeze(today=AFTER_CLOSES + DAY)

    assert changes(cohort)[Kind.AFTER] is Nothing.NOT_ENOUGH


def test_what_is_too_little_and_what_is_enough_look_alike_in_the_table() -> None:
    few, many = create_cohort(), create_cohort()
    fill(few, HIGH[:3], today=BEFORE)
    fill(many, HIGH, today=BEFORE)
    freeze(today=BEFORE_CLOSES + DAY)

    frozen = Wave.objects.filter(kind=Kind.BEFORE)
    assert len({len(bytes(sums)) for sums in frozen.values_list("sums", flat=True)}) == 1


def test_without_the_servers_key_a_wave_waits_and_others_do_not() -> None:
    with override_settings(SEAL_KEYS=(b"l" * 32,)):
        waits = create_cohort()
        fill(waits, HIGH, today=BEFORE)
    goes_on = create_cohort()
    assert freeze(today=BEFORE_CLOSES + DAY) == 1

    assert [*Wave.objects.filter(is_frozen=True).values_list("cohort", flat=True)] == [goes_on]
    assert Answer.objects.count() == 12
    with override_settings(SEAL_KEYS=(b"l" * 32,)):
        assert freeze(today=BEFORE_CLOSES + DAY) == 1


def test_a_box_that_does_not_open_is_left_out_and_holds_up_nothing() -> None:
    cohort = create_cohort()
    fill(cohort, HIGH, today=BEFORE)
    wave = Wave.objects.get(kind=Kind.BEFORE)
    Answer.objects.create(wave=wave, box=bytes(len(bytes(Answer.objects.all()[0].box))))
    fill(cohort, LOW[:10], today=AFTER)

    assert freeze(today=AFTER_CLOSES + DAY) == 2
    assert changes(cohort)[Kind.AFTER] == Change(-15, -25, -5, 10)


def test_the_schedule_freezes_what_closed() -> None:
    cohort = uuid4()
    holding.begin(cohort=cohort, language="ru", days=[date(2020, 1, 6)])
    create_cohort(days=[date(9000, 1, 6)])
    periodic.freeze_closed()

    assert [*Wave.objects.filter(is_frozen=True).values_list("cohort", flat=True)] == [cohort] * 3


def test_of_a_cohort_that_is_not_there_nothing_is_shown() -> None:
    assert shown(uuid4()) is None


def test_read_beside_another_row_it_is_the_same() -> None:
    cohort = create_cohort()
    fill(cohort, HIGH, today=BEFORE)
    fill(cohort, LOW, today=AFTER)
    freeze(today=AFTER_CLOSES + DAY)

    [found] = Cohort.objects.annotate(found=beside("pk")).values_list("found", flat=True)
    assert read(found) == shown(cohort)
    assert read([]) is None


def test_reading_asks_the_database_once(django_assert_num_queries) -> None:
    cohort = create_cohort()
    with django_assert_num_queries(1):
        shown(cohort)
