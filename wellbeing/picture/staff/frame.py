"""The frame of the pages about the picture in the admin, and what they share."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, cast

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import get_language

from wellbeing.accounts.models import User
from wellbeing.accounts.pages import frame
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
    return frame.page(
        request, name, title, context, icon=icon, above=trail, folder="picture/staff", status=status
    )


def colleague(request: HttpRequest) -> User:
    """Who asks; the guard of the view has seen to it that somebody signed in."""
    return cast(User, request.user)


def today() -> date:
    return timezone.localdate()


def quarter_name(quarter: date) -> str:
    return quarters.name(quarter, language=(get_language() or "ru")[:2])
