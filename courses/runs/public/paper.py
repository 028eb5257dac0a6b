"""The paper that says somebody took part, on the page of their place once the last session is over."""

from datetime import datetime
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from courses.runs.attended import attended
from courses.runs.documents.confirmation import LONGEST_NAME
from courses.runs.models import Place
from courses.runs.public.forms import CHOOSE, Plain

UNNAMED, NAMED = "training", "course"


class PaperForm(forms.Form):
    """The name, what the paper says of the course, and its language. Nothing of it stays in the browser."""

    use_required_attribute = False
    prefix = "paper"

    name = Plain(label=_("Name on the paper"))
    says = forms.ChoiceField(
        label=_("What the paper says you took part in"),
        widget=forms.RadioSelect,
        choices=[(UNNAMED, _("only “a group training”")), (NAMED, _("the name of the course"))],
        initial=UNNAMED,
        help_text=_("A paper may be found. One that does not name the course tells less."),
        error_messages={"required": CHOOSE, "invalid_choice": CHOOSE},
    )
    language = forms.ChoiceField(
        label=_("Language of the paper"),
        widget=forms.RadioSelect,
        choices=settings.LANGUAGES,
        error_messages={"required": CHOOSE, "invalid_choice": CHOOSE},
    )

    def clean_name(self) -> str:
        name: str = self.cleaned_data["name"]
        if not name:
            raise forms.ValidationError(_("Whose paper is it? Type the name that shall stand on it."))
        if len(name) > LONGEST_NAME:
            raise forms.ValidationError(_("At most 80 characters, please."))
        return name


def part(mine: Place, code: str, now: datetime, language: str, form: forms.Form | None) -> dict[str, Any]:
    """What the page of a place says of the paper; nothing while the last session is not over."""
    return {
        "attended": attended(mine, now),
        "paper": form or PaperForm(initial={"language": language}),
    }
