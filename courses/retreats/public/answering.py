"""Words of POST on the page of an application once places are shared out."""

from collections.abc import Callable
from datetime import datetime
from http import HTTPStatus

from django import forms
from django.http import HttpResponse, QueryDict
from django.utils.translation import gettext as _

from courses.retreats import opened, refusals
from courses.retreats.actions.committee import appealing
from courses.retreats.actions.offers import answers
from courses.retreats.actions.preparing import stay_forms
from courses.retreats.public import after, pages
from wellbeing.privacy import codes


def accept(typed: QueryDict, code: str, what: str, now: datetime) -> HttpResponse:
    answers.accept(code=code, now=now)
    return pages.shown(code, now, said=_("You have the place. Below is a second form for the team."))


def declining(typed: QueryDict, code: str, what: str, now: datetime) -> HttpResponse:
    """What saying no, or giving the place up, means, before the press that does it."""
    mine = opened.find(code)
    offer = after.offer_of(mine)
    if offer is None or offer.standing not in ("offered", "accepted"):
        raise refusals.NothingOffered
    page = pages.padded(
        "declining",
        pages.language(),
        pages.APPLICATION,
        code=codes.show(codes.read(code)),
        offer=offer,
    )
    return HttpResponse(page)


def decline(typed: QueryDict, code: str, what: str, now: datetime) -> HttpResponse:
    answers.decline(code=code, now=now)
    return pages.shown(code, now, said=_("Noted: you are not coming. The place goes to whoever is next."))


def give_up(typed: QueryDict, code: str, what: str, now: datetime) -> HttpResponse:
    answers.give_up(code=code, now=now)
    return pages.shown(code, now, said=_("Noted: you gave the place up. It goes to whoever is next."))


def send_stay(typed: QueryDict, code: str, what: str, now: datetime) -> HttpResponse:
    form = after.StayFields(typed)
    return _seal(
        "stay",
        form,
        code,
        now,
        lambda: stay_forms.send(code=code, stay=form.stay(), now=now),
        _("Sealed. The team of the retreat can read it; this page cannot."),
    )


def send_appeal(typed: QueryDict, code: str, what: str, now: datetime) -> HttpResponse:
    form = after.AppealFields(typed)
    return _seal(
        "appeal",
        form,
        code,
        now,
        lambda: appealing.appeal(code=code, why=form.cleaned_data["why"], now=now),
        _("Sealed to the council. Their answer will appear here."),
    )


def _seal(
    name: str, form: forms.Form, code: str, now: datetime, act: Callable[[], None], said: str
) -> HttpResponse:
    """Whatever is refused is said beside what was typed. Raises refusals.NoSuchApplication."""
    status = HTTPStatus.BAD_REQUEST
    if form.is_valid():
        try:
            act()
        except refusals.NobodyReadsThis as refused:
            form.add_error(next(iter(form.fields)), str(refused))
            status = HTTPStatus.CONFLICT
        else:
            return pages.shown(code, now, said=said)
    return pages.shown(code, now, status=status, typed_forms={name: form})
