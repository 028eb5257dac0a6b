"""Runs in Wagtail's admin: one menu, whose entries show to those who may follow them."""

from functools import partial
from typing import Any

from django.urls import URLPattern, URLResolver, include, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import Menu, SubmenuMenuItem
from wagtail.log_actions import LogActionRegistry

from cms.menus import PermittedEntry
from courses.runs import scope, traces
from courses.runs.staff import asking, calendar, holding_addresses, plan, runs

# Addresses under /staff/runs/, named `runs_staff:<name>`.
urlpatterns: list[URLPattern | URLResolver] = [
    *runs.addresses(),
    *holding_addresses.urlpatterns,
    path("<uuid:run_id>/asking/", asking.show, name="asking"),
    path("<uuid:run_id>/asking/<uuid:party_id>/", asking.admit, name="admit"),
    path("new/", plan.new, name="new"),
    path("calendar/", calendar.show, name="calendar"),
    path("<uuid:run_id>/plan/", plan.show, name="plan"),
    path("<uuid:run_id>/edit/", plan.edit, name="edit"),
    path("<uuid:run_id>/publish/", plan.publish, name="publish"),
    path("<uuid:run_id>/cancel/", plan.cancel, name="cancel"),
    path("<uuid:run_id>/finish/", plan.finish, name="finish"),
    path("<uuid:run_id>/invite/", plan.invite, name="invite"),
]

# What the menu offers: (label, address name, icon, permissions of which one is enough), in this order.
ENTRIES: list[tuple[Any, str, str, tuple[str, ...]]] = [
    (_("List"), "runs", "list-ul", scope.SEES),
    (_("Calendar"), "calendar", "calendar", scope.SEES),
]


@hooks.register("register_admin_urls")
def register_admin_urls() -> list[URLPattern | URLResolver]:
    return [path("runs/", include((urlpatterns, "runs_staff")))]


@hooks.register("register_admin_menu_item")
def register_menu() -> SubmenuMenuItem:
    return SubmenuMenuItem(_("Runs"), MENU, name="runs", icon_name="date", order=205)


@hooks.register("register_log_actions")
def register_log_actions(registry: LogActionRegistry) -> None:
    traces.register(registry)


def make_entry(order: int, label: Any, name: str, icon: str, permissions: tuple[str, ...]) -> PermittedEntry:
    address = reverse(f"runs_staff:{name}")
    return PermittedEntry(label, address, name=name, icon_name=icon, order=order, permissions=permissions)


for order, parts in enumerate(ENTRIES):
    hooks.register("register_runs_menu_item", partial(make_entry, order, *parts))

# Wagtail leaves a menu out of which somebody may see nothing.
MENU = Menu(register_hook_name="register_runs_menu_item", construct_hook_name="construct_runs_menu")
