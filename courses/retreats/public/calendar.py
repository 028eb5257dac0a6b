"""The calendar of somebody who comes: when they are busy, in words of their own, and nothing else.

Until a programme is published it has one entry for the whole stay; then one for whatever is not rest. The
address is the secret: no log has it, and one whose place is gone is answered as any that is not there.
"""

from collections.abc import Iterator
from datetime import timedelta
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse

from courses.retreats import published
from courses.retreats.models import Offer, Retreat
from courses.retreats.rules import hours
from courses.retreats.rules.programme import RESTFUL
from wellbeing.outbox import calendars, ical
from wellbeing.privacy import codes
from wellbeing.privacy.guards import public

COMES = (Retreat.Decided.PUBLISHED, Retreat.Decided.DONE)


@public("GET")
def show(request: HttpRequest, code: str) -> HttpResponse:
    """The stay as it stands now."""
    plain = codes.read(code)
    rows = Offer.objects.filter(calendar=codes.lookup_id(plain), standing=Offer.Standing.ACCEPTED)
    offer = rows.select_related("retreat").first()
    if offer is None:
        raise Http404
    says = offer.calendar_says(plain)
    entries = list(_entries(offer.retreat, says, plain)) if offer.retreat.decided in COMES else []
    return HttpResponse(ical.write(says, entries, again=calendars.AGAIN), content_type=ical.CONTENT_TYPE)


def _entries(retreat: Retreat, says: str, code: str) -> Iterator[ical.Entry]:
    newest = published.newest(retreat)
    if newest is None:
        begins = hours.begins(retreat.begins_on, retreat.zone)
        yield calendars.entry(retreat.pk, begins, hours.ends(retreat.ends_on, retreat.zone), says, code)
        return
    for item in newest.items:
        if item.kind not in RESTFUL:
            day = retreat.begins_on + timedelta(days=item.day - 1)
            begins, ends = (hours.of_day(day, each, retreat.zone) for each in item.stretch)
            yield calendars.entry(UUID(item.key), begins, ends, says, code)
