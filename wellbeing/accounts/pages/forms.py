"""What the pages about keys ask. A passphrase is never shown again; words with a slip stay to be mended."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from wellbeing.accounts.models import Team, User
from wellbeing.privacy import recovery_words
from wellbeing.privacy.recovery_words import UnknownWord, WrongCount, WrongOrder

LONGEST = 500


def passphrase_field(label: Any, help_text: Any = "") -> forms.CharField:
    # A browser that keeps it beside the password would make one of the two.
    widget = forms.PasswordInput(attrs={"autocomplete": "off"})
    return forms.CharField(label=label, help_text=help_text, max_length=LONGEST, widget=widget, strip=False)


class UnlockForm(forms.Form):
    passphrase = passphrase_field(gettext_lazy("Passphrase"))


class NewPassphraseForm(forms.Form):
    new = passphrase_field(
        gettext_lazy("New passphrase"),
        gettext_lazy("At least 16 characters. Capital letters count, spaces at the ends do not."),
    )
    again = passphrase_field(gettext_lazy("The same once more"))

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("new") and cleaned.get("again") and cleaned["new"] != cleaned["again"]:
            self.add_error("again", _("The two are not the same. Type both once more."))
        return cleaned


class ChangePassphraseForm(NewPassphraseForm):
    old = passphrase_field(gettext_lazy("Passphrase until now"))

    field_order = ["old", "new", "again"]


class WordsForm(forms.Form):
    words = forms.CharField(
        label=gettext_lazy("The 24 words"),
        help_text=gettext_lazy("In their order. Capitals, commas, numbers and «ё» make no difference."),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4, "autocomplete": "off", "spellcheck": "false"}),
    )

    def clean_words(self) -> str:
        typed: str = self.cleaned_data["words"]
        try:
            recovery_words.read(typed)
        except WrongCount as wrong:
            said = {"count": wrong.args[0]}
            raise forms.ValidationError(_("There are 24 words, and here are %(count)d.") % said) from None
        except UnknownWord as unknown:
            said = {"word": unknown.args[0], "place": unknown.args[1]}
            text = _("Word %(place)d, “%(word)s”, is none of those that are used. Look at it once more.")
            raise forms.ValidationError(text % said) from None
        except WrongOrder:
            text = _(
                "Each word is a known one, but together they do not fit. Is the order right? Is each word?"
            )
            raise forms.ValidationError(text) from None
        return typed


class RecoverForm(WordsForm):
    team = forms.ModelChoiceField(
        label=gettext_lazy("Team"), queryset=Team.objects.select_related("region").order_by("code")
    )
    member = forms.ModelChoiceField(
        label=gettext_lazy("Who is given access"),
        queryset=User.objects.filter(key_pair__isnull=False, is_active=True).order_by("name", "username"),
        to_field_name="username",
    )

    field_order = ["team", "member", "words"]
