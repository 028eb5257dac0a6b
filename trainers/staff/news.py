"""What there is to see, on the first page of the staff area, and that it was seen."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST
from wagtail.admin.ui.components import Component

from trainers import telling
from trainers.actions import reminding
from trainers.staff import frame
from wellbeing.privacy.guards import staff


class NewsPanel(Component):
    """What a colleague was told and has not seen; nothing while there is none."""

    order = 20
    template_name = "trainers/staff/_news.html"

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        request = parent_context["request"]
        user = frame.colleague(request)
        news = telling.news(user, frame.today())
        return {"request": request, "news": news, "has_address": bool(news) and telling.has_address(user)}


@staff("wagtailadmin.access_admin")
@require_POST
def see(request: HttpRequest) -> HttpResponse:
    """The button below the news."""
    reminding.see(by=frame.colleague(request))
    return redirect("wagtailadmin_home")
