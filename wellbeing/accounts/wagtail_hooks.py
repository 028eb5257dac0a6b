from collections.abc import Iterator

from django.http import HttpRequest
from django.urls import URLPattern, URLResolver, include, path, reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.widgets.button import Button
from wagtail.log_actions import LogActionRegistry, LogFormatter
from wagtail.models import ModelLogEntry

from wellbeing.accounts import guards, roles, traces, views
from wellbeing.accounts.bulk import AssignRole, Delete, SetActiveState
from wellbeing.accounts.models import User
from wellbeing.accounts.pages import menu

urlpatterns = [
    path("roles/", views.show_roles, name="show_roles"),
    path("users/<int:user_id>/access/", views.draw_access, name="draw_access"),
    *menu.urlpatterns,
]


@hooks.register("register_admin_urls")
def register_admin_urls() -> list[URLPattern | URLResolver]:
    return [path("", include((urlpatterns, "accounts")))]


@hooks.register("register_admin_menu_item")
def register_roles_item() -> MenuItem:
    return MenuItem(_("Roles"), reverse("accounts:show_roles"), name="roles", icon_name="group", order=950)


@hooks.register("register_user_listing_buttons")
def register_access_button(user: User, request_user: User) -> Iterator[Button]:
    if request_user.has_perm("accounts.change_user"):
        yield Button(
            gettext("Draw new access"),
            url=reverse("accounts:draw_access", args=[user.pk]),
            icon_name="key",
            priority=50,
        )


@hooks.register("register_account_menu_item")
def register_factors_item(request: HttpRequest) -> dict[str, str]:
    return {
        "url": reverse("mfa_index"),
        "label": gettext("Passkeys and codes"),
        "help_text": gettext("How you sign in: passkeys, a code app, recovery codes."),
    }


@hooks.register("register_account_menu_item")
def register_password_item(request: HttpRequest) -> dict[str, str]:
    return {
        "url": reverse("account_change_password"),
        "label": gettext("Password"),
        "help_text": gettext("Other browsers where you are signed in will ask for the new one."),
    }


class ChangeOfRoles(LogFormatter):
    label = _("Change of roles")

    def format_message(self, entry: ModelLogEntry) -> str:
        """The roles before and after, in the language of the page."""
        said = {when: _in_words(entry.data.get(when, [])) for when in ("before", "after")}
        return gettext("Roles before: %(before)s. Roles now: %(after)s.") % said


def _in_words(codes: list[str]) -> str:
    return ", ".join(roles.name(code) for code in codes) or gettext("no role")


@hooks.register("register_log_actions")
def register_log_actions(registry: LogActionRegistry) -> None:
    registry.register_action("accounts.draw_access", _("Draw access"), _("Drew a new password and codes"))
    registry.register_action("accounts.change_roles")(ChangeOfRoles)
    traces.register(registry)


@hooks.register("construct_help_menu")
def keep_help_within(request: HttpRequest, items: list[MenuItem]) -> None:
    """What is new in Wagtail and its guide stand on another site, which would learn who works here."""
    items[:] = [item for item in items if not item.url.startswith("http")]


@hooks.register("construct_reports_menu")
def keep_reports_within_reach(request: HttpRequest, items: list[MenuItem]) -> None:
    """Nobody has the history of the whole site, and only who works on pages has the translation report."""
    absent = {reverse("wagtailadmin_reports:site_history")}
    if not guards.works_on_pages(request.user):
        absent.add(reverse("wagtail_localize:translations_report"))
    items[:] = [item for item in items if item.url not in absent]


for item in (menu.keys_item, menu.teams_item, menu.recovery_item):
    hooks.register("register_admin_menu_item", item)

# After Wagtail's own, whose places they take.
for action in (AssignRole, Delete, SetActiveState):
    hooks.register("register_bulk_action", action, order=1)
