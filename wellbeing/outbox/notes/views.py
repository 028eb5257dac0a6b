"""The page of a colleague's account about messages: where they go, what arrives, and away with it."""

import secrets
from http import HTTPStatus
from typing import cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from wellbeing.accounts.guards import signed_in
from wellbeing.accounts.models import User
from wellbeing.outbox import carriers
from wellbeing.outbox.actions import own_address
from wellbeing.outbox.actions.confirming import NotConfirmed
from wellbeing.outbox.carriers import previews
from wellbeing.outbox.carriers.message import Preview
from wellbeing.outbox.models import OwnAddress
from wellbeing.outbox.notes import letters, words
from wellbeing.outbox.notes.forms import CHANNELS, AddressForm, NumberForm, offered
from wellbeing.outbox.notes.throttles import TooManyNumbers
from wellbeing.privacy import server_keys
from wellbeing.privacy.sealing import DoesNotOpen

PAGE = "outbox_own_address"
chance = secrets.SystemRandom()


@signed_in
@require_http_methods(["GET", "POST"])
def show(request: HttpRequest) -> HttpResponse:
    """Where messages go; giving an address for the first time, or another one."""
    if request.method != "POST":
        return _page(request)
    form = AddressForm(request.POST, channels=offered(carriers.configured()))
    if not form.is_valid():
        return _page(request, form=form, status=HTTPStatus.BAD_REQUEST)
    channel, now = form.cleaned_data["channel"], timezone.now()
    try:
        row = own_address.give(by=_who(request), channel=channel, contents=form.contents, now=now)
    except TooManyNumbers:
        form.add_error(None, _("Several numbers were sent for you today. Try again tomorrow."))
        return _page(request, form=form, status=HTTPStatus.TOO_MANY_REQUESTS)
    except server_keys.NoKey:
        return _page(request, form=form, status=HTTPStatus.SERVICE_UNAVAILABLE)
    if row.is_confirmed:
        messages.success(request, _("Saved."))
    return redirect(PAGE)


@signed_in
@require_POST
def confirm(request: HttpRequest) -> HttpResponse:
    """The number that was sent to the address."""
    form = NumberForm(request.POST)
    if not form.is_valid():
        return _page(request, number=form, status=HTTPStatus.BAD_REQUEST)
    try:
        own_address.confirm(by=_who(request), number=form.cleaned_data["number"])
    except NotConfirmed:
        form.add_error("number", _("This is not the number that was sent last. Look once more."))
        return _page(request, number=form, status=HTTPStatus.BAD_REQUEST)
    messages.success(request, _("Confirmed. Messages come here from now on."))
    return redirect(PAGE)


@signed_in
@require_POST
def remove(request: HttpRequest) -> HttpResponse:
    """Away with the address."""
    own_address.remove(by=_who(request))
    messages.success(request, _("Removed. Nothing is sent to you any more."))
    return redirect(PAGE)


def _page(
    request: HttpRequest,
    *,
    form: AddressForm | None = None,
    number: NumberForm | None = None,
    status: int = HTTPStatus.OK,
) -> HttpResponse:
    row = OwnAddress.objects.filter(user=_who(request)).first()
    title = _("Messages to me")
    crumbs = [
        {"url": reverse("wagtailadmin_home"), "label": _("Home")},
        {"url": reverse("wagtailadmin_account"), "label": _("Account")},
        {"url": "", "label": title},
    ]
    context = {
        "breadcrumbs_items": crumbs,
        "header_title": title,
        "page_title": title,
        "header_icon": "mail",
        "has_key": server_keys.is_there(),
        "channels": [(CHANNELS[each][0], previews.sender(each)) for each in offered(carriers.configured())],
        "row": row,
        "form": form or _filled(row),
        "number": number or NumberForm(),
        **_set(row),
    }
    return render(request, "outbox/staff/own_address.html", context, status=status)


def _set(row: OwnAddress | None) -> dict[str, object]:
    """What is set, in words, and exactly what arrives."""
    if row is None:
        return {}
    channel = CHANNELS[row.channel][0] if row.channel in CHANNELS else row.channel
    try:
        contents = row.contents()
    except DoesNotOpen:
        return {"channel": channel, "is_shut": True}
    letter = letters.letter(contents, get_language() or "ru")
    try:
        preview = previews.preview(row.channel, letter)
    except LookupError:  # the operator has taken the channel away
        preview = Preview(headers=(), text=f"{letter.subject}\n\n{letter.text}")
    return {"channel": channel, "address": contents.address, "preview": None if contents.code else preview}


def _filled(row: OwnAddress | None) -> AddressForm:
    """The form with what is set, or with words drawn for somebody new: not all have the same."""
    channels = offered(carriers.configured())
    only = channels[0] if len(channels) == 1 else None
    initial: dict[str, object] = {"channel": only, "note": chance.choice(words.every_key())}
    try:
        contents = row.contents() if row else None
    except DoesNotOpen:
        contents = None
    if row and contents:
        initial = {
            "channel": row.channel,
            "address": contents.address,
            "note": contents.note,
            "ahead": contents.ahead,
        }
    return AddressForm(initial=initial, channels=channels)


def _who(request: HttpRequest) -> User:
    return cast(User, request.user)
