"""Who comes to a retreat, for its team: working names, and what they sent in the second form."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET
from wagtail.log_actions import registry

from courses.retreats import conflicts_of_interest, refusals, scope
from courses.retreats.actions.committee import teams
from courses.retreats.actions.preparing import stay_forms
from courses.retreats.actions.preparing.stay_forms import Coming
from courses.retreats.actions.rounds import steps
from courses.retreats.models import Offer, Retreat, StayForm
from courses.retreats.staff import frame, trails
from wellbeing.accounts import unlocking
from wellbeing.accounts.models import KeyPair, Team, User
from wellbeing.privacy.guards import staff
from wellbeing.privacy.sealing import DoesNotOpen
from wellbeing.privacy.server_keys import NoKey

LATEST = 30


def panel(retreat: Retreat, by: User, now: datetime) -> dict[str, Any] | None:
    """How many come, and to its team who. Nothing while no place is offered."""
    standings = list(Offer.objects.filter(retreat=retreat).values_list("standing", flat=True))
    if not standings:
        return None
    is_in_team = holds(by, retreat)
    forms = StayForm.objects.filter(offer__retreat=retreat, offer__standing=Offer.Standing.ACCEPTED)
    return {
        "accepted": standings.count(Offer.Standing.ACCEPTED),
        "offered": standings.count(Offer.Standing.OFFERED),
        "forms": forms.count(),
        "is_in_team": is_in_team,
        "names": _names(retreat) if is_in_team else [],
    }


@staff(scope.HOLD)
@require_GET
def show(request: HttpRequest, retreat_id: UUID) -> HttpResponse:
    """The second forms by working name; whoever is not in the team reads why they see none."""
    retreat = frame.retreat(request, retreat_id)
    people = opened_by(request, retreat)
    return people if isinstance(people, HttpResponse) else _page(request, retreat, {"people": people})


def opened_by(request: HttpRequest, retreat: Retreat) -> list[Coming] | HttpResponse:
    """What those who come sent, opened with the keys of whoever asks, or the page that says why not."""
    user, team = frame.colleague(request), teams.found_of(retreat)
    try:
        steps.ask_who_comes(retreat.round, by=user, today=frame.today())
    except refusals.HasApplied as refused:
        return _page(request, retreat, {"why": str(refused)})
    except (NoKey, DoesNotOpen):
        return _page(request, retreat, {"why": str(refusals.RoundIsShut())})
    if not teams.is_in(team, user):
        return _page(request, retreat, _why_not(team, user))
    key = unlocking.current(request)
    if key is None:
        return unlocking.needed(request)
    try:
        return stay_forms.read(retreat=retreat, key=key, today=frame.today())
    except (NoKey, DoesNotOpen):
        return _page(request, retreat, {"why": _("The server has no key at the moment that opens names.")})


def holds(user: User, retreat: Retreat) -> bool:
    """Whether somebody is in the team of a retreat, and asked for no place in its round themselves."""
    if _has_applied(user, retreat):
        return False
    return user.has_perm(scope.HOLD) and retreat.team_parts.filter(colleague__user=user).exists()


def _has_applied(user: User, retreat: Retreat) -> bool:
    """Also while nobody can tell."""
    try:
        return retreat.round is not None and conflicts_of_interest.has_applied(user, retreat.round)
    except (NoKey, DoesNotOpen):
        return True


def _names(retreat: Retreat) -> list[str]:
    try:
        return [name for _pk, name in stay_forms.coming(retreat)]
    except (NoKey, DoesNotOpen):
        return []


def _why_not(team: Team | None, user: User) -> dict[str, object]:
    if team is None or not team.may_hold().filter(pk=user.pk).exists():
        return {"why": _("You are not in the team of this retreat, so nothing here is sealed to you.")}
    if not KeyPair.objects.filter(user=user).exists():
        why = _("You belong to the team of this retreat, but nothing is sealed to you until you make keys.")
        return {"why": why, "has_no_keys": True}
    return {
        "why": _("You wait to be admitted to the team of this retreat by one of its members."),
        "waits": True,
    }


def _page(request: HttpRequest, retreat: Retreat, context: dict[str, object]) -> HttpResponse:
    whole = {"retreat": retreat, "history": _history(retreat), **context}
    trail = trails.retreat(retreat)
    return frame.page(request, "stay_forms", _("Second forms"), whole, trail=trail)


def _history(retreat: Retreat) -> list[tuple[str, date]]:
    """Who opened the forms on which day, the latest first; each day once."""
    entries = registry.get_logs_for_instance(retreat).filter(action="retreats.read_stay_forms")
    found = [
        (str(each.user), timezone.localdate(each.timestamp))
        for each in entries.select_related("user")[:LATEST]
    ]
    return list(dict.fromkeys(found))
