"""What pages and casting ask of boxes."""

import time
from datetime import date

from wellbeing.ballots import quarters
from wellbeing.ballots.models import Box
from wellbeing.privacy import server_keys

LOOK_EVERY = 60.0

_seen: tuple[float, date | None, dict[bool, Box]] = (0.0, None, {})


def known_boxes(today: date) -> dict[bool, Box]:
    """The open boxes as this process saw them at most a minute ago; PostgreSQL refuses what ended since.

    That there are none is never remembered.
    """
    global _seen  # noqa: PLW0603  one value a process, replaced whole
    looked_at, day, found = _seen
    now = time.monotonic()
    if found and day == today and now - looked_at < LOOK_EVERY:
        return found
    found = open_boxes(today)
    _seen = (now, today, found)
    return found


def forget_boxes() -> None:
    """What was seen is not so any more."""
    global _seen  # noqa: PLW0603  one value a process, replaced whole
    _seen = (0.0, None, {})


def open_boxes(today: date) -> dict[bool, Box]:
    """The boxes of today's quarter that take ballots, by whether they are the one apart; both or none."""
    rows = Box.objects.filter(quarter=quarters.first_day(today), state=Box.State.OPEN)
    found = {box.is_apart: box for box in rows}
    return found if len(found) == 2 else {}


def takes_ballots(today: date) -> bool:
    """Whether a result page has anything to offer: open boxes, and a key for forms."""
    return server_keys.is_there() and bool(open_boxes(today))
