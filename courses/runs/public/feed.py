"""The open runs of a region as Atom (RFC 4287), in words that name neither the site nor what it is about.

Nobody is told when a run was published: an entry carries the time of its first session, and stays the same
one.
"""

from datetime import UTC, datetime

from django.conf import settings
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from courses.runs.public.reading import Shown
from wellbeing.regions.models import Region

CONTENT_TYPE = "application/atom+xml; charset=utf-8"
NO_TIME = datetime(1970, 1, 1, tzinfo=UTC)


class _Feed(Atom1Feed):
    """Without the time of the request, which Django's takes where there is no entry."""

    def latest_post_date(self) -> datetime:
        return max((each["updateddate"] for each in self.items), default=NO_TIME)


def write(region: Region, runs: list[Shown]) -> str:
    """The feed of a region, as its address stands in a program."""
    base = settings.SITE_URL.rstrip("/")
    title = _("Meetings: %(region)s") % {"region": region}
    feed = _Feed(
        title=title,
        link=f"{base}{reverse('runs_public:index')}?region={region.pk}",
        description="",
        author_name=title,
        feed_url=base + reverse("runs_public:feed", args=[region.pk]),
    )
    for each in runs:
        feed.add_item(
            title=_title(each),
            link=base + reverse("runs_public:run", args=[each.run.pk]),
            description=_places(each),
            unique_id=each.run.pk.urn,
            updateddate=each.run.begins,
        )
    return feed.writeString("utf-8")


def _title(shown: Shown) -> str:
    count = ngettext("%(n)s session", "%(n)s sessions", shown.sessions) % {"n": shown.sessions}
    day = date_format(shown.begins, "j E Y")
    return _("From %(day)s, %(form)s, %(count)s") % {
        "day": day,
        "form": shown.run.get_form_display(),
        "count": count,
    }


def _places(shown: Shown) -> str:
    return _("There are free places.") if shown.is_free else _("No free places; you can wait for one.")
