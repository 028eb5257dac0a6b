"""The outbox in Wagtail's admin: its state among the reports, an alarm on the front page, and in the menu of
one's account where messages to oneself go."""

from typing import Any

from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.components import Component

from wellbeing.outbox import views
from wellbeing.outbox.notes import views as own_address
from wellbeing.outbox.state import ALARM_AFTER, silence

PERMISSION = "outbox.view_tally"


@hooks.register("register_admin_urls")
def register_admin_urls() -> list[URLPattern]:
    return [
        path("reports/messages/", views.show_state, name="outbox_state"),
        path("account/messages/", own_address.show, name="outbox_own_address"),
        path("account/messages/confirm/", own_address.confirm, name="outbox_confirm_own_address"),
        path("account/messages/remove/", own_address.remove, name="outbox_remove_own_address"),
    ]


@hooks.register("register_account_menu_item")
def register_own_address_item(request: HttpRequest) -> dict[str, str]:
    return {
        "url": reverse("outbox_own_address"),
        "label": gettext("Messages to me"),
        "help_text": gettext("Where a message goes when there is something for you to see."),
    }


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
