"""Giving a role to several colleagues at once, letting them sign in or not, deleting them.

Departs from stock, whose list shows the codes of the roles, which leaves no trace of what was given, and
which knows neither who stands above all roles nor that an administrator must stay. To be undone when
Wagtail lets a label be given and asks before each of them.
"""

from typing import Any

from django import forms
from django.contrib.auth.models import Group
from django.http import HttpResponse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from wagtail.admin import messages
from wagtail.users.views.bulk_actions import (
    AssignRoleBulkAction,
    DeleteBulkAction,
    SetActiveStateBulkAction,
)
from wagtail.users.views.bulk_actions.user_bulk_action import UserBulkAction

from wellbeing.accounts import actions, roles
from wellbeing.accounts.forms import AN_ADMINISTRATOR_STAYS, role_in_words
from wellbeing.accounts.models import User


class RoleField(forms.ModelChoiceField):
    """One role to choose, each with its sentence."""

    def label_from_instance(self, group: Group) -> str:
        return role_in_words(group)


class RoleForm(forms.Form):
    role = RoleField(
        label=_("Role"), queryset=Group.objects.all(), widget=forms.RadioSelect, empty_label=None
    )


class ChangeOfStaff(UserBulkAction):
    """What holds for each change to several colleagues."""

    def check_perm(self, obj: User) -> bool:
        return self.request.user.may_change(obj) and super().check_perm(obj)

    def get_execution_context(self) -> dict[str, Any]:
        return super().get_execution_context() | {"by": self.request.user}

    @classmethod
    def execute_action(cls, objects: list[User], by: User | None = None, **kwargs: Any) -> tuple[int, int]:
        with actions.changing_staff(by=by):
            changed: tuple[int, int] = super().execute_action(objects, **kwargs)
        return changed

    def form_valid(self, form: forms.Form) -> HttpResponse:
        try:
            return super().form_valid(form)
        except actions.LastAdministrator:
            messages.error(self.request, AN_ADMINISTRATOR_STAYS)
            return self.form_invalid(form)


class SetActiveState(ChangeOfStaff, SetActiveStateBulkAction):
    pass


class Delete(ChangeOfStaff, DeleteBulkAction):
    pass


class AssignRole(ChangeOfStaff, AssignRoleBulkAction):
    form_class = RoleForm

    def get_success_message(self, num_parent_objects: int, num_child_objects: int) -> str:
        said: dict[str, Any] = {
            "count": num_parent_objects,
            "role": roles.name(self.cleaned_form.cleaned_data["role"].name),
        }
        return (
            ngettext(
                "%(count)d colleague now has the role “%(role)s”.",
                "%(count)d colleagues now have the role “%(role)s”.",
                num_parent_objects,
            )
            % said
        )
