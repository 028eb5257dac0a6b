"""Where messages go to somebody with a place. The place code travels in the body, as on their page."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse, QueryDict
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from courses.runs import refusals
from courses.runs.actions import contacts, enrolling
from courses.runs.public import contact_page, pages, place
from wellbeing.outbox import carriers
from wellbeing.outbox.notes.forms import AddressForm, NumberForm, offered
from wellbeing.privacy.guards import public


@public("GET", "POST")
def show(request: HttpRequest) -> HttpResponse:
    """What is set and exactly what arrives; setting it, confirming it, removing it."""
    if request.method != "POST":
        return HttpResponse(pages.enter(_language()))
    typed, code, now = request.POST, request.POST.get("code", ""), timezone.now()
    try:
        return DOES.get(typed.get("do", ""), _open)(typed, code, now)
    except refusals.NoSuchPlace:
        return place.show(request)


def _open(typed: QueryDict, code: str, now: datetime) -> HttpResponse:
    return _shown(code, now)


def _give(typed: QueryDict, code: str, now: datetime) -> HttpResponse:
    form = AddressForm(typed, channels=offered(carriers.configured()))
    if not form.is_valid():
        return _shown(code, now, form=form, status=HTTPStatus.BAD_REQUEST)
    contents = replace(form.contents, language=_language())
    try:
        row = contacts.give(code=code, channel=form.cleaned_data["channel"], contents=contents, now=now)
    except refusals.TooManyNumbers as refused:
        form.add_error(None, str(refused))
        return _shown(code, now, form=form, status=HTTPStatus.TOO_MANY_REQUESTS)
    except refusals.NothingKept as refused:
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
    mine = enrolling.find(code)
    page = contact_page.page(mine, code, now, _language(), form=form, number=number, said=said)
    return HttpResponse(page, status=status)


def _language() -> str:
    return translation.get_language() or "ru"
