"""Subscriptions as people make them, without the way there, and cover texts."""

from datetime import UTC, date, datetime
from typing import Any

from wellbeing.checkins.contents import Contents
from wellbeing.checkins.models import Channel, CoverText, Subscription, tags_of
from wellbeing.checkins.rhythm import Every, Rhythm
from wellbeing.privacy import codes

TODAY = date(2026, 11, 22)
NOW = datetime(2026, 11, 22, 12, 34, 56, tzinfo=UTC)
HOUR = datetime(2026, 11, 24, 12, tzinfo=UTC)


def create_rhythm(**fields: Any) -> Rhythm:
    """Weekly on Tuesdays and Fridays from 10 to 14 in Moscow, until 22 May 2027."""
    defaults: dict[str, Any] = {
        "every": Every.WEEK,
        "weekdays": frozenset({1, 4}),
        "start": 10 * 60,
        "end": 14 * 60,
        "zone": "Europe/Moscow",
        "ends_on": date(2027, 5, 22),
    }
    return Rhythm(**defaults | fields)


def create_contents(*, rhythm: Rhythm | None = None, **fields: Any) -> Contents:
    defaults: dict[str, Any] = {
        "address": "vera@example.org",
        "subject": "Полить цветы",
        "text": "Сегодня пора полить цветы на окне.",
        "language": "ru",
        "has_link": True,
        "since": TODAY,
    }
    return Contents(rhythm=rhythm or create_rhythm(), **defaults | fields)


def create_subscription(
    *,
    code: str | None = None,
    channel: Channel = Channel.EMAIL,
    contents: Contents | None = None,
    is_confirmed: bool = True,
    **columns: Any,
) -> Subscription:
    """A row of its own, without its line in the outbox; without `code` nobody can manage it."""
    code = code or codes.draw()
    contents = contents or create_contents()
    row = Subscription(id=codes.lookup_id(code), channel=channel, is_confirmed=is_confirmed)
    if row.is_feed:
        row.feed_id = codes.lookup_id(codes.follow_on(code))
    else:
        row.tag = tags_of(channel, contents.address)[0]
    if not is_confirmed:
        row.vanishes_at = HOUR
    row.put(contents)
    for name, value in columns.items():
        setattr(row, name, value)
    row.save(force_insert=True)
    return row


def create_cover(*, language: str = "ru", subject: str = "Полить цветы", **fields: Any) -> CoverText:
    defaults = {"text": "Сегодня пора полить цветы на окне."}
    return CoverText.objects.create(language=language, subject=subject, **defaults | fields)
