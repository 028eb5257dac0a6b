"""Forms about colleagues, in place of Wagtail's, which ask for legal names and mail addresses."""

from typing import Any

from django import forms
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from wellbeing.accounts import roles
from wellbeing.accounts.models import User


class ColleagueForm(forms.ModelForm):
    """What an administrator says about a colleague. The password is drawn, never typed by another."""

    class Meta:
        model = User
        fields = ["username", "name", "region", "groups"]
        widgets = {"groups": forms.CheckboxSelectMultiple}
        labels = {"groups": _("Roles")}
        help_texts = {"groups": ""}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        said = {role.code: role.says for role in roles.every()}
        self.fields["groups"].label_from_instance = lambda group: format_html(
            "{} — {}", roles.name(group.name), said.get(group.name, "")
        )


class NewColleagueForm(ColleagueForm):
    def save(self, commit: bool = True) -> User:  # noqa: FBT001, FBT002 - Django's own signature
        self.instance.set_unusable_password()
        user: User = super().save(commit)
        return user


class KnownColleagueForm(ColleagueForm):
    class Meta(ColleagueForm.Meta):
        fields = [*ColleagueForm.Meta.fields, "is_active"]

    def __init__(self, *args: Any, editing_self: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if editing_self:
            del self.fields["is_active"]


class OwnNameForm(forms.ModelForm):
    class Meta:
        model = User
        fields = ["name"]
