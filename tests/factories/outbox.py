"""Own addresses of colleagues, given and confirmed as people do it."""

from datetime import UTC, datetime

from wellbeing.accounts.models import User
from wellbeing.outbox.actions import own_address
from wellbeing.outbox.models import OwnAddress
from wellbeing.outbox.notes.contents import Contents
from wellbeing.outbox.notes.hours import EARLIEST, MOSCOW

NOW = datetime(2026, 11, 27, 12, 34, 56, tzinfo=UTC)
ADDRESS = "vera@example.org"


def at_noon() -> int:
    """How many hours ahead of Moscow it is about noon: there, messages go at any hour of a test.

    It is a clock that people may choose, so that for two hours a day it is early afternoon there.
    """
    return max(EARLIEST, 12 - (datetime.now(tz=UTC).hour + MOSCOW))


def create_contents(*, address: str = ADDRESS, note: str = "note", ahead: int = 0) -> Contents:
    return Contents(address=address, note=note, ahead=ahead)


def create_own_address(
    *, user: User, contents: Contents | None = None, channel: str = "email", is_confirmed: bool = True
) -> OwnAddress:
    contents = contents or create_contents()
    row = own_address.give(by=user, channel=channel, contents=contents, now=NOW)
    if is_confirmed:
        own_address.confirm(by=user, number=row.contents().code)
        row.refresh_from_db()
    return row
