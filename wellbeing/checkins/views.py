"""Asking for nudges, and managing them with a code. Nothing is kept between two pages."""

import secrets
from collections.abc import Callable
from datetime import date, datetime
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse, QueryDict
from django.utils import timezone, translation

from wellbeing.checkins import pages
from wellbeing.checkins.actions import managing, subscribing
from wellbeing.checkins.actions.managing import NoSuchSubscription, Opened
from wellbeing.checkins.actions.subscribing import NotConfirmed
from wellbeing.checkins.contents import half_a_year_after
from wellbeing.checkins.filling import as_set, as_typed, at_first
from wellbeing.checkins.forms import SnoozeForm, WishForm
from wellbeing.checkins.models import FEEDS, Channel, CoverText
from wellbeing.checkins.throttles import TooManyNow
from wellbeing.outbox import carriers
from wellbeing.privacy import server_keys
from wellbeing.privacy.guards import public

chance = secrets.SystemRandom().random


@public("GET", "POST")
def ask(request: HttpRequest) -> HttpResponse:
    """The form; then what exactly will arrive; then the managing code."""
    language, typed = _language(), request.POST
    if not server_keys.is_there():
        return HttpResponse(pages.closed(language), status=HTTPStatus.SERVICE_UNAVAILABLE)
    if request.method != "POST":
        return HttpResponse(pages.ask(_form(initial=at_first(language)), language))
    if typed.get("do") == "edit":
        return HttpResponse(pages.ask(_form(initial=as_typed(typed)), language))
    form = _form(typed)
    if not form.is_valid():
        return HttpResponse(pages.ask(form, language), status=HTTPStatus.BAD_REQUEST)
    if typed.get("do") != "ask":
        return HttpResponse(pages.preview(form, typed, language))
    channel, contents = form.chosen_channel, form.contents
    try:
        code = subscribing.ask(channel=channel, contents=contents, now=form.now, once=typed.get("once", ""))
    except TooManyNow:
        page = pages.preview(form, typed, language, is_crowded=True)
        return HttpResponse(page, status=HTTPStatus.TOO_MANY_REQUESTS)
    return HttpResponse(pages.asked(code, channel, contents, language))


@public("GET", "POST")
def manage(request: HttpRequest) -> HttpResponse:
    """Everything that the managing code opens; it travels in the body alone."""
    language = _language()
    if request.method != "POST":
        return HttpResponse(pages.enter(language))
    code = request.POST.get("code", "")
    do = DOES.get(request.POST.get("do", ""), _open)
    try:
        return do(request.POST, code, timezone.now())
    except NoSuchSubscription:
        return HttpResponse(pages.not_found(code, language))


def _open(typed: QueryDict, code: str, now: datetime) -> HttpResponse:
    return _managed(managing.open_subscription(typed=code, now=now), code, now)


def _confirm(typed: QueryDict, code: str, now: datetime) -> HttpResponse:
    """A second press of the same button finds the first one's work done."""
    said = "confirmed"
    try:
        subscribing.confirm(typed=code, number=typed.get("number", ""), now=now, chance=chance)
    except NotConfirmed:
        said = ""
    return _managed(managing.open_subscription(typed=code, now=now), code, now, said)


def _edit(typed: QueryDict, code: str, now: datetime) -> HttpResponse:
    opened = managing.open_subscription(typed=code, now=now)
    initial = as_typed(typed) if "every" in typed else as_set(opened.channel, opened.contents)
    return HttpResponse(pages.change(_form(initial=initial, opened=opened), code, _language()))


def _preview(typed: QueryDict, code: str, now: datetime) -> HttpResponse:
    opened = managing.open_subscription(typed=code, now=now)
    form = _form(typed, opened=opened)
    if not form.is_valid():
        return HttpResponse(pages.change(form, code, _language()))
    is_moving = _is_moving(form, opened)
    return HttpResponse(pages.change_preview(form, typed, code, _language(), is_moving=is_moving))


def _change(typed: QueryDict, code: str, now: datetime) -> HttpResponse:
    opened = managing.open_subscription(typed=code, now=now)
    form = _form(typed, opened=opened)
    if not form.is_valid():
        return HttpResponse(pages.change(form, code, _language()))
    if _is_moving(form, opened):
        return _move(form, typed, code, opened)
    changed = managing.change(typed=code, contents=form.contents, now=now, chance=chance)
    return _managed(changed, code, now, "changed")


def _move(form: WishForm, typed: QueryDict, code: str, opened: Opened) -> HttpResponse:
    """To another address: a subscription of its own, which ends this one once it is confirmed."""
    channel, contents = form.chosen_channel, form.contents
    try:
        new = subscribing.ask(channel=channel, contents=contents, now=form.now, replaces=opened.id)
    except TooManyNow:
        page = pages.change_preview(form, typed, code, _language(), is_moving=True, is_crowded=True)
        return HttpResponse(page, status=HTTPStatus.TOO_MANY_REQUESTS)
    return HttpResponse(pages.asked(new, channel, contents, _language()))


def _snooze(typed: QueryDict, code: str, now: datetime) -> HttpResponse:
    opened = managing.open_subscription(typed=code, now=now)
    contents = opened.contents
    form = SnoozeForm(typed, today=contents.today(now), ends_on=contents.rhythm.ends_on)
    if not form.is_valid():
        return HttpResponse(pages.managed(opened, code, _language(), now, snooze=form))
    until: date = form.cleaned_data["until"]
    return _managed(managing.snooze(typed=code, until=until, now=now, chance=chance), code, now, "snoozed")


def _pause(typed: QueryDict, code: str, now: datetime) -> HttpResponse:
    return _managed(managing.pause(typed=code, now=now, chance=chance), code, now, "paused")


def _resume(typed: QueryDict, code: str, now: datetime) -> HttpResponse:
    return _managed(managing.resume(typed=code, now=now, chance=chance), code, now, "resumed")


def _renew(typed: QueryDict, code: str, now: datetime) -> HttpResponse:
    return _managed(managing.renew(typed=code, now=now, chance=chance), code, now, "renewed")


def _stop(typed: QueryDict, code: str, now: datetime) -> HttpResponse:
    managing.stop(typed=code)
    return HttpResponse(pages.stopped(_language()))


DOES: dict[str, Callable[[QueryDict, str, datetime], HttpResponse]] = {
    "confirm": _confirm,
    "edit": _edit,
    "preview": _preview,
    "change": _change,
    "snooze": _snooze,
    "pause": _pause,
    "resume": _resume,
    "renew": _renew,
    "stop": _stop,
}


def _managed(opened: Opened, code: str, now: datetime, said: str = "") -> HttpResponse:
    return HttpResponse(pages.managed(opened, code, _language(), now, said=said))


def _form(typed: QueryDict | None = None, *, opened: Opened | None = None, **others: object) -> WishForm:
    """The form with the channels and covers of the moment, and one's own channel whatever becomes of it."""
    now = timezone.now()
    there = {*carriers.configured(), *FEEDS, *([opened.channel] if opened else [])}
    return WishForm(
        typed,
        channels=[each for each in Channel if each in there],
        covers=list(CoverText.objects.offered()),
        now=now,
        ends_on=opened.contents.rhythm.ends_on if opened else half_a_year_after(now.date()),
        **others,
    )


def _is_moving(form: WishForm, opened: Opened) -> bool:
    return (form.chosen_channel, form.contents.address) != (opened.channel, opened.contents.address)


def _language() -> str:
    return translation.get_language() or "ru"
