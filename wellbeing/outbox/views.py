"""Readiness for whoever watches the site, and the state of the outbox for colleagues."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from wellbeing.accounts.guards import staff
from wellbeing.outbox import readiness
from wellbeing.outbox.state import state
from wellbeing.privacy.guards import public


@public("GET")
def readyz(request: HttpRequest) -> HttpResponse:
    """One line a part, `ok` or `silent`; 503 while one is silent."""
    parts = readiness.parts(timezone.now())
    lines = "".join(f"{name} {'ok' if is_there else 'silent'}\n" for name, is_there in parts.items())
    return HttpResponse(lines, status=200 if all(parts.values()) else 503, content_type="text/plain")


@staff("outbox.view_tally")
@require_GET
def show_state(request: HttpRequest) -> HttpResponse:
    """What waits, how it went in the last two weeks, and whether anything goes out at all."""
    title = _("Messages going out")
    context = {
        "header_title": title,
        "page_title": title,
        "header_icon": "mail",
        "breadcrumbs_items": [
            {"url": reverse("wagtailadmin_home"), "label": _("Home")},
            {"url": "", "label": title},
        ],
        "state": state(timezone.now()),
    }
    return render(request, "outbox/staff/state.html", context)
