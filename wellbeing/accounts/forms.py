"""Forms about colleagues, in place of Wagtail's, which ask for legal names and mail addresses."""

from typing import Any

from django import forms
from django.contrib.auth.models import Group
from django.utils.translation import gettext_lazy as _

from wellbeing.accounts import roles
from wellbeing.accounts.models import User

AN_ADMINISTRATOR_STAYS = _(
    "Nobody would be left who takes people in and gives roles. First make another colleague who may sign in "
    "an administrator."
)


def role_in_words(group: Group) -> str:
    """A role's name and its sentence, in the language of the page."""
    said = next((str(role.says) for role in roles.every() if role.code == group.name), "")
    return f"{roles.name(group.name)} — {said}"


class RolesField(forms.ModelMultipleChoiceField):
    """Roles to tick, each with its sentence."""

    def label_from_instance(self, group: Group) -> str:
        return role_in_words(group)


class ColleagueForm(forms.ModelForm):
    """What an administrator says about a colleague. The password is drawn, never typed by another."""

    groups = RolesField(
        label=_("Roles"),
        queryset=Group.objects.all(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    class Meta:
        model = User
        fields = ["username", "name", "region", "groups"]


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
