"""How the outbox is: what waits, how it went, whether the sweep is alive. Numbers by channel alone."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Count, Min

from wellbeing.outbox.letters import Outcome
from wellbeing.outbox.models import Due, Pulse, Tally

ALARM_AFTER = timedelta(minutes=15)
SHOWN_DAYS = 14
MINUTE = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Waiting:
    """What is due on a channel and not yet claimed: how many letters, and for how long the oldest."""

    channel: str
    letters: int
    oldest: timedelta

    @property
    def minutes(self) -> int:
        """Whole minutes that the oldest has waited."""
        return self.oldest // MINUTE


@dataclass(frozen=True, slots=True)
class Day:
    """How many letters of a channel ended which way on one day (UTC)."""

    day: date
    channel: str
    letters: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class State:
    """`silent_for` is the time since the last sweep; None if there never was one."""

    silent_for: timedelta | None
    waiting: tuple[Waiting, ...]
    days: tuple[Day, ...]

    @property
    def is_alarming(self) -> bool:
        """Whether nothing goes out: no sweep for 15 minutes."""
        return self.silent_for is None or self.silent_for > ALARM_AFTER

    @property
    def silent_minutes(self) -> int:
        """Minutes since the last sweep, begun ones counted whole."""
        return (self.silent_for or timedelta(0)) // MINUTE + 1


def state(now: datetime) -> State:
    """The outbox as it is now, with the tallies of the last 14 days, the newest first."""
    return State(silence(now), _waiting(now), _days(now.date() - timedelta(days=SHOWN_DAYS)))


def silence(now: datetime) -> timedelta | None:
    """How long no sweep has run; None if none ever has."""
    pulse = Pulse.objects.first()
    return max(now - pulse.swept_at, timedelta(0)) if pulse else None


def _waiting(now: datetime) -> tuple[Waiting, ...]:
    rows = Due.objects.filter(due_at__lte=now).values("channel").order_by("channel")
    counted = rows.annotate(letters=Count("pk"), oldest=Min("due_at"))
    return tuple(Waiting(each["channel"], each["letters"], now - each["oldest"]) for each in counted)


def _days(since: date) -> tuple[Day, ...]:
    counted: dict[tuple[date, str], dict[str, int]] = defaultdict(lambda: dict.fromkeys(map(str, Outcome), 0))
    for day, channel, outcome, letters in Tally.objects.filter(day__gt=since).values_list(
        "day", "channel", "outcome", "letters"
    ):
        counted[day, channel][outcome] = letters
    ordered = sorted(counted, key=lambda key: (-key[0].toordinal(), key[1]))
    return tuple(Day(day, channel, counted[day, channel]) for day, channel in ordered)
