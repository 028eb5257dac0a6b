"""Where the pages about keys stand, and who is shown the way to them."""

from typing import Any

from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import MenuItem

from wellbeing.accounts.pages import keys, recovery, teams

urlpatterns: list[URLPattern] = [
    path("keys/", keys.show, name="show_keys"),
    path("keys/make/", keys.make, name="make_keys"),
    path("keys/unlock/", keys.unlock, name="unlock"),
    path("keys/lock/", keys.lock, name="lock"),
    path("keys/passphrase/", keys.change_passphrase, name="change_passphrase"),
    path("keys/replace/", keys.replace, name="replace_keys"),
    path("teams/", teams.index, name="list_teams"),
    path("teams/begin/", teams.begin, name="begin_team"),
    path("teams/<uuid:team_id>/", teams.show, name="show_team"),
    path("teams/<uuid:team_id>/admit/", teams.admit, name="admit"),
    path("teams/<uuid:team_id>/leave/", teams.leave, name="leave_team"),
    path("recovery/", recovery.show, name="show_recovery"),
    path("recovery/make/", recovery.make, name="make_recovery"),
    path("recovery/test/", recovery.test, name="test_recovery"),
    path("recovery/use/", recovery.use, name="use_recovery"),
]


class PermittedItem(MenuItem):
    """Shown to who holds one permission."""

    def __init__(self, label: Any, url: str, *, permission: str, **options: Any) -> None:
        self.permission = permission
        super().__init__(label, url, **options)

    def is_shown(self, request: HttpRequest) -> bool:
        return request.user.has_perm(self.permission)


def keys_item() -> MenuItem:
    address = reverse("accounts:show_keys")
    return PermittedItem(
        _("My keys"), address, permission="accounts.use_team", name="keys", icon_name="key", order=940
    )


def teams_item() -> MenuItem:
    address = reverse("accounts:list_teams")
    return PermittedItem(
        _("Teams"), address, permission="accounts.view_team", name="teams", icon_name="group", order=941
    )


def recovery_item() -> MenuItem:
    address = reverse("accounts:show_recovery")
    return PermittedItem(
        _("Recovery key"),
        address,
        permission="accounts.keep_recovery_key",
        name="recovery",
        icon_name="lock",
        order=942,
    )
