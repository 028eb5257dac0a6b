"""What somebody may say of a run, on the page of their place for two weeks after the last session."""

import unicodedata
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import gettext_lazy as _

from courses.runs import wording
from courses.runs.actions import feedback, teams
from courses.runs.models import Party, Place, Run
from courses.runs.public.forms import CHOOSE
from courses.runs.rules.feedback import LONGEST_TEXT, NO_ANSWER, QUESTIONS, TAKEN_FOR, Phase, Said


class _Text(forms.CharField):
    """Whatever was typed, without what no page shows; a new line counts once, however it was sent."""

    widget = forms.Textarea(attrs={"rows": 6, "maxlength": LONGEST_TEXT, "dir": "auto"})

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(required=False, strip=False, **kwargs)
        self.validators = []

    def to_python(self, value: Any) -> str:
        text = (super().to_python(value) or "").replace("\r\n", "\n").replace("\r", "\n")
        return "".join(each for each in text if each == "\n" or unicodedata.category(each) != "Cc").strip()


def _question(name: str) -> forms.ChoiceField:
    options = [(each, wording.ANSWERS[name][each]) for each in QUESTIONS[name]]
    return forms.ChoiceField(
        label=wording.ASKED[name],
        required=False,
        widget=forms.RadioSelect,
        choices=[*options, (NO_ANSWER, wording.NO_ANSWER)],
        initial=NO_ANSWER,
        error_messages={"invalid_choice": CHOOSE},
    )


class FeedbackForm(forms.Form):
    """Three questions and room for words; once it is valid, something was said."""

    use_required_attribute = False
    prefix = "feedback"

    useful = _question("useful")
    safe = _question("safe")
    pace = _question("pace")
    text = _Text(label=_("Anything you would like to add"))

    def clean_text(self) -> str:
        text: str = self.cleaned_data["text"]
        if len(text) > LONGEST_TEXT:
            raise forms.ValidationError(_("At most 1000 characters, please. Keep what matters most."))
        return text

    def clean(self) -> dict[str, Any]:
        if not self.errors and not any(self.cleaned_data.values()):
            raise forms.ValidationError(_("Nothing was sent: answer a question, or write a few words."))
        return self.cleaned_data

    def said(self) -> Said:
        return Said(tuple(self.cleaned_data[name] for name in QUESTIONS), self.cleaned_data["text"])


def part(mine: Place, code: str, now: datetime, language: str, form: forms.Form | None) -> dict[str, object]:
    """What the page of a place says of feedback; nothing before and after, and while nobody could read it."""
    run = Run.objects.with_times().get(pk=mine.party.run_id)
    has_place = mine.party.standing == Party.Standing.IN
    if not has_place or run.ends is None or feedback.phase(run, now) is not Phase.TAKEN:
        return {}
    if feedback.has_given(place=mine, code=code):
        return {"has_given": True}
    if not teams.can_seal(run):
        return {}
    zone = ZoneInfo(run.sessions.latest("ends_at").zone)
    return {
        "feedback": form or FeedbackForm(),
        "feedback_opens": (run.ends + TAKEN_FOR).astimezone(zone).date(),
    }
