"""Giving a role to several colleagues at once, with the roles told in words.

Departs from stock, whose list shows the codes of the roles. To be undone when Wagtail lets a label be given.
"""

from typing import Any

from django import forms
from django.contrib.auth.models import Group
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from wagtail.users.views.bulk_actions import AssignRoleBulkAction

from wellbeing.accounts import roles
from wellbeing.accounts.forms import role_in_words


class RoleField(forms.ModelChoiceField):
    """One role to choose, each with its sentence."""

    def label_from_instance(self, group: Group) -> str:
        return role_in_words(group)


class RoleForm(forms.Form):
    role = RoleField(
        label=_("Role"), queryset=Group.objects.all(), widget=forms.RadioSelect, empty_label=None
    )


class AssignRole(AssignRoleBulkAction):
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
