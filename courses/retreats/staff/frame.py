"""The frame of the pages on retreats in the admin, and what they share."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.admin import messages

from courses.retreats import refusals, scope
from courses.retreats.models import Retreat, Round
from trainers.staff import frame
from trainers.staff.frame import colleague, today
from wellbeing.accounts import going_back

__all__ = [
    "colleague",
    "declaring",
    "now",
    "of_round",
    "page",
    "refused",
    "retreat",
    "round_",
    "rounds",
    "today",
]


def page(
    request: HttpRequest,
    name: str,
    title: str,
    context: Mapping[str, Any],
    *,
    trail: Sequence[tuple[str, str]] = (),
    status: int = 200,
) -> HttpResponse:
    """The template `name` of retreats under Wagtail's header; `trail` are the pages above it."""
    return frame.page(
        request, name, title, context, trail=trail, icon="home", status=status, folder="retreats/staff"
    )


def now() -> datetime:
    return timezone.now()


def retreat(request: HttpRequest, retreat_id: UUID) -> Retreat:
    """A retreat that this colleague may see; another is not there at all."""
    return get_object_or_404(scope.retreats(colleague(request)), pk=retreat_id)


def round_(request: HttpRequest, round_id: UUID) -> Round:
    """A round that this colleague may see."""
    return get_object_or_404(scope.rounds(colleague(request)), pk=round_id)


def rounds() -> tuple[str, str]:
    """The way back to the list of rounds."""
    return reverse("retreats_staff:rounds"), _("Rounds of retreats")


def of_round(round_: Round) -> tuple[str, str]:
    """The way back to the page of a round."""
    return reverse("retreats_staff:round", args=[round_.pk]), str(round_)


def declaring(request: HttpRequest, round_id: UUID, *, back: str = "") -> str:
    """Where one says first whether one applied, and is led on to `back`, or to the page one asked for. What
    was pressed on the page of the round is pressed there again."""
    pressed = reverse("retreats_staff:round", args=[round_id]) + "#sharing"
    address = reverse("retreats_staff:declare", args=[round_id])
    here = request.get_full_path() if request.method == "GET" else pressed
    return going_back.with_way_back(address, back or here)


def refused(request: HttpRequest, round_: Round, why: refusals.Refused, *, back: str = "") -> HttpResponse:
    """Back to the page of the round with the sentence, or to where one says first whether one applied."""
    if isinstance(why, refusals.DeclareFirst):
        messages.warning(request, str(why))
        return redirect(declaring(request, round_.pk, back=back))
    messages.error(request, str(why))
    return redirect("retreats_staff:round", round_.pk)
