"""Trainers in Wagtail's admin: one menu, whose entries show to those who may follow them."""

from collections.abc import Callable
from functools import partial
from typing import Any
from weakref import WeakKeyDictionary

from django.http import HttpRequest
from django.urls import URLPattern, URLResolver, include, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import Menu, SubmenuMenuItem
from wagtail.admin.ui.components import Component
from wagtail.log_actions import LogActionRegistry

from cms.guarded import GuardedViewSet
from cms.menus import PermittedEntry
from trainers import scope, traces
from trainers.staff import addresses, certificate, coverage, exports, importing, own_addresses, papers, quiet
from trainers.staff.accepting import AcceptMany
from trainers.staff.news import NewsPanel
from trainers.staff.panels import TrainersPanel
from trainers.viewsets import PathwayVersionViewSet, PathwayViewSet

# Addresses under /staff/trainers/, named `trainers:<name>`.
urlpatterns: list[URLPattern | URLResolver] = [
    *own_addresses.urlpatterns,
    *addresses.urlpatterns,
    path("coverage/", coverage.show, name="coverage"),
    path("coverage/quiet/", quiet.choose, name="quiet"),
    path("certificate/<uuid:id>/", certificate.certificate, name="certificate"),
    path("papers/", papers.papers, name="papers"),
    path("papers/<uuid:id>/", papers.made, name="papers_made"),
    path("papers/<uuid:id>/file/", papers.fetch, name="papers_file"),
    path("import/", importing.import_trainers, name="import"),
    path("import/confirm/", importing.confirm_import, name="confirm_import"),
    path("export/<slug:name>/<slug:kind>/", exports.export, name="export"),
]

# What the menu offers: (label, address name, icon, permissions of which one is enough), in this order.
ENTRIES: list[tuple[Any, str, str, tuple[str, ...]]] = [
    *own_addresses.ENTRIES,
    (_("Coverage of regions"), "coverage", "globe", ("trainers.view_coverage",)),
    *addresses.ENTRIES,
    (_("Pathways"), "pathway_versions:index", "clipboard-list", ("trainers.view_pathwayversion",)),
    (
        _("Certificates for a cohort"),
        "papers",
        "doc-full",
        ("trainers.work_in_region", "trainers.work_everywhere"),
    ),
    (_("From a spreadsheet"), "import", "upload", importing.WORKS),
]


class Entry(PermittedEntry):
    """An entry for colleagues who hold one of some permissions and to whom the page is of use."""

    def __init__(
        self,
        *args: Any,
        is_of_use: Callable[[scope.OfUse], bool] | None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.is_of_use = is_of_use

    def is_shown(self, request: HttpRequest) -> bool:
        if not super().is_shown(request):
            return False
        return self.is_of_use is None or self.is_of_use(_of_use(request))


# What was found for a request, while it is answered: Wagtail asks of every entry several times.
_found: WeakKeyDictionary[HttpRequest, scope.OfUse] = WeakKeyDictionary()


def _of_use(request: HttpRequest) -> scope.OfUse:
    if request not in _found:
        _found[request] = scope.of_use(request.user)
    return _found[request]


@hooks.register("register_admin_urls")
def register_admin_urls() -> list[URLPattern | URLResolver]:
    return [path("trainers/", include((urlpatterns, "trainers")))]


@hooks.register("register_admin_viewset")
def register_pathways() -> list[GuardedViewSet]:
    return [PathwayVersionViewSet(), PathwayViewSet()]


@hooks.register("register_admin_menu_item")
def register_menu() -> SubmenuMenuItem:
    return SubmenuMenuItem(_("Certification"), MENU, name="trainers", icon_name="group", order=210)


@hooks.register("construct_homepage_panels")
def add_news(request: HttpRequest, panels: list[Component]) -> None:
    panels.append(NewsPanel())


@hooks.register("construct_homepage_panels")
def add_trainers(request: HttpRequest, panels: list[Component]) -> None:
    if any(request.user.has_perm(each) for each in TrainersPanel.seen_with):
        panels.append(TrainersPanel())


hooks.register("register_bulk_action", AcceptMany)


@hooks.register("register_log_actions")
def register_log_actions(registry: LogActionRegistry) -> None:
    traces.register(registry)
    registry.register_action("trainers.extend", _("Extend"), _("Extended the certificates"))
    registry.register_action("trainers.take_back", _("Take back"), _("Took the extension back"))


def make_entry(order: int, label: Any, name: str, icon: str, permissions: tuple[str, ...]) -> Entry:
    address = reverse(name if ":" in name else f"trainers:{name}")
    is_of_use = addresses.OF_USE.get(name)
    options = {"name": name, "icon_name": icon, "order": order}
    return Entry(label, address, permissions=permissions, is_of_use=is_of_use, **options)


for order, parts in enumerate(ENTRIES):
    hooks.register("register_trainers_menu_item", partial(make_entry, order, *parts))

# Wagtail leaves a menu out of which somebody may see nothing.
MENU = Menu(register_hook_name="register_trainers_menu_item", construct_hook_name="construct_trainers_menu")
