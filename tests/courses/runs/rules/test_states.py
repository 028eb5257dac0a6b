"""What a run's state follows from, and what it permits."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courses.runs.rules.states import PERMITS, Deed, Facts, State, Status, permits, state

NOW = datetime(2026, 11, 27, 12, 0, tzinfo=UTC)
SOON = NOW + timedelta(days=3)


@pytest.mark.parametrize(
    ("status", "taken", "begins", "expected"),
    [
        (Status.PLANNED, 0, SOON, State.PLANNED),
        (Status.PLANNED, 0, None, State.PLANNED),
        (Status.PLANNED, 0, NOW - timedelta(days=1), State.PLANNED),
        (Status.PUBLISHED, 9, SOON, State.OPEN),
        (Status.PUBLISHED, 10, SOON, State.FULL),
        (Status.PUBLISHED, 3, NOW, State.RUNNING),
        (Status.PUBLISHED, 10, NOW - timedelta(days=9), State.RUNNING),
        (Status.DONE, 10, NOW - timedelta(days=9), State.DONE),
        (Status.CANCELLED, 10, SOON, State.CANCELLED),
    ],
)
def test_a_state_follows_from_decision_places_and_time(
    status: Status, taken: int, begins: datetime | None, expected: State
) -> None:
    assert state(Facts(status, taken, 10, begins), NOW) is expected


def test_every_state_says_what_it_permits() -> None:
    assert PERMITS.keys() == set(State)


@given(st.sampled_from(Status), st.integers(0, 40), st.integers(1, 40), st.integers(-500, 500))
def test_nobody_enrols_once_it_has_begun_and_everybody_may_leave_what_was_published(
    status: Status, taken: int, capacity: int, hours: int
) -> None:
    facts = Facts(status, taken, capacity, NOW + timedelta(hours=hours))

    assert permits(facts, Deed.ENROL, NOW) == (status is Status.PUBLISHED and hours > 0)
    assert permits(facts, Deed.LEAVE, NOW) == (status is not Status.PLANNED)
    assert permits(facts, Deed.MARK, NOW) == (status is Status.PUBLISHED and hours <= 0)
