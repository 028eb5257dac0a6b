"""When feedback is taken, and what of it may be shown."""

from datetime import UTC, datetime, timedelta

import pytest

from courses.runs.rules.feedback import (
    LONGEST_TEXT,
    QUESTIONS,
    ROOM,
    TAKEN_FOR,
    Counted,
    Phase,
    Said,
    Shown,
    pack,
    phase,
    shown,
    unpack,
)
from courses.runs.rules.states import Status

ENDS = datetime(2026, 11, 27, 18, tzinfo=UTC)
SECOND = timedelta(seconds=1)
NONE = ("", "", "")


def answered(useful: str, times: int) -> list[Said]:
    return [Said((useful, "yes", "right"))] * times


@pytest.mark.parametrize(
    ("status", "now", "stands"),
    [
        (Status.PUBLISHED, ENDS - SECOND, Phase.AHEAD),
        (Status.PUBLISHED, ENDS, Phase.TAKEN),
        (Status.DONE, ENDS + TAKEN_FOR - SECOND, Phase.TAKEN),
        (Status.DONE, ENDS + TAKEN_FOR, Phase.OVER),
        (Status.CANCELLED, ENDS, Phase.OFF),
        (Status.PLANNED, ENDS, Phase.OFF),
    ],
)
def test_where_it_stands(status: Status, now: datetime, stands: Phase) -> None:
    assert phase(status, ENDS, now) is stands
    assert phase(status, None, now) is Phase.OFF


def test_words_are_shown_from_five_on_in_alphabetical_order_and_numbers_from_ten() -> None:
    said = [Said(NONE, text) for text in ("яблоко", "Берег", "", "берег", "арка")]

    assert shown(said[:4]) == Shown(None, None)
    assert shown(said) == Shown(("арка", "Берег", "берег", "яблоко"), None)
    assert shown([*said, *answered("yes", 4)]).counted is None
    assert shown([*said, *answered("yes", 5)]).counted is not None


def test_numbers_are_those_of_everyone_and_hidden_where_nearly_everyone_said_one_thing() -> None:
    found = shown([*answered("yes", 8), *answered("no", 1), *answered("", 1)])
    useful, safe, pace = found.counted or ()

    assert useful == Counted("useful", (("yes", 8), ("partly", 0), ("no", 1), ("", 1)))
    assert safe == Counted("safe", nearly="yes")
    assert pace == Counted("pace", nearly="right")


@pytest.mark.parametrize(("most", "others", "nearly"), [(9, 1, ""), (18, 2, ""), (17, 2, None)])
def test_nearly_everyone_is_nine_in_ten(most: int, others: int, nearly: str | None) -> None:
    found = shown([*answered("", most), *answered("no", others)])
    assert found.counted is not None
    assert found.counted[0].nearly == nearly
    assert (found.counted[0].counts == ()) == (nearly == "")


@pytest.mark.parametrize(
    "said",
    [
        Said(NONE),
        Said(("no", "sometimes", "slow"), "Спасибо\nвсем"),
        Said(("", "no", ""), "😀" * LONGEST_TEXT),
        *(Said((useful, "", "fast"), "") for useful in QUESTIONS["useful"]),
    ],
)
def test_what_is_packed_comes_out_again_and_finds_its_room(said: Said) -> None:
    assert unpack(pack(said)) == said
    assert len(pack(said)) <= ROOM
