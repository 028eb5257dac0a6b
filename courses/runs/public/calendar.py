"""The calendar of somebody with a place: when they are busy, in words of their own, and nothing else.

The address is the secret: no log has it, and one whose place is gone is answered as any that is not there.
"""

from django.http import Http404, HttpRequest, HttpResponse

from courses.runs.models import Party, Place, Run
from wellbeing.outbox import calendars, ical
from wellbeing.privacy import codes
from wellbeing.privacy.guards import public

MEETS = (Run.Decided.PUBLISHED, Run.Decided.DONE)


@public("GET")
def show(request: HttpRequest, code: str) -> HttpResponse:
    """The sessions of the run as they stand now."""
    plain = codes.read(code)
    place = Place.objects.filter(calendar=codes.lookup_id(plain)).select_related("party__run").first()
    if place is None:
        raise Http404
    return HttpResponse(_written(place, plain), content_type=ical.CONTENT_TYPE)


def _written(place: Place, code: str) -> bytes:
    """Nothing for somebody who waits, and nothing of a run that was called off."""
    party, says = place.party, place.calendar_says(code)
    comes = party.standing == Party.Standing.IN and party.run.decided in MEETS
    sessions = party.run.sessions.exclude(absences__place=place) if comes else ()
    entries = [calendars.entry(each.pk, each.starts_at, each.ends_at, says, code) for each in sessions]
    return ical.write(says, entries, again=calendars.AGAIN)
