"""Writing down sealed where people meet, and reading it again for the form. Nothing stays in the browser."""

from collections.abc import Mapping
from typing import Any, Protocol

from django import forms
from django.utils.translation import gettext as _

from courses.runs.rules.where import LONGEST_ADDRESS, LONGEST_CITY, Where
from trainers.staff.forms import StaffForm
from wellbeing.privacy.refusing import Refused
from wellbeing.privacy.sealing import DoesNotOpen


class Box(Protocol):
    def contents(self) -> Where: ...


class Write(Protocol):
    """The action that seals it, for one run or retreat."""

    def __call__(self, *, where: Where) -> None: ...


class WhereForm(StaffForm):
    """A form with the four fields of Where, each made by the functions below in words of its own."""

    def where(self) -> Where:
        return Where(**{name: self.cleaned_data[name] for name in Where.__slots__})


def city(**words: Any) -> forms.CharField:
    widget = forms.TextInput(attrs={"autocomplete": "off"})
    return forms.CharField(max_length=LONGEST_CITY, required=False, widget=widget, **words)


def address(**words: Any) -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": 3, "autocomplete": "off", "spellcheck": "false"})
    return forms.CharField(max_length=LONGEST_ADDRESS, required=False, widget=widget, **words)


def hours(before: Mapping[int, Any], **words: Any) -> forms.TypedChoiceField:
    """From how many hours before the beginning on something is told."""
    return forms.TypedChoiceField(choices=list(before.items()), coerce=int, **words)


def known(box: Box | None, usual: dict[str, Any]) -> tuple[dict[str, Any], bool]:
    """What is written down, for the form, and whether it is there but does not open."""
    if box is None:
        return usual, False
    try:
        where = box.contents()
    except DoesNotOpen:
        return usual, True
    return {name: getattr(where, name) for name in Where.__slots__}, False


def keep(form: WhereForm, write: Write) -> bool:
    """Write down what was typed. Where that is refused, the form says why."""
    if not form.is_valid():
        return False
    try:
        write(where=form.where())
    except Refused as refused:
        form.add_error(None, str(refused))
    except DoesNotOpen:
        form.add_error(None, _("This server has no key to seal with yet. Whoever keeps it can give it one."))
    else:
        return True
    return False
