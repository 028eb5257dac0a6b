"""The council with its keys, and boxes whose key it shares."""

from datetime import UTC, date, datetime, timedelta

from tests.factories.accounts import PASSPHRASE, create_colleague, create_key_pair
from wellbeing.accounts.models import User
from wellbeing.ballots.actions import boxes as ballot_boxes
from wellbeing.ballots.models import Box
from wellbeing.picture.actions import boxes

QUARTER, NEXT = date(2026, 1, 1), date(2026, 4, 1)
CLOSES, AFTER = date(2026, 3, 31), date(2026, 4, 3)
NOW = datetime(2026, 2, 10, 12, 40, 30, tzinfo=UTC)
NAMES = ("mira", "maya", "lena", "nina")


def create_council(count: int = 2, *, passphrase: str = PASSPHRASE) -> list[User]:
    """So many members of the council, each with keys."""
    council = [create_colleague(username=name, role="council", name=name.title()) for name in NAMES[:count]]
    for each in council:
        create_key_pair(user=each, passphrase=passphrase)
    return council


def create_shared_box(*, quarter: date = QUARTER) -> Box:
    """The main box of a quarter, whose key the council shares by now."""
    assert boxes.make(quarter=quarter)
    return Box.objects.get(quarter=quarter, is_apart=False)


def close(box: Box) -> None:
    ballot_boxes.close_due(today=box.closes_on + timedelta(days=1))
