"""The frame of our own pages in the admin, and what they share: today, and the colleague who asks."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from wellbeing.accounts.models import User


def page(
    request: HttpRequest,
    name: str,
    title: str,
    context: Mapping[str, Any],
    *,
    trail: Sequence[tuple[str, str]] = (),
    icon: str = "group",
    status: int = 200,
    folder: str = "trainers/staff",
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
    return render(request, f"{folder}/{name}.html", whole, status=status)


def colleague(request: HttpRequest) -> User:
    """Who asks; the guard of the view has seen to it that somebody signed in."""
    return cast(User, request.user)


def today() -> date:
    return timezone.localdate()
