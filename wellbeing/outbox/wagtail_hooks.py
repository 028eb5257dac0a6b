"""The state of the outbox in Wagtail's admin: a page among the reports, and an alarm on the front page."""

from typing import Any

from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.components import Component

from wellbeing.outbox import views
from wellbeing.outbox.state import ALARM_AFTER, silence

PERMISSION = "outbox.view_tally"


@hooks.register("register_admin_urls")
def register_admin_urls() -> list[URLPattern]:
    return [path("reports/messages/", views.show_state, name="outbox_state")]


class StateItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return request.user.has_perm(PERMISSION)


@hooks.register("register_reports_menu_item")
def register_state_item() -> MenuItem:
    return StateItem(
        _("Messages going out"), reverse("outbox_state"), name="messages", icon_name="mail", order=900
    )


class AlarmPanel(Component):
    """Says that nothing goes out; shows nothing while all is well."""

    order = 10
    template_name = "outbox/staff/_alarm_panel.html"

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        silent_for = silence(timezone.now())
        return {"is_alarming": silent_for is None or silent_for > ALARM_AFTER}


@hooks.register("construct_homepage_panels")
def add_alarm(request: HttpRequest, panels: list[Component]) -> None:
    if request.user.has_perm(PERMISSION):
        panels.append(AlarmPanel())
