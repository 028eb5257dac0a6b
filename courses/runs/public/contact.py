"""Where messages go to somebody with a place. The place code travels in the body, as on their page."""

from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.utils import timezone, translation

from courses.runs import refusals
from courses.runs.actions import contacts, enrolling
from courses.runs.public import contact_page, contact_steps, pages, place
from wellbeing.privacy.guards import public

OF_A_PLACE = contact_steps.Kind(
    contacts=contacts,
    not_given={
        refusals.TooManyNumbers: HTTPStatus.TOO_MANY_REQUESTS,
        refusals.NothingKept: HTTPStatus.SERVICE_UNAVAILABLE,
    },
    wrong_number=refusals.WrongNumber,
)


@public("GET", "POST")
def show(request: HttpRequest) -> HttpResponse:
    """What is set and exactly what arrives; setting it, confirming it, removing it."""
    language = translation.get_language() or "ru"
    if request.method != "POST":
        return HttpResponse(pages.enter(language))
    code, now = request.POST.get("code", ""), timezone.now()
    try:
        pressed = contact_steps.press(request.POST, OF_A_PLACE, now=now)
        mine = enrolling.find(code)
    except refusals.NoSuchPlace:
        return place.show(request)
    return HttpResponse(contact_page.page(mine, code, now, language, pressed), status=pressed.status)
