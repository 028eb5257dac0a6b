"""What a person does with their subscription: under its managing code, or by the link in a message.

Each takes the code as typed. A wrong code, a subscription that is gone, one whose address was not
confirmed and one whose box no key opens take the same way and end in the same `NoSuchSubscription`.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import transaction
from django.db.models import QuerySet

from wellbeing.checkins.actions import lines
from wellbeing.checkins.actions.lines import Chance
from wellbeing.checkins.contents import Contents, half_a_year_after
from wellbeing.checkins.feeds import entries
from wellbeing.checkins.models import Subscription
from wellbeing.privacy import codes
from wellbeing.privacy.sealing import DoesNotOpen


class NoSuchSubscription(Exception):
    """No subscription opens with this code."""


@dataclass(frozen=True, slots=True)
class Opened:
    """A subscription as its person may see it; `feed_code` is empty for one that has an address."""

    id: UUID
    channel: str
    contents: Contents
    left: int
    feed_code: str


def open_subscription(*, typed: str, now: datetime) -> Opened:
    """What is set, and how many nudges are left. Raises NoSuchSubscription."""
    row, contents = _found(typed, Subscription.objects.all())
    return _opened(row, contents, typed, now)


def change(*, typed: str, contents: Contents, now: datetime, chance: Chance) -> Opened:
    """Set words, days and hours anew; address, rest, end and count stay. Raises NoSuchSubscription.

    The next nudge comes when it was to come, or in the new hours on that day or later.
    """
    return _change(typed, lambda old: _with_wishes(old, contents), now, chance)


def snooze(*, typed: str, until: date, now: datetime, chance: Chance) -> Opened:
    """Nothing before the day `until`, and then on. Raises NoSuchSubscription."""
    return _change(typed, lambda old: _resting(old, until), now, chance)


def pause(*, typed: str, now: datetime, chance: Chance) -> Opened:
    """Nothing until the person wants it again. Raises NoSuchSubscription."""
    return _change(typed, lambda old: replace(old, is_paused=True), now, chance)


def resume(*, typed: str, now: datetime, chance: Chance) -> Opened:
    """On again from tomorrow, whether it was paused or put off. Raises NoSuchSubscription."""
    return _change(typed, lambda old: _resting(old, None), now, chance, plan=lines.go_on)


@transaction.atomic
def renew(*, typed: str, now: datetime, chance: Chance) -> Opened:
    """Twelve nudges and six months again; the next comes when it was to come. Raises NoSuchSubscription."""
    row, old = _locked(typed)
    today = old.today(now)
    contents = replace(old, since=today, rhythm=replace(old.rhythm, ends_on=half_a_year_after(today)))
    if row.is_feed:
        contents = _going_on(contents, old, typed, now)
    _put(row, contents)
    if not row.is_feed:
        lines.renew(row, contents, now=now, chance=chance)
    return _opened(row, contents, typed, now)


def stop(*, typed: str) -> None:
    """Remove the subscription at once, confirmed or not. Raises NoSuchSubscription if there is none: nobody
    may take a slip of a letter for the end."""
    if not stop_by_id(id=codes.lookup_id(codes.read(typed))):
        raise NoSuchSubscription


@transaction.atomic
def stop_by_id(*, id: UUID) -> bool:
    """The same for the link in a message; whether there was one. What is gone makes no difference."""
    return lines.end([id]) > 0


@transaction.atomic
def snooze_by_id(*, id: UUID, days: int, now: datetime, chance: Chance) -> None:
    """Nothing for so many days, for the link in a message. What is gone makes no difference.

    A pause stays a pause, and a longer rest as long: whoever finds an old message brings nothing back.
    """
    row = Subscription.objects.select_for_update().filter(pk=id, is_confirmed=True).first()
    contents = _opened_box(row) if row else None
    if row is not None and contents is not None:
        until = contents.today(now) + timedelta(days=days)
        until = max(until, contents.rhythm.rests_until or until)
        rested = replace(contents, rhythm=replace(contents.rhythm, rests_until=until))
        _put(row, rested)
        lines.plan_anew(row, rested, now=now, chance=chance)


@transaction.atomic
def _change(
    typed: str,
    turn: Callable[[Contents], Contents],
    now: datetime,
    chance: Chance,
    plan: lines.Plan = lines.plan_anew,
) -> Opened:
    row, old = _locked(typed)
    contents = turn(old)
    if row.is_feed:
        contents = _going_on(contents, old, typed, now)
    _put(row, contents)
    plan(row, contents, now=now, chance=chance)
    return _opened(row, contents, typed, now)


def _put(row: Subscription, contents: Contents) -> None:
    row.put(contents)
    row.save(update_fields=["box", "tag", "ends_month"])


def _with_wishes(old: Contents, wished: Contents) -> Contents:
    rhythm = replace(wished.rhythm, ends_on=old.rhythm.ends_on, rests_until=old.rhythm.rests_until)
    return replace(
        old,
        subject=wished.subject,
        text=wished.text,
        language=wished.language,
        has_link=wished.has_link,
        rhythm=rhythm,
    )


def _resting(contents: Contents, until: date | None) -> Contents:
    return replace(contents, is_paused=False, rhythm=replace(contents.rhythm, rests_until=until))


def _going_on(contents: Contents, old: Contents, typed: str, now: datetime) -> Contents:
    """A changed feed: from tomorrow, and not sooner after the last entry that has come than its rhythm says.

    It has no past: entries that a change has moved there would be new to a program.
    """
    rhythm, earliest = contents.rhythm, contents.today(now) + timedelta(days=1)
    seed = entries.seed(codes.follow_on(codes.read(typed)))
    if come := [at for at in old.times(seed) if at <= now]:
        following = rhythm.next(come[-1], lambda: 0.0)
        zone, never = ZoneInfo(rhythm.zone), rhythm.ends_on + timedelta(days=1)
        earliest = max(earliest, following.astimezone(zone).date() if following else never)
    begins = max(earliest, rhythm.rests_until or earliest)
    return replace(contents, rhythm=replace(rhythm, rests_until=begins))


def _locked(typed: str) -> tuple[Subscription, Contents]:
    return _found(typed, Subscription.objects.select_for_update())


def _found(typed: str, rows: QuerySet[Subscription]) -> tuple[Subscription, Contents]:
    """The row and what its box holds."""
    row = rows.filter(pk=codes.lookup_id(codes.read(typed)), is_confirmed=True).first()
    contents = _opened_box(row) if row else None
    if row is None or contents is None:
        raise NoSuchSubscription
    return row, contents


def _opened_box(row: Subscription) -> Contents | None:
    try:
        return row.contents()
    except DoesNotOpen:
        return None


def _opened(row: Subscription, contents: Contents, typed: str, now: datetime) -> Opened:
    if not row.is_feed:
        return Opened(row.id, row.channel, contents, lines.left(row), "")
    feed_code = codes.follow_on(codes.read(typed))
    to_come = [each for each in contents.times(entries.seed(feed_code)) if each > now]
    return Opened(row.id, row.channel, contents, len(to_come), feed_code)
