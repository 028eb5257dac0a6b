"""What people type about the address that notes go to."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from wellbeing.outbox import addresses
from wellbeing.outbox.notes import words
from wellbeing.outbox.notes.contents import Contents, fits
from wellbeing.outbox.notes.hours import EARLIEST, LATEST

# Channels as people know them, each with what an address of it looks like.
CHANNELS = {
    "email": (gettext_lazy("e-mail"), "name@example.org"),
    "matrix": ("Matrix", "@name:example.org"),
    "xmpp": ("XMPP (Jabber)", "name@example.org"),
    "ntfy": ("ntfy", "pRkq7Xw2"),
    "telegram": ("Telegram", "123456789"),
    "signal": ("Signal", "name.01, +4915112345678"),
}


def offered(configured: Iterable[str]) -> list[str]:
    """Of the configured channels those that reach a person, in our order."""
    there = set(configured)
    return [channel for channel in CHANNELS if channel in there]


class AddressForm(forms.Form):
    """Where to, in which words, by which clock. Once it is valid, `contents` has them."""

    channel = forms.ChoiceField(label=gettext_lazy("By what"), widget=forms.RadioSelect)
    address = forms.CharField(
        label=gettext_lazy("Address"),
        required=False,  # said by its own sentence, which shows an example
        max_length=1000,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
    note = forms.ChoiceField(
        label=gettext_lazy("The words that come"),
        help_text=gettext_lazy("The same ones each time, whatever there is to see."),
        widget=forms.RadioSelect,
    )
    ahead = forms.TypedChoiceField(
        label=gettext_lazy("Your time"),
        help_text=gettext_lazy("Messages come between 9 and 20 by this clock."),
        coerce=int,
        initial=0,
    )

    def __init__(self, *args: Any, channels: Iterable[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        spoken = {key: words.note(key, get_language() or "ru") for key in words.every_key()}
        choices = {
            "channel": [(channel, CHANNELS[channel][0]) for channel in channels],
            "note": [(key, f"{words.subject} — {words.text}") for key, words in spoken.items()],
            "ahead": [(hours, _clock(hours)) for hours in range(EARLIEST, LATEST + 1)],
        }
        for name, offered_here in choices.items():
            self.fields[name].choices = offered_here  # type: ignore[attr-defined]

    @property
    def contents(self) -> Contents:
        data = self.cleaned_data
        return Contents(address=data["address"], note=data["note"], ahead=data["ahead"])

    def clean(self) -> dict[str, Any]:
        channel = self.cleaned_data.get("channel")
        if channel is not None and "address" in self.cleaned_data:
            try:
                address = addresses.read(channel, self.cleaned_data["address"])
                if not fits(address):
                    raise addresses.BadAddress(addresses.Fault.TOO_LONG)
            except addresses.BadAddress as bad:
                self.add_error("address", _sentence(bad.kind, channel))
            else:
                self.cleaned_data["address"] = address
        return self.cleaned_data


class NumberForm(forms.Form):
    number = forms.CharField(
        label=gettext_lazy("The number from the message"),
        max_length=40,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )


def _clock(hours: int) -> str:
    """As people say it: by Moscow, and so many hours beside it."""
    return _("Moscow time") + (f" {hours:+d}".replace("-", "−") if hours else "")


def _sentence(fault: addresses.Fault, channel: str) -> str:
    said = {
        addresses.Fault.EMPTY: _("An address is needed here."),
        addresses.Fault.TOO_LONG: _("This is longer than an address can be."),
        addresses.Fault.HIDDEN: _("There is a character in it that cannot be seen. Type it anew."),
        addresses.Fault.FORM: _("This does not look like an address of this kind."),
        addresses.Fault.SERVER: _("What stands after the sign @ or the colon is no name of a server."),
        addresses.Fault.ROOM: _("This is a group or a room. Messages go to one person alone."),
    }[fault]
    example = CHANNELS[channel][1]
    return _("%(said)s An address looks like this: %(example)s") % {"said": said, "example": example}
