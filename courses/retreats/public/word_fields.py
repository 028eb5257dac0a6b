"""The fields for what is sealed to the parts of the committee. What was sealed cannot be shown again: on a
change an empty field leaves it as it is, and a box takes it back."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from courses.retreats.models.choices import Part
from courses.retreats.rules.words import (
    KINDS,
    LONGEST_CONTACT,
    LONGEST_NEED,
    LONGEST_SAFETY,
    LONGEST_WORDS,
    Words,
)
from courses.runs.public.forms import Plain

FIELDS: dict[Part, dict[str, int]] = {
    Part.ACCESS: dict.fromkeys(("access", "diet", "allergies", "carer", "language"), LONGEST_NEED),
    Part.SAFETY: {"whom": LONGEST_SAFETY},
    Part.CONTACT: {"contact": LONGEST_CONTACT, "words": LONGEST_WORDS},
}


def _words(longest: int, label: Any) -> Plain:
    """A field that says how much fits."""
    rows = 2 if longest <= LONGEST_NEED else 5
    attrs = {"rows": rows, "maxlength": longest, "autocomplete": "off", "spellcheck": "false", "dir": "auto"}
    return Plain(label=label, widget=forms.Textarea(attrs=attrs))


class ForCommittee(forms.Form):
    """Words for the parts that somebody can read; once it is valid, `sealed_words` has those that are new."""

    use_required_attribute = False

    access = _words(LONGEST_NEED, _("To get about and to take part"))
    diet = _words(LONGEST_NEED, _("Food"))
    allergies = _words(LONGEST_NEED, _("Allergies"))
    carer = _words(LONGEST_NEED, _("Somebody who comes along to help you"))
    language = _words(LONGEST_NEED, _("Languages, signs, captions"))
    whom = _words(LONGEST_SAFETY, _("Who it is, and what matters about it"))
    contact = _words(LONGEST_CONTACT, _("How the committee reaches you"))
    words = _words(LONGEST_WORDS, _("What else you want to say"))
    take_back_access = forms.BooleanField(label=_("Take back what I wrote here"), required=False)
    take_back_safety = forms.BooleanField(label=_("Take back what I wrote here"), required=False)
    take_back_contact = forms.BooleanField(label=_("Take back what I wrote here"), required=False)

    def __init__(self, *args: Any, parts: Iterable[Part], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.parts = set(parts)

    def can_read(self) -> dict[str, bool]:
        """By part, whether somebody can read what is typed for it."""
        return {str(part): part in self.parts for part in FIELDS}

    def stands(self) -> dict[str, bool]:
        """By part, whether something stands in its fields, or is wrong there."""
        return {
            str(part): any(self[name].value() or self[name].errors for name in (*fields, f"take_back_{part}"))
            for part, fields in FIELDS.items()
        }

    def clean(self) -> dict[str, Any]:
        for fields in FIELDS.values():
            for name, longest in fields.items():
                if len(self.cleaned_data.get(name, "")) > longest:
                    self.add_error(name, _("At most %(count)d characters, please.") % {"count": longest})
        for part, fields in FIELDS.items():
            if self.cleaned_data[f"take_back_{part}"] and self._typed(fields):
                self.add_error(next(iter(fields)), _("Either take it back, or write it anew."))
        return self.cleaned_data

    def sealed_words(self) -> dict[Part, Words]:
        """What is to be sealed anew: what was typed, and empty words where something is taken back."""
        return {
            part: KINDS[part](*self._typed(fields).values())
            for part, fields in FIELDS.items()
            if self._typed(fields) or self.cleaned_data[f"take_back_{part}"]
        }

    def _typed(self, fields: Iterable[str]) -> dict[str, str]:
        """What stands in these fields, if anything does."""
        typed = {name: self.cleaned_data.get(name, "") for name in fields}
        return typed if any(typed.values()) else {}
