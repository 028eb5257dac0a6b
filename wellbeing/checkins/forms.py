"""What a person asks for on the pages of nudges, read from a form."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from wellbeing.checkins import rhythm, sentences, words
from wellbeing.checkins.contents import LONGEST_SUBJECT, LONGEST_TEXT, Contents, fits_address
from wellbeing.checkins.models import FEEDS, Channel, CoverText
from wellbeing.checkins.rhythm import Every, Rhythm
from wellbeing.outbox import addresses

OWN = "own"
HOUR = 60  # minutes
DAY = timedelta(days=1)
HOURS = [(str(hour), f"{hour}:00") for hour in range(25)]
EVERY = [
    (Every.WEEK.value, gettext_lazy("once a week")),
    (Every.TWO_WEEKS.value, gettext_lazy("every two weeks")),
    (Every.FOUR_WEEKS.value, gettext_lazy("every four weeks")),
    (Every.MONTH.value, gettext_lazy("once a month")),
]
DAYS = [
    ("0", gettext_lazy("Mon")),
    ("1", gettext_lazy("Tue")),
    ("2", gettext_lazy("Wed")),
    ("3", gettext_lazy("Thu")),
    ("4", gettext_lazy("Fri")),
    ("5", gettext_lazy("Sat")),
    ("6", gettext_lazy("Sun")),
]
LINK = [("no", gettext_lazy("without a link")), ("yes", gettext_lazy("with a link to put off or stop"))]


def minute_of_end(start: int, end: int) -> int:
    """The minute at which hours from `start` to `end` end; a whole day stops a minute before its end."""
    return rhythm.MINUTES - 1 if (start, end) == (0, 24) else end * HOUR % rhythm.MINUTES


def hour_of_end(chosen: Rhythm) -> int:
    """The hour, 1 to 24, that was chosen for the end of the window."""
    return -(-chosen.end // HOUR) or 24


class _OneOf(forms.ChoiceField):
    widget = forms.RadioSelect
    default_error_messages = {"required": sentences.CHOOSE, "invalid_choice": sentences.CHOOSE}


class _Typed(forms.CharField):
    """Whatever was typed, unchanged: it is looked through afterwards, each in its own way."""

    default_validators = []

    def __init__(self, label: Any = "") -> None:
        super().__init__(label=label, required=False, strip=False)
        self.validators = []


class WishForm(forms.Form):
    """Everything about a subscription. Once it is valid, `chosen_channel` and `contents` have it.

    A page that showed exactly what will arrive sends those words along (`seen_`), and they count: what an
    editor changes meanwhile does not.
    """

    use_required_attribute = False

    channel = _OneOf(label=gettext_lazy("Where should it come to?"))
    address = _Typed(gettext_lazy("Address"))
    cover = _Typed(gettext_lazy("The message"))
    subject = _Typed(gettext_lazy("Subject, if the words are your own"))
    text = _Typed(gettext_lazy("Text, if the words are your own"))
    seen_subject = _Typed()
    seen_text = _Typed()
    language = _OneOf(label=gettext_lazy("In which language?"), choices=settings.LANGUAGES)
    every = _OneOf(label=gettext_lazy("How often?"), choices=EVERY)
    days = forms.MultipleChoiceField(
        label=gettext_lazy("On which days?"),
        choices=DAYS,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": sentences.CHOOSE, "invalid_list": sentences.CHOOSE},
    )
    start = _OneOf(label=gettext_lazy("From"), choices=HOURS[:-1], widget=forms.Select)
    end = _OneOf(label=gettext_lazy("To"), choices=HOURS[1:], widget=forms.Select)
    night = forms.BooleanField(label=gettext_lazy("Yes, also between 22 and 8"), required=False)
    zone = _Typed(gettext_lazy("By which time?"))
    link = _OneOf(label=gettext_lazy("With a link?"), choices=LINK)

    def __init__(
        self,
        *args: Any,
        channels: Sequence[Channel],
        covers: Sequence[CoverText],
        now: datetime,
        ends_on: date,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["channel"].choices = [(each.value, each.label) for each in channels]  # type: ignore[attr-defined]
        self.covers = {str(cover.pk): cover for cover in covers}
        self.now, self.ends_on = now, ends_on

    @property
    def chosen_channel(self) -> Channel:
        return Channel(self.cleaned_data["channel"])

    @property
    def contents(self) -> Contents:
        data = self.cleaned_data
        contents = Contents(
            address=data["address"],
            subject=data["subject"],
            text=data["text"],
            language=data["language"],
            rhythm=data["rhythm"],
            has_link=data["link"] == "yes",
            since=self.now.date(),
        )
        return replace(contents, since=contents.today(self.now))

    def clean(self) -> dict[str, Any]:
        self._clean_address()
        self._clean_words()
        self._clean_rhythm()
        return self.cleaned_data

    def _clean_address(self) -> None:
        channel = self.cleaned_data.get("channel")
        if channel is None or channel in FEEDS:
            self.cleaned_data["address"] = ""
            return
        try:
            address = addresses.read(channel, self.cleaned_data["address"])
            if not fits_address(address):
                raise addresses.BadAddress(addresses.Fault.TOO_LONG)
        except addresses.BadAddress as bad:
            self.add_error("address", sentences.of_address(bad.kind, channel))
        else:
            self.cleaned_data["address"] = address

    def _clean_words(self) -> None:
        data = self.cleaned_data
        cover = self.covers.get(data["cover"])
        if cover is not None:
            data["language"] = cover.language
        if data["seen_subject"] and data["seen_text"]:
            data["subject"], data["text"] = data["seen_subject"], data["seen_text"]
        elif cover is not None:
            data["subject"], data["text"] = cover.subject, cover.text
        elif data["cover"] != OWN:
            self.add_error("cover", _("Please choose one of these texts, or write your own."))
            return
        self._clean_own("subject", words.read_subject, LONGEST_SUBJECT)
        self._clean_own("text", words.read_text, LONGEST_TEXT)

    def _clean_own(self, name: str, read: Callable[[str, int], str], longest: int) -> None:
        try:
            self.cleaned_data[name] = read(self.cleaned_data[name], longest)
        except words.BadWords as bad:
            self.add_error(name, sentences.of_words(bad.fault))

    def _clean_rhythm(self) -> None:
        """Looks at days and zone even where the hours are missing, so that everything is said at once."""
        data = self.cleaned_data
        wished = Rhythm(
            every=Every(data.get("every", Every.WEEK.value)),
            weekdays=frozenset(int(day) for day in data.get("days", ())),
            start=int(data.get("start", 10)) * HOUR,
            end=minute_of_end(int(data.get("start", 10)), int(data.get("end", 18))),
            zone=data["zone"],
            ends_on=self.ends_on,
        )
        for problem in rhythm.problems(wished, now=self.now, night=data["night"]):
            name, sentence = sentences.of_rhythm(problem)
            if name not in self.errors:
                self.add_error(name, sentence)
        data["rhythm"] = wished


class SnoozeForm(forms.Form):
    """The day from which messages are to come again: from tomorrow until the day before the end."""

    until = forms.DateField(
        input_formats=["%Y-%m-%d", "%d.%m.%Y"],
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        error_messages={
            "required": gettext_lazy("Please choose a day."),
            "invalid": gettext_lazy("Please write the day as 2026-12-31 or 31.12.2026."),
        },
    )

    use_required_attribute = False

    def __init__(self, *args: Any, today: date, ends_on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today, self.ends_on = today, ends_on
        self.fields["until"].widget.attrs |= {"min": f"{today + DAY}", "max": f"{ends_on}"}

    def clean_until(self) -> date:
        until: date = self.cleaned_data["until"]
        if until <= self.today:
            raise forms.ValidationError(_("This day is over or is today. Please choose a later one."))
        if until > self.ends_on:
            raise forms.ValidationError(_("It ends before this day. Renew it, or choose an earlier one."))
        return until
