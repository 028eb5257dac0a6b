"""The frame of our own pages in the admin, and what they share: today, and the colleague who asks."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, cast

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from wellbeing.accounts.models import User
from wellbeing.accounts.pages import frame


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
    return frame.page(request, name, title, context, icon=icon, above=trail, folder=folder, status=status)


def colleague(request: HttpRequest) -> User:
    """Who asks; the guard of the view has seen to it that somebody signed in."""
    return cast(User, request.user)


def today() -> date:
    return timezone.localdate()
