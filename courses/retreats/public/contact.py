"""Where messages go to somebody who applied. The application code travels in the body, as on its page."""

from datetime import datetime
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from courses.retreats import opened, refusals
from courses.retreats.actions.applying import contacts
from courses.retreats.models import RetreatContact
from courses.retreats.public import application, pages
from courses.runs.public import contact_page, contact_steps
from wellbeing.privacy import codes
from wellbeing.privacy.guards import public

PATH = "application/messages/"
OF_AN_APPLICATION = contact_steps.Kind(
    contacts=contacts,
    not_given={
        refusals.TooManyAddresses: HTTPStatus.TOO_MANY_REQUESTS,
        refusals.NoAddressKept: HTTPStatus.SERVICE_UNAVAILABLE,
    },
    wrong_number=refusals.WrongNumber,
)


@public("GET", "POST")
def show(request: HttpRequest) -> HttpResponse:
    """What is set and exactly what arrives; setting it, confirming it, removing it."""
    if request.method != "POST":
        return HttpResponse(pages.enter(pages.language()))
    code, now = request.POST.get("code", ""), timezone.now()
    try:
        pressed = contact_steps.press(request.POST, OF_AN_APPLICATION, now=now)
        return HttpResponse(_page(code, now, pressed), status=pressed.status)
    except refusals.NoSuchApplication:
        return application.show(request)


def _page(code: str, now: datetime, pressed: contact_steps.Pressed) -> bytes:
    mine = opened.find(code)
    row = RetreatContact.objects.filter(application=mine.pk).first()
    whats_set = contact_page.whats_set(
        row, ahead=contact_page.hours_ahead(mine.round.zone, now), pressed=pressed
    )
    code = codes.show(codes.read(code))
    return pages.padded("messages", pages.language(), PATH, code=code, **whats_set)
