"""What the committee reads of an application, in words: the fields of each part, and what it can change."""

from dataclasses import asdict
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from courses.retreats.models.choices import Feature, Help, Part
from courses.retreats.models.committee import LONGEST_ANSWER
from courses.retreats.rules.facts import LONGEST_NAME, Facts
from courses.retreats.rules.words import Words
from courses.runs.public.forms import Plain
from trainers.staff.forms import StaffForm

LABELS: dict[str, dict[str, Any]] = {
    Part.ACCESS: {
        "access": _("To get about and to take part"),
        "diet": _("Food"),
        "allergies": _("Allergies"),
        "carer": _("Somebody who comes along to help"),
        "language": _("Languages, signs, captions"),
    },
    Part.SAFETY: {"whom": _("Whom they must not meet")},
    Part.CONTACT: {"contact": _("How to reach them"), "words": _("What else they say")},
    Part.APPEAL: {"why": _("What they ask the council to look at again")},
}


def said(part: Part, words: Words | None) -> list[tuple[Any, str]]:
    """What was written, each with what it is about; what stayed empty is left out."""
    fields = asdict(words) if words else {}
    return [(label, fields[name]) for name, label in LABELS[part].items() if fields.get(name)]


class NeedsForm(StaffForm):
    """What an application asks of a room and of a team."""

    features = forms.MultipleChoiceField(
        label=_("what their room must have"),
        choices=Feature.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    alone = forms.BooleanField(label=_("they can only sleep in a room by themselves"), required=False)
    helps = forms.MultipleChoiceField(
        label=_("what they need of the team"),
        choices=Help.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )


class ApartForm(StaffForm):
    """The ticket of another application."""

    other = Plain(
        label=_("ticket of the other application"),
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false", "maxlength": 40}),
    )

    def clean_other(self) -> str:
        typed = "".join(self.cleaned_data["other"].split()).upper()
        if not typed:
            raise forms.ValidationError(_("Type the ticket as it stands in the list."))
        return typed


class NameForm(StaffForm):
    """How somebody is called who was described."""

    name = Plain(
        label=_("working name of somebody who was described"),
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "spellcheck": "false", "maxlength": LONGEST_NAME, "dir": "auto"}
        ),
        help_text=_(
            "You get their tickets, if anybody has it. That you looked stays on record, the name does not."
        ),
    )

    def clean_name(self) -> str:
        name: str = self.cleaned_data["name"]
        if not name:
            raise forms.ValidationError(_("Type the name first."))
        return name


class AnswerForm(StaffForm):
    """What whoever appealed reads on the page that their code opens."""

    text = Plain(
        label=_("answer"),
        widget=forms.Textarea(attrs={"rows": 6, "maxlength": LONGEST_ANSWER}),
        help_text=_("At most 600 characters, with «you». Leave it empty to take an answer back."),
    )

    def clean_text(self) -> str:
        text: str = self.cleaned_data["text"]
        if len(text) > LONGEST_ANSWER:
            raise forms.ValidationError(
                _("At most %(count)d characters, please.") % {"count": LONGEST_ANSWER}
            )
        return text


def needs(facts: Facts) -> dict[str, Any]:
    """How the form of needs stands at first."""
    return {"features": facts.features, "helps": facts.helps, "alone": facts.alone}
