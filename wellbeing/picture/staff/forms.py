"""What the pages of a box ask. A passphrase is never shown again; everything else that was typed is."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from wellbeing.accounts.models import User
from wellbeing.accounts.pages.forms import passphrase_field
from wellbeing.picture.actions import judging


class SecondForm(forms.Form):
    """Who the second person is, of those who hold a share of this box, and their passphrase."""

    second = forms.ModelChoiceField(
        label=_("The second person"), queryset=User.objects.none(), to_field_name="username"
    )
    passphrase = passphrase_field(
        _("Passphrase of the second person"),
        _("They type it themselves, here; turn away. It is used once and kept nowhere."),
    )

    def __init__(self, *args: Any, others: list[User], **named: Any) -> None:
        super().__init__(*args, **named)
        field: Any = self.fields["second"]
        field.queryset = User.objects.filter(pk__in=[each.pk for each in others]).order_by("name", "username")


class JudgeForm(forms.Form):
    reason = forms.CharField(
        label=_("Why"),
        help_text=_("One or two sentences. Your name, the month and these words stay in the history."),
        max_length=judging.LONGEST,
        min_length=judging.SHORTEST,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
