"""The feed behind a code."""

from datetime import datetime

from django.conf import settings
from django.urls import reverse

from wellbeing.checkins.contents import Contents
from wellbeing.checkins.feeds import entries
from wellbeing.checkins.feeds.entries import Feed
from wellbeing.checkins.links import Link
from wellbeing.checkins.models import Subscription
from wellbeing.privacy import codes
from wellbeing.privacy.sealing import DoesNotOpen


class NoSuchFeed(Exception):
    """There is none under this code: it is wrong, stopped or over, or no key opens its box."""


def open_feed(*, typed: str, channel: str, now: datetime) -> Feed:
    """The feed as a program of this channel may read it. Raises NoSuchFeed."""
    row, _, feed = _opened(typed, now)
    if row.channel != channel:
        raise NoSuchFeed
    return feed


def open_link(*, typed: str, now: datetime) -> Link:
    """What the link in the feed's entries leads to. Raises NoSuchFeed, also where no link was wanted."""
    row, contents, _ = _opened(typed, now)
    if not contents.has_link:
        raise NoSuchFeed
    return Link(row.id, contents.language)


def _opened(typed: str, now: datetime) -> tuple[Subscription, Contents, Feed]:
    code = codes.read(typed)
    row = Subscription.objects.filter(feed_id=codes.lookup_id(code)).first()
    if row is None:
        raise NoSuchFeed
    try:
        contents = row.contents()
    except DoesNotOpen:
        raise NoSuchFeed from None
    feed = entries.feed_of(code, contents, now=now, link=_link(code) if contents.has_link else "")
    if feed is None:
        raise NoSuchFeed
    return row, contents, feed


def _link(code: str) -> str:
    """An address that stays the same at every request, as an entry has to; it leads to one that does not."""
    return settings.SITE_URL.rstrip("/") + reverse("nudges:leave", args=[code])
