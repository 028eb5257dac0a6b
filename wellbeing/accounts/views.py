"""Our own pages for staff: their account, the roles, and drawing access for a colleague."""

from typing import cast

from django.contrib.auth.models import Group
from django.db.models import Count, Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext_lazy as _
from wagtail.admin.views.account import (
    AccountView,
    BaseSettingsPanel,
    LocaleSettingsPanel,
    ThemeSettingsPanel,
)
from wagtail.users.models import UserProfile

from wellbeing.accounts import actions, guards, roles
from wellbeing.accounts.forms import OwnNameForm
from wellbeing.accounts.models import User


class NamePanel(BaseSettingsPanel):
    name = "name"
    title = _("Name")
    order = 100
    form_class = OwnNameForm


class OwnAccount(AccountView):
    """Wagtail's page without the mail address, the photograph and the notices it would send."""

    def get_panels(self) -> list[BaseSettingsPanel]:
        user = self.request.user
        profile = UserProfile.get_for_user(user)
        panels = [NamePanel, LocaleSettingsPanel, ThemeSettingsPanel]
        return [panel(self.request, user, profile) for panel in panels]


@guards.staff("wagtailadmin.access_admin")
def show_roles(request: HttpRequest) -> HttpResponse:
    """The table of roles in plain words, the same for all staff."""
    members = Count("user", filter=Q(user__is_active=True))
    counts = dict(Group.objects.annotate(members=members).values_list("name", "members"))
    words = roles.words()
    rows = [
        {
            "role": role,
            "members": counts.get(role.code, 0),
            "may": [words[permission] for permission in role.permissions()],
        }
        for role in roles.every()
    ]
    return render(request, "accounts/roles.html", {"rows": rows})


@guards.staff("accounts.change_user")
def draw_access(request: HttpRequest, user_id: int) -> HttpResponse:
    """Asks, then draws a password and recovery codes for a colleague and shows them this once."""
    colleague = get_object_or_404(User, pk=user_id)
    by = cast(User, request.user)
    if not by.may_change(colleague):
        return guards.forbidden(request)
    access = actions.draw_access(user=colleague, by=by) if request.method == "POST" else None
    return render(request, "accounts/draw_access.html", {"colleague": colleague, "access": access})


@guards.entrance
def nothing_here(request: HttpRequest, **_rest: str) -> HttpResponse:
    """Stands before pages of Wagtail's that this site does not have."""
    raise Http404
