"""What the pages and the help directory add to Wagtail's admin."""

from typing import Any

from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.components import Component
from wagtail.admin.ui.sidebar import LinkMenuItem
from wagtail.snippets.models import register_snippet

from cms import staff, translating
from cms.models import HelpEntry
from cms.viewsets import HelpEntryViewSet

MOST_ON_HOME = 5

register_snippet(HelpEntryViewSet)


@hooks.register("register_admin_urls", order=-1)
def register_admin_urls() -> list[URLPattern]:
    return [
        # Before the one that wagtail-localize has at the same address.
        path("localize/update/<int:translation_source_id>/", translating.take_over, name="cms_take_over"),
        path("to-verify/", staff.to_verify, name="cms_to_verify"),
        path("style/", staff.show_style, name="cms_style"),
        path("style/<slug:scheme>/", staff.show_samples, name="cms_samples"),
    ]


class ToVerifyItem(MenuItem):
    """Says how many entries wait; the count is of the moment, so it is not kept with the item."""

    def is_shown(self, request: HttpRequest) -> bool:
        return request.user.has_perm("cms.verify_helpentry")

    def render_component(self, request: HttpRequest) -> LinkMenuItem:
        waiting = HelpEntry.objects.to_verify(timezone.localdate()).count()
        label = f"{self.label} ({waiting})" if waiting else self.label
        return LinkMenuItem(self.name, label, self.url, icon_name=self.icon_name)


@hooks.register("register_admin_menu_item")
def register_to_verify_item() -> MenuItem:
    return ToVerifyItem(
        _("To verify"), reverse("cms_to_verify"), name="to-verify", icon_name="circle-check", order=211
    )


@hooks.register("register_settings_menu_item")
def register_style_item() -> MenuItem:
    return MenuItem(_("Style"), reverse("cms_style"), name="style", icon_name="view", order=900)


class ToVerifyPanel(Component):
    order = 50
    template_name = "cms/staff/_to_verify_panel.html"

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        today = timezone.localdate()
        entries = list(HelpEntry.objects.to_verify(today).order_by("verified_on", "name_ru"))
        return {"entries": staff.waiting(entries[:MOST_ON_HOME], today), "count": len(entries)}


@hooks.register("construct_homepage_panels")
def add_to_verify_panel(request: HttpRequest, panels: list[Component]) -> None:
    if request.user.has_perm("cms.verify_helpentry"):
        panels.append(ToVerifyPanel())


@hooks.register("construct_main_menu")
def hide_what_we_have_not(request: HttpRequest, items: list[MenuItem]) -> None:
    """There are no other snippets than help entries."""
    items[:] = [item for item in items if item.name != "snippets"]
