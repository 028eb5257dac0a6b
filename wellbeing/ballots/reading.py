"""What pages ask of boxes."""

from datetime import date

from wellbeing.ballots import quarters
from wellbeing.ballots.models import Box
from wellbeing.privacy import server_keys


def open_boxes(today: date) -> dict[bool, Box]:
    """The boxes of today's quarter that take ballots, by whether they are the one apart; both or none."""
    rows = Box.objects.filter(quarter=quarters.first_day(today), state=Box.State.OPEN)
    found = {box.is_apart: box for box in rows}
    return found if len(found) == 2 else {}


def takes_ballots(today: date) -> bool:
    """Whether a result page has anything to offer: open boxes, and a key for forms."""
    return server_keys.is_there() and bool(open_boxes(today))
