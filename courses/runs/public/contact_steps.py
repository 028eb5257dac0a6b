"""What is pressed on a page about messages to somebody with a code: an address given, confirmed, removed."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from http import HTTPStatus
from typing import Protocol

from django.http import QueryDict
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from wellbeing.outbox import carriers
from wellbeing.outbox.models import AddressBox
from wellbeing.outbox.notes.contents import Contents
from wellbeing.outbox.notes.forms import AddressForm, NumberForm, offered
from wellbeing.privacy.refusing import Refused


class Contacts(Protocol):
    """The actions on the address that belongs to a code; each raises when the code opens nothing."""

    def give(self, *, code: str, channel: str, contents: Contents, now: datetime) -> AddressBox: ...
    def confirm(self, *, code: str, number: str) -> None: ...
    def remove(self, *, code: str) -> None: ...


@dataclass(frozen=True, slots=True)
class Kind:
    """Whose addresses they are, and how what is refused about them is answered."""

    contacts: Contacts
    not_given: dict[type[Refused], HTTPStatus]
    wrong_number: type[Refused]


@dataclass(frozen=True, slots=True)
class Pressed:
    """What came of it: forms with what is wrong in them, or a sentence about what was done."""

    form: AddressForm | None = None
    number: NumberForm | None = None
    said: str = ""
    status: HTTPStatus = HTTPStatus.OK


def press(typed: QueryDict, kind: Kind, *, now: datetime) -> Pressed:
    """Do what was pressed. Without a press, or with one that nobody knows, nothing is done."""
    step = STEPS.get(typed.get("do", ""))
    return step(typed, typed.get("code", ""), kind, now) if step else Pressed()


def _give(typed: QueryDict, code: str, kind: Kind, now: datetime) -> Pressed:
    form = AddressForm(typed, channels=offered(carriers.configured()))
    if not form.is_valid():
        return Pressed(form=form, status=HTTPStatus.BAD_REQUEST)
    contents = replace(form.contents, language=get_language() or "ru")
    try:
        row = kind.contacts.give(code=code, channel=form.cleaned_data["channel"], contents=contents, now=now)
    except tuple(kind.not_given) as refused:
        form.add_error(None, str(refused))
        return Pressed(form=form, status=kind.not_given[type(refused)])
    return Pressed(said=_("Saved.") if row.is_confirmed else "")


def _confirm(typed: QueryDict, code: str, kind: Kind, now: datetime) -> Pressed:
    """A second press of the same button finds the first one's work done."""
    form = NumberForm(typed)
    if form.is_valid():
        try:
            kind.contacts.confirm(code=code, number=form.cleaned_data["number"])
        except kind.wrong_number as refused:
            form.add_error("number", str(refused))
    if form.errors:
        return Pressed(number=form, status=HTTPStatus.BAD_REQUEST)
    return Pressed(said=_("Confirmed. Messages come here from now on."))


def _remove(typed: QueryDict, code: str, kind: Kind, now: datetime) -> Pressed:
    kind.contacts.remove(code=code)
    return Pressed(said=_("Removed. Nothing is sent to you any more."))


STEPS: dict[str, Callable[[QueryDict, str, Kind, datetime], Pressed]] = {
    "give": _give,
    "confirm": _confirm,
    "remove": _remove,
}
