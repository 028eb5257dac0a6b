"""How it stands with the boxes of each quarter: what is in them, and who can still open them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Count, QuerySet
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from wellbeing.accounts.models import User
from wellbeing.ballots import quarters
from wellbeing.ballots.models import Box
from wellbeing.picture import members
from wellbeing.picture.models import Release, Share
from wellbeing.picture.rules import shares

# With fewer, one lost passphrase more and nobody opens the box.
ENOUGH = 3
# What is told of how many there are, in steps of so many: whoever saw each one come would see whose it is.
STEP = 100


@dataclass(frozen=True, slots=True)
class Standing:
    """The two boxes of a quarter, as the page of the main one shows them."""

    box: Box
    ballots: int
    ballots_apart: int
    holders: tuple[User, ...]
    releases: tuple[Release, ...]

    @property
    def quarter(self) -> date:
        return self.box.quarter

    @property
    def name(self) -> str:
        return quarters.name(self.quarter, language=(get_language() or "ru")[:2])

    @property
    def apart(self) -> Release | None:
        """What the box apart came to, if it was opened and anything of it may be told."""
        return next((each for each in self.releases if each.is_apart), None)

    @property
    def is_closed(self) -> bool:
        return self.box.state == Box.State.CLOSED

    @property
    def told(self) -> str:
        """About how many the main box holds; nothing before it has closed."""
        return about(self.ballots) if self.is_closed else _("told after the quarter")

    @property
    def told_apart(self) -> str:
        """The same of the box apart: one that is empty looks like one with somebody in it."""
        return about(self.ballots_apart) if self.is_closed else _("told after the quarter")

    @property
    def is_kept(self) -> bool:
        """Whether there is still something to open."""
        return self.box.state in (Box.State.OPEN, Box.State.CLOSED)

    @property
    def is_lost(self) -> bool:
        """Whether nobody can open it any more."""
        return self.is_kept and len(self.holders) < shares.NEEDED

    @property
    def is_at_risk(self) -> bool:
        return self.is_kept and shares.NEEDED <= len(self.holders) < ENOUGH

    @property
    def destroyed_on(self) -> date:
        """When it goes if nobody opens it: after the twelve months that follow its quarter."""
        return quarters.following(self.quarter.replace(year=self.quarter.year + 1))


def about(held: int) -> str:
    """How many there are, in words that do not change with one of them."""
    if held < STEP:
        return _("fewer than %(number)s") % {"number": STEP}
    return _("%(number)s or more") % {"number": held // STEP * STEP}


def every() -> list[Standing]:
    """All quarters that have boxes, the newest first; four queries."""
    return _standings(Box.objects.all())


def of(box: UUID) -> Standing | None:
    """The quarter whose main box this is."""
    mine = Box.objects.filter(pk=box, is_apart=False).values("quarter")
    return next(iter(_standings(Box.objects.filter(quarter__in=mine))), None)


def _standings(rows: QuerySet[Box]) -> list[Standing]:
    boxes = list(rows.annotate(held=Count("ballots")).order_by("-quarter"))
    main = [each for each in boxes if not each.is_apart]
    held = {(each.quarter, each.is_apart): each.held for each in boxes}
    holders = holders_of([each.quarter for each in main])
    releases = list(Release.objects.filter(quarter__in=[each.quarter for each in main]))
    return [
        Standing(
            box=box,
            ballots=held[box.quarter, False],
            ballots_apart=held.get((box.quarter, True), 0),
            holders=tuple(holders.get(box.quarter, ())),
            releases=tuple(each for each in releases if each.quarter == box.quarter),
        )
        for box in main
    ]


def holders_of(quarters: Iterable[date]) -> dict[date, list[User]]:
    """Who holds a share that still opens, and may still open boxes."""
    found: dict[date, list[User]] = {}
    rows = Share.objects.filter(quarter__in=list(quarters), key_pair__user__in=members.who_may())
    for share in rows.select_related("key_pair__user").order_by(
        "key_pair__user__name", "key_pair__user__username"
    ):
        found.setdefault(share.quarter, []).append(share.key_pair.user)
    return found
