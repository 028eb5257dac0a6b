"""Notes come by day, at a drawn moment, by the clock that they chose."""

from datetime import UTC, datetime, timedelta

import pytest

from wellbeing.outbox.notes.hours import ByDay


def moscow(hour: int, minute: int = 0, day: int = 27) -> datetime:
    return datetime(2026, 11, day, hour, minute, tzinfo=UTC) - timedelta(hours=3)


def test_a_message_may_go_between_9_and_20() -> None:
    allowed = [ByDay().allows(moscow(*at)) for at in ((8, 59), (9, 0), (19, 59), (20, 0), (3, 0))]

    assert allowed == [False, True, True, False, False]


def test_another_clock_moves_the_day() -> None:
    in_tomsk = ByDay(ahead=4)

    assert [in_tomsk.allows(moscow(hour)) for hour in (4, 5, 15, 16)] == [False, True, True, False]


@pytest.mark.parametrize(
    ("after", "earliest", "latest"),
    [
        (moscow(6), moscow(9), moscow(19, 56)),
        (moscow(12), moscow(12), moscow(19, 56)),
        (moscow(19, 57), moscow(9, day=28), moscow(19, 56, day=28)),
        (moscow(23), moscow(9, day=28), moscow(19, 56, day=28)),
    ],
)
def test_the_moment_is_drawn_in_what_is_left_of_the_day_or_in_the_next(
    after: datetime, earliest: datetime, latest: datetime
) -> None:
    drawn = [ByDay().opening(after, lambda part=part: part / 100) for part in range(100)]

    assert earliest <= min(drawn) < earliest + timedelta(minutes=1)
    assert latest - timedelta(minutes=10) < max(drawn) <= latest
    assert len(set(drawn)) == 100
    assert all(ByDay().allows(each) and each >= after for each in drawn)


def test_it_is_a_single_message() -> None:
    assert ByDay().next(moscow(12), lambda: 0.5) is None
