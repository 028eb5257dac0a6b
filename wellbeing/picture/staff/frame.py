"""The frame of the pages about the picture in the admin, and what they share."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from wellbeing.accounts.models import User
from wellbeing.ballots import quarters


def page(
    request: HttpRequest,
    name: str,
    title: str,
    context: Mapping[str, Any],
    *,
    trail: Sequence[tuple[str, str]] = (),
    icon: str = "view",
    status: int = 200,
) -> HttpResponse:
    """The template `name` under Wagtail's header. `trail`, the way back: addresses, each with its name."""
    crumbs = [(reverse("wagtailadmin_home"), _("Home")), *trail, ("", title)]
    whole = {
        **context,
        "breadcrumbs_items": [{"url": url, "label": label} for url, label in crumbs],
        "header_title": title,
        "page_title": title,
        "header_icon": icon,
    }
    return render(request, f"picture/staff/{name}.html", whole, status=status)


def colleague(request: HttpRequest) -> User:
    """Who asks; the guard of the view has seen to it that somebody signed in."""
    return cast(User, request.user)


def today() -> date:
    return timezone.localdate()


def quarter_name(quarter: date) -> str:
    return quarters.name(quarter, language=(get_language() or "ru")[:2])
