"""What people type on the public pages of runs."""

import unicodedata
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from courses.runs.models.places import LONGEST_NAME, MOST_TOGETHER
from courses.runs.rules.for_team import LONGEST_CONTACT, LONGEST_NEEDS, ForTeam
from trainers.models.choices import Formats, Languages

CHOOSE = _("This is not in the list. Choose something else, or nothing.")
ANY = ("", _("does not matter"))
FILTER: dict[str, Any] = {"required": False, "error_messages": {"invalid_choice": CHOOSE}}


def tidied(typed: str) -> str:
    """Without what no page shows, and with one blank where there were several."""
    return " ".join("".join(" " if unicodedata.category(each)[0] == "C" else each for each in typed).split())


class Plain(forms.CharField):
    """Whatever was typed; it is tidied before anybody looks at its length."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(required=False, strip=False, **kwargs)
        self.validators = []

    def to_python(self, value: Any) -> str:
        return tidied(super().to_python(value) or "")


def _for_team(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows, "autocomplete": "off", "spellcheck": "false"})


def _short(typed: str, longest: int) -> str:
    if len(typed) > longest:
        raise forms.ValidationError(_("At most %(count)d characters, please."), params={"count": longest})
    return typed


class FilterForm(forms.Form):
    """Where, in which language and in which form; nothing chosen is everything."""

    use_required_attribute = False

    region = forms.ChoiceField(label=_("Region"), **FILTER)
    language = forms.ChoiceField(label=_("Language"), choices=[ANY, *Languages.choices], **FILTER)
    form = forms.ChoiceField(label=_("Online or in person"), choices=[ANY, *Formats.choices], **FILTER)

    def __init__(self, *args: Any, regions: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["region"].choices = [ANY, *regions]  # type: ignore[attr-defined]

    def chosen(self) -> dict[str, str]:
        """What was rightly chosen, by the names of a run's fields."""
        self.is_valid()
        fields = {"region": "regions", "language": "language", "form": "form"}
        return {fields[name]: value for name, value in self.cleaned_data.items() if value}


class NoteFields(forms.Form):
    """What somebody may leave for the run's team; once it is valid, `note` has it."""

    use_required_attribute = False

    needs = Plain(label=_("What you need to take part"), widget=_for_team(rows=3))
    contact = Plain(label=_("How the team reaches you"), widget=_for_team(rows=2))

    def clean_needs(self) -> str:
        return _short(self.cleaned_data["needs"], LONGEST_NEEDS)

    def clean_contact(self) -> str:
        return _short(self.cleaned_data["contact"], LONGEST_CONTACT)

    def note(self) -> ForTeam:
        return ForTeam(self.cleaned_data.get("needs", ""), self.cleaned_data.get("contact", ""))

    def has_note(self) -> bool:
        """Whether anything stands in the fields."""
        return any(self[name].value() or self[name].errors for name in ("needs", "contact"))


class JoinForm(NoteFields):
    """One to six working names. Once it is valid, `names` has them."""

    names: list[str]

    def __init__(self, *args: Any, capacity: int, needs_invitation: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.most = min(MOST_TOGETHER, capacity)
        for number in range(1, self.most + 1):
            self.fields[f"name{number}"] = Plain(label=_("Working name"))
        if needs_invitation:
            self.fields["invitation"] = Plain(label=_("Code of invitation"))

    def clean(self) -> dict[str, Any]:
        fields = [f"name{number}" for number in range(1, self.most + 1)]
        typed = {field: self.cleaned_data[field] for field in fields if self.cleaned_data.get(field)}
        for field, name in typed.items():
            if len(name) > LONGEST_NAME:
                self.add_error(field, _("At most 40 characters, please."))
        if not typed:
            self.add_error("name1", _("What shall people call you? Any word will do."))
        for field in _twice(typed):
            self.add_error(field, _("One of you is called so already. Make the names differ."))
        self.names = list(typed.values())
        return self.cleaned_data

    def first(self) -> forms.BoundField:
        return self["name1"]

    def others(self) -> list[forms.BoundField]:
        return [self[f"name{number}"] for number in range(2, self.most + 1)]

    def come_others(self) -> bool:
        """Whether anything stands in the fields of the others."""
        return any(field.value() or field.errors for field in self.others())


class CalendarForm(forms.Form):
    """The words of a calendar's entries."""

    use_required_attribute = False

    says = Plain(label=_("What the entries say"))

    def clean_says(self) -> str:
        says: str = self.cleaned_data["says"]
        if len(says) > LONGEST_NAME:
            raise forms.ValidationError(_("At most 40 characters, please."))
        if not says:
            raise forms.ValidationError(_("A word or two: “Busy”, say."))
        return says


def _twice(typed: dict[str, str]) -> list[str]:
    """The fields whose name stands in an earlier one."""
    seen: set[str] = set()
    found = []
    for field, name in typed.items():
        if name.casefold() in seen:
            found.append(field)
        seen.add(name.casefold())
    return found
