"""The picture in Wagtail's admin: one menu, whose entries show to those who may follow them."""

from functools import partial
from typing import Any

from django.urls import URLPattern, URLResolver, include, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import Menu, SubmenuMenuItem
from wagtail.log_actions import LogActionRegistry

from cms.menus import PermittedEntry
from wellbeing.picture import members, staff_urls, traces
from wellbeing.picture.staff import measures, whole

# What the menu offers: (label, address name, icon, permissions of which one is enough), in this order.
ENTRIES: list[tuple[Any, str, str, tuple[str, ...]]] = [
    (_("The whole picture"), "whole", "view", (whole.VIEW,)),
    (_("Boxes of quarters"), "boxes", "lock", (members.OPEN_BOX,)),
    (_("How well instruments measure"), "measures", "table", (measures.VIEW,)),
]


@hooks.register("register_admin_urls")
def register_admin_urls() -> list[URLPattern | URLResolver]:
    return [path("picture/", include((staff_urls.urlpatterns, "picture_staff")))]


@hooks.register("register_admin_menu_item")
def register_menu() -> SubmenuMenuItem:
    return SubmenuMenuItem(_("The picture"), MENU, name="picture", icon_name="view", order=208)


@hooks.register("register_log_actions")
def register_log_actions(registry: LogActionRegistry) -> None:
    traces.register(registry)


def make_entry(order: int, label: Any, name: str, icon: str, permissions: tuple[str, ...]) -> PermittedEntry:
    address = reverse(f"picture_staff:{name}")
    return PermittedEntry(label, address, name=name, icon_name=icon, order=order, permissions=permissions)


for order, parts in enumerate(ENTRIES):
    hooks.register("register_picture_menu_item", partial(make_entry, order, *parts))

# Wagtail leaves a menu out of which somebody may see nothing.
MENU = Menu(register_hook_name="register_picture_menu_item", construct_hook_name="construct_picture_menu")
