"""Where messages go to somebody who applied. The application code travels in the body, as on its page."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse, QueryDict
from django.utils import timezone
from django.utils.translation import gettext as _

from courses.retreats import opened, refusals
from courses.retreats.actions import contacts
from courses.retreats.models import RetreatContact
from courses.retreats.public import application, pages
from courses.runs.public import contact_page
from wellbeing.outbox import carriers
from wellbeing.outbox.notes.forms import AddressForm, NumberForm, offered
from wellbeing.privacy import codes
from wellbeing.privacy.guards import public

PATH = "application/messages/"


@public("GET", "POST")
def show(request: HttpRequest) -> HttpResponse:
    """What is set and exactly what arrives; setting it, confirming it, removing it."""
    if request.method != "POST":
        return HttpResponse(pages.enter(pages.language()))
    typed, code, now = request.POST, request.POST.get("code", ""), timezone.now()
    try:
        return DOES.get(typed.get("do", ""), _open)(typed, code, now)
    except refusals.NoSuchApplication:
        return application.show(request)


def _open(typed: QueryDict, code: str, now: datetime) -> HttpResponse:
    return _shown(code, now)


def _give(typed: QueryDict, code: str, now: datetime) -> HttpResponse:
    form = AddressForm(typed, channels=offered(carriers.configured()))
    if not form.is_valid():
        return _shown(code, now, form=form, status=HTTPStatus.BAD_REQUEST)
    contents = replace(form.contents, language=pages.language())
    try:
        row = contacts.give(code=code, channel=form.cleaned_data["channel"], contents=contents, now=now)
    except refusals.TooManyAddresses as refused:
        form.add_error(None, str(refused))
        return _shown(code, now, form=form, status=HTTPStatus.TOO_MANY_REQUESTS)
    except refusals.NoAddressKept as refused:
        form.add_error(None, str(refused))
        return _shown(code, now, form=form, status=HTTPStatus.SERVICE_UNAVAILABLE)
    return _shown(code, now, said=_("Saved.") if row.is_confirmed else "")


def _confirm(typed: QueryDict, code: str, now: datetime) -> HttpResponse:
    """A second press of the same button finds the first one's work done."""
    form = NumberForm(typed)
    if form.is_valid():
        try:
            contacts.confirm(code=code, number=form.cleaned_data["number"])
        except refusals.WrongNumber as refused:
            form.add_error("number", str(refused))
    if form.errors:
        return _shown(code, now, number=form, status=HTTPStatus.BAD_REQUEST)
    return _shown(code, now, said=_("Confirmed. Messages come here from now on."))


def _remove(typed: QueryDict, code: str, now: datetime) -> HttpResponse:
    contacts.remove(code=code)
    return _shown(code, now, said=_("Removed. Nothing is sent to you any more."))


DOES: dict[str, Callable[[QueryDict, str, datetime], HttpResponse]] = {
    "give": _give,
    "confirm": _confirm,
    "remove": _remove,
}


def _shown(
    code: str,
    now: datetime,
    *,
    form: AddressForm | None = None,
    number: NumberForm | None = None,
    said: str = "",
    status: int = HTTPStatus.OK,
) -> HttpResponse:
    mine = opened.find(code)
    row = RetreatContact.objects.filter(application=mine.pk).first()
    ahead = contact_page.hours_ahead(mine.round.zone, now)
    page = pages.padded(
        "messages",
        pages.language(),
        PATH,
        code=codes.show(codes.read(code)),
        said=said,
        **contact_page.whats_set(row, ahead=ahead, form=form, number=number),
    )
    return HttpResponse(page, status=status)
