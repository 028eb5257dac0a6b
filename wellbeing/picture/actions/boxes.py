"""The boxes of each quarter, and the shares of their key.

The private half is drawn in memory, split and forgotten: what is kept of it are shares, each sealed to one
colleague, any two of which make it whole. There is no share for recovery, and nobody can be given one later:
that would take the key itself. So a box that fewer than two of its holders can help to open ends unopened.
"""

from datetime import date, timedelta

from django.db import transaction

from wellbeing.accounts.models import KeyPair
from wellbeing.ballots import quarters, refusals
from wellbeing.ballots.actions import boxes
from wellbeing.ballots.models import Box
from wellbeing.picture import members
from wellbeing.picture.models import Share
from wellbeing.picture.rules import shares
from wellbeing.privacy import team_boxes

# So long before a quarter begins it has its boxes.
AHEAD = timedelta(days=7)


def make_due(*, today: date) -> list[date]:
    """The boxes of today's quarter and, in its last week, of the next; which got some. Safe twice."""
    due = dict.fromkeys((quarters.first_day(today), quarters.first_day(today + AHEAD)))
    return [quarter for quarter in due if make(quarter=quarter)]


def make(*, quarter: date) -> bool:
    """Boxes and the shares of their key, or nothing. False if there are some, or too few hold keys."""
    if Box.objects.filter(quarter=quarter).exists():
        return False
    try:
        with transaction.atomic():
            # Held, so that nobody replaces their keys between being counted and getting a share.
            holders = list(members.key_pairs().select_for_update(of=("self",), no_key=True)[: shares.MOST])
            if len(holders) < shares.NEEDED:
                return False
            _make(quarter, holders)
    except refusals.AlreadyThere:
        return False
    return True


def _make(quarter: date, holders: list[KeyPair]) -> None:
    """Raises refusals.AlreadyThere."""
    private = team_boxes.draw()
    boxes.open_box(quarter=quarter, public=team_boxes.public_half(private))
    parts = shares.split(private, among=len(holders))
    Share.objects.bulk_create(
        Share(quarter=quarter, key_pair=pair, sealed=shares.seal(part, public=bytes(pair.public)))
        for pair, part in zip(holders, parts, strict=True)
    )


def forget_ended() -> int:
    """Shares of quarters whose boxes have ended go; how many. Safe twice."""
    kept = Box.objects.filter(state__in=[Box.State.OPEN, Box.State.CLOSED]).values("quarter")
    gone, _by_table = Share.objects.exclude(quarter__in=kept).delete()
    return gone
