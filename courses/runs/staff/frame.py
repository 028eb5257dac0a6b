"""The frame of the pages on runs in the admin, and what they share."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from courses.runs import scope
from courses.runs.models import Run
from trainers.staff import frame
from trainers.staff.frame import colleague, today

__all__ = ["above", "colleague", "now", "page", "planned", "seen", "today"]


def page(
    request: HttpRequest,
    name: str,
    title: str,
    context: Mapping[str, Any],
    *,
    trail: Sequence[tuple[str, str]] | None = None,
    status: int = 200,
) -> HttpResponse:
    """The template `name` of runs under Wagtail's header, by default with the list of runs above it."""
    way = [above()] if trail is None else trail
    return frame.page(
        request, name, title, context, trail=way, icon="date", status=status, folder="runs/staff"
    )


def now() -> datetime:
    return timezone.now()


def seen(request: HttpRequest, run_id: UUID) -> Run:
    """A run that this colleague may see, with its times; another region's is not there at all."""
    return get_object_or_404(scope.runs(colleague(request)).with_times(), pk=run_id)


def planned(request: HttpRequest, run_id: UUID) -> Run:
    """The same for those who plan it."""
    return get_object_or_404(scope.planned(colleague(request)).with_times(), pk=run_id)


def above() -> tuple[str, str]:
    return reverse("runs_staff:runs"), _("Runs")
