"""Remembering for the next round who got nothing, under tags that lead to nobody."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from courses.retreats.models import Application, TurnedAway
from wellbeing.privacy import codes

# For how long somebody can say that they got nothing.
SAID_FOR = timedelta(days=730)


def remember(*, applications: Iterable[Application], now: datetime) -> None:
    """A tag for each, in an order that says nothing. Whoever has one already keeps it.

    Raises server_keys.NoKey, sealing.DoesNotOpen.
    """
    rows = [
        TurnedAway(
            pk=codes.turned_away_tag(each.pk),
            years=each.facts().turned_away + 1,
            goes_on=now.date() + SAID_FOR,
        )
        for each in applications
    ]
    TurnedAway.objects.bulk_create(sorted(rows, key=lambda row: row.pk), ignore_conflicts=True)
