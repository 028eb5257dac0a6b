"""A colleague's own address for the demo, given and confirmed as people do."""

from datetime import datetime

from wellbeing.accounts.models import User
from wellbeing.outbox.actions import own_address, scheduling
from wellbeing.outbox.notes import words
from wellbeing.outbox.notes.contents import Contents
from wellbeing.outbox.notes.hours import EARLIEST, LATEST, MOSCOW

HOURS_OF_A_DAY, NOON = 24, 12


def seed_own_address(*, username: str, now: datetime) -> None:
    """Notes to this colleague go to the demo's mailbox, by a clock by which it is day: so one can be seen.

    Raises server_keys.NoKey.
    """
    user = User.objects.get(username=username)
    in_moscow = (now.hour + MOSCOW) % HOURS_OF_A_DAY
    ahead = max(EARLIEST, min(LATEST, NOON - in_moscow))
    contents = Contents(f"{username}@example.org", words.every_key()[0], ahead=ahead)
    row = own_address.give(by=user, channel="email", contents=contents, now=now)
    own_address.confirm(by=user, number=row.contents().code)
    scheduling.cancel(ids=[row.id])  # the number need not travel
