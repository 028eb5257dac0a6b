"""Retreats in Wagtail's admin: one menu, whose entries show to those who may follow them."""

from functools import partial
from typing import Any

from django.http import HttpRequest
from django.urls import URLPattern, URLResolver, include, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import Menu, SubmenuMenuItem
from wagtail.admin.ui.components import Component
from wagtail.log_actions import LogActionRegistry

from cms.menus import PermittedEntry
from courses.retreats import scope, traces
from courses.retreats.staff import (
    committee_addresses,
    holding_addresses,
    round_addresses,
    sharing_addresses,
)
from courses.retreats.staff.planning import addresses as planning_addresses
from courses.retreats.staff.waiting_panel import WaitingPanel

# Addresses under /staff/retreats/, named `retreats_staff:<name>`.
urlpatterns: list[URLPattern | URLResolver] = [
    *holding_addresses.urlpatterns,
    *round_addresses.urlpatterns,
    *sharing_addresses.urlpatterns,
    *committee_addresses.urlpatterns,
    *planning_addresses.urlpatterns,
]

# What the menu offers: (label, address name, icon, permissions of which one is enough), in this order.
ENTRIES: list[tuple[Any, str, str, tuple[str, ...]]] = [
    (_("List of retreats"), "retreats", "list-ul", scope.SEES_RETREATS),
    (_("Planning the year"), "years", "calendar", (scope.ORGANISE,)),
    (_("Houses"), "houses", "home", (scope.ORGANISE,)),
    (_("Colleagues of retreats"), "colleagues", "group", (scope.ORGANISE,)),
    (_("Rounds of retreats"), "rounds", "list-ul", scope.SEES_ROUNDS),
    (_("Recommend somebody"), "recommend", "user", (scope.RECOMMEND,)),
    (_("What was opened"), "openings", "history", (scope.OVERSEE,)),
]


@hooks.register("register_admin_urls")
def register_admin_urls() -> list[URLPattern | URLResolver]:
    return [path("retreats/", include((urlpatterns, "retreats_staff")))]


@hooks.register("register_admin_menu_item")
def register_menu() -> SubmenuMenuItem:
    return SubmenuMenuItem(_("Retreats"), MENU, name="retreats", icon_name="home", order=206)


@hooks.register("construct_homepage_panels")
def add_waiting(request: HttpRequest, panels: list[Component]) -> None:
    if any(request.user.has_perm(each) for each in WaitingPanel.seen_with):
        panels.append(WaitingPanel())


@hooks.register("register_log_actions")
def register_log_actions(registry: LogActionRegistry) -> None:
    traces.register(registry)


def make_entry(order: int, label: Any, name: str, icon: str, permissions: tuple[str, ...]) -> PermittedEntry:
    address = reverse(f"retreats_staff:{name}")
    return PermittedEntry(label, address, name=name, icon_name=icon, order=order, permissions=permissions)


for order, parts in enumerate(ENTRIES):
    hooks.register("register_retreats_menu_item", partial(make_entry, order, *parts))

# Wagtail leaves a menu out of which somebody may see nothing.
MENU = Menu(register_hook_name="register_retreats_menu_item", construct_hook_name="construct_retreats_menu")
