"""A feed as Atom (RFC 4287). Imports no framework.

Django's own writer needs an address of the site for each feed and entry, and takes the time of the request
where there is no entry. This one names no address but what the person wanted in the text, no program and no
zone.

Only the newest entry whose time has come stands in it. Programs keep what they have seen, so nobody misses
one; whoever was away finds one reminder and not a heap; and neither the feed nor its size tells how many
there were.
"""

from datetime import UTC, datetime
from html import escape

from wellbeing.checkins.feeds.entries import Feed

CONTENT_TYPE = "application/atom+xml; charset=utf-8"
# The standard wants a time for the feed as well; before its first entry it tells none.
NO_TIME = datetime(1970, 1, 1, tzinfo=UTC)


def write(feed: Feed, *, now: datetime) -> bytes:
    """The whole feed as it is at `now`. Its author is the subject: the standard wants one."""
    come = [at for at in feed.times if at <= now]
    title = escape(feed.subject)
    parts = [
        '<?xml version="1.0" encoding="utf-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom">',
        f"<id>{feed.id('feed').urn}</id><title>{title}</title><author><name>{title}</name></author>",
        f"<updated>{_moment(come[-1] if come else NO_TIME)}</updated>",
        *(_entry(feed, at) for at in come[-1:]),
        "</feed>\n",
    ]
    return "\n".join(parts).encode()


def _entry(feed: Feed, at: datetime) -> str:
    """One entry. It stays the same one when the person changes the words, so that it is not new again."""
    moment = _moment(at)
    return (
        f"<entry><id>{feed.id('entry', moment).urn}</id><title>{escape(feed.subject)}</title>"
        f"<published>{moment}</published><updated>{moment}</updated>"
        f'<content type="html">{escape(_html(feed.text))}</content></entry>'
    )


def _html(text: str) -> str:
    return "<br>".join(map(_line, text.split("\n")))


def _line(line: str) -> str:
    """A line of a text; a link if it is an address."""
    shown = escape(line)
    return f'<a href="{shown}">{shown}</a>' if line.startswith(("https://", "http://")) else shown


def _moment(at: datetime) -> str:
    return f"{at:%Y-%m-%dT%H:%M:%SZ}"
