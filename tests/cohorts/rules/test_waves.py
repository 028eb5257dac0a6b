"""When waves are, by the days on which people meet."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from wellbeing.cohorts.rules.waves import Kind, Span, spans

FIRST = date(2027, 3, 1)


def days(*after: int) -> list[date]:
    return [FIRST + timedelta(days=many) for many in after]


def wave(kind: Kind, opens: int, closes: int) -> Span:
    return Span(kind, *days(opens, closes))


def test_a_run_of_weeks_has_waves_of_4_days_14_days_and_21_days() -> None:
    assert spans(days(0, 7, 14)) == (
        wave(Kind.BEFORE, 0, 3),
        wave(Kind.AFTER, 14, 27),
        wave(Kind.LATER, 104, 124),
    )


def test_a_run_of_one_day_is_asked_after_a_week() -> None:
    assert spans(days(0)) == (
        wave(Kind.BEFORE, 0, 3),
        wave(Kind.AFTER, 7, 20),
        wave(Kind.LATER, 90, 110),
    )


def test_before_is_over_when_they_meet_again() -> None:
    assert spans(days(0, 1, 2))[0] == wave(Kind.BEFORE, 0, 0)
    assert spans(days(0, 3, 20))[0] == wave(Kind.BEFORE, 0, 2)
    assert spans(days(0, 4, 20))[0] == wave(Kind.BEFORE, 0, 3)


def test_two_sessions_on_one_day_are_one_day_and_their_order_does_not_matter() -> None:
    assert spans(days(0, 0, 7, 14)) == spans(days(14, 0, 7)) == spans(days(0, 7, 14))
    assert spans(days(0, 0))[0] == wave(Kind.BEFORE, 0, 3)


def test_a_short_run_is_asked_a_week_after_it_began_and_not_sooner() -> None:
    assert spans(days(0, 6))[1] == wave(Kind.AFTER, 7, 20)
    assert spans(days(0, 8))[1] == wave(Kind.AFTER, 8, 21)


def test_without_days_there_are_no_waves() -> None:
    assert spans([]) == ()


@given(st.lists(st.integers(0, 800), min_size=1, max_size=20))
def test_waves_are_in_order_and_never_overlap_and_before_holds_no_second_session(after: list[int]) -> None:
    before, mid, later = spans(days(*after))

    assert before.opens_on <= before.closes_on < mid.opens_on <= mid.closes_on < later.opens_on
    assert [each.kind for each in (before, mid, later)] == [Kind.BEFORE, Kind.AFTER, Kind.LATER]
    met = sorted(set(days(*after)))
    assert [day for day in met if before.opens_on <= day <= before.closes_on] == met[:1]
    assert mid.opens_on >= met[-1]
