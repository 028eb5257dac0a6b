"""The panel of the committee on the page of a round: who sits for which part, and the ways to what is
sealed."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from wagtail.admin import messages

from courses.retreats import scope, team_kinds
from courses.retreats.actions.committee import reviewing, seating
from courses.retreats.models import Round, Seat
from courses.retreats.models.choices import Part
from courses.retreats.refusals import Refused
from courses.retreats.staff import frame
from wellbeing.accounts.models import KeyPair, TeamMember, User
from wellbeing.privacy.guards import staff


def panel(round_: Round, by: User, now: datetime) -> dict[str, Any]:
    seats = list(round_.seats.select_related("user").order_by("user__username"))
    may_change = by.has_perm(scope.ORGANISE) and not seating.is_over(round_, timezone.localdate(now))
    mine = [part for part in Part if reviewing.sits(by, round_, part)]
    return {
        "parts": _parts(round_, seats),
        "may_change": may_change,
        "colleagues": list(seating.may_sit().order_by("username")) if may_change else [],
        "mine": [(part, part.label) for part in mine] if round_.decided != Round.Decided.PREPARING else [],
        "may_declare": bool(mine) or by.has_perm(scope.ORGANISE) or by.has_perm(scope.READ_VALUE),
        "has_declared": _has_declared(by, round_),
        "may_oversee": by.has_perm(scope.OVERSEE),
    }


@staff(scope.ORGANISE)
@require_POST
def seat(request: HttpRequest, round_id: UUID) -> HttpResponse:
    """Give a colleague a seat."""
    round_, by = frame.round_(request, round_id), frame.colleague(request)
    part, who = request.POST.get("part", ""), request.POST.get("user", "")
    user = seating.may_sit().filter(pk=int(who)).first() if who.isdecimal() and len(who) < 10 else None
    if user is None or part not in team_kinds.SEATED:
        messages.error(request, _("Choose a colleague first."))
        return _back(round_)
    try:
        seating.seat(round=round_.pk, user=user, part=Part(part), by=by, today=frame.today())
    except Refused as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("%(who)s sits in the committee now.") % {"who": user})
    return _back(round_)


@staff(scope.ORGANISE)
@require_POST
def unseat(request: HttpRequest, round_id: UUID, seat_id: UUID) -> HttpResponse:
    """Take a seat back; one that is gone already is gone."""
    round_, by = frame.round_(request, round_id), frame.colleague(request)
    try:
        seating.unseat(round=round_.pk, seat=seat_id, by=by, today=frame.today())
    except Refused as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("The seat is free, and nothing opens to them any more."))
    return _back(round_)


def _parts(round_: Round, seats: list[Seat]) -> list[dict[str, Any]]:
    """Each part with who sits for it, and whether what is sealed opens to them."""
    codes = {part: f"{team_kinds.ROUND[part].start}{round_.pk}" for part in team_kinds.SEATED}
    members = set(TeamMember.objects.filter(team__code__in=codes.values()).values_list("team__code", "user"))
    with_keys = set(
        KeyPair.objects.filter(user__in=[each.user_id for each in seats]).values_list("user", flat=True)
    )
    return [
        {
            "part": part,
            "label": part.label,
            "seats": [
                (each, _standing(each, with_keys, is_member=(codes[part], each.user_id) in members))
                for each in seats
                if each.part == part
            ],
        }
        for part in team_kinds.SEATED
    ]


def _standing(seat: Seat, with_keys: set[int], *, is_member: bool) -> str:
    if is_member:
        return ""
    if seat.user_id not in with_keys:
        return _("has no keys yet")
    return _("waits to be admitted by another member of the team")


def _has_declared(by: User, round_: Round) -> bool:
    return round_.conflicts.filter(user=by).exists()


def _back(round_: Round) -> HttpResponse:
    return redirect("retreats_staff:round", round_.pk)
