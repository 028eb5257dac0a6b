"""A feed as a calendar (`wellbeing.outbox.ical`). Imports no framework.

The zone of the person has done its work before: it chose the moment. An entry does not block the time for
others, and rings when it begins; programs come back once a day.
"""

from datetime import datetime, timedelta

from wellbeing.checkins import rhythm
from wellbeing.checkins.feeds.entries import Feed
from wellbeing.outbox import ical

CONTENT_TYPE = ical.CONTENT_TYPE
AGAIN = "P1D"
# Nothing is drawn in the last minutes of a window, so an entry of this length ends within it.
LASTS = timedelta(seconds=rhythm.SPARE)


def write(feed: Feed) -> bytes:
    """The whole calendar, all entries, past ones and those to come."""
    return ical.write(feed.subject, [_entry(feed, at) for at in feed.times], again=AGAIN)


def _entry(feed: Feed, at: datetime) -> ical.Entry:
    uid = feed.id("event", ical.moment(at), feed.subject, feed.text)
    return ical.Entry(uid, at, at + LASTS, feed.subject, feed.text, rings=True)
