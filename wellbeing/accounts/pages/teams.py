"""«Teams»: who is in, who waits, admitting, leaving."""

from typing import cast
from uuid import UUID

from django.contrib import messages
from django.db.models import Count, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from wellbeing.accounts import guards, kinds, traces, unlocking
from wellbeing.accounts.actions import teams
from wellbeing.accounts.guards import staff
from wellbeing.accounts.models import RecoveryKey, Team, User
from wellbeing.accounts.pages import frame

TEAMS = "accounts:list_teams"
TEAM = "accounts:show_team"


@staff("accounts.view_team")
@require_GET
def index(request: HttpRequest) -> HttpResponse:
    """The teams somebody is in or may join; for who oversees them, all."""
    user = _who(request)
    rows = Team.objects.seen_by(user).select_related("region").annotate(count=Count("members", distinct=True))
    found = list(rows.order_by("code"))
    names = kinds.names([team.code for team in found])
    for team in found:
        team.in_words = names.get(team.code, team.code)  # type: ignore[attr-defined]
    region = user.coordinates()
    is_begun = any(team.region_id == region.pk and team.count for team in found) if region else True
    context = {
        "teams": found,
        "region": None if is_begun else region,
        "recovery": traces.of_recovery(),
    }
    return frame.page(request, "teams/index", _("Teams"), context, icon="group")


@staff("accounts.view_team")
@require_GET
def show(request: HttpRequest, team_id: UUID) -> HttpResponse:
    """Who is in a team and who waits, with what each may do about it."""
    team = _team(request, team_id)
    user = _who(request)
    members = list(_people(User.objects.filter(memberships__team=team)))
    others = list(_people(team.may_hold().exclude(pk__in=[member.pk for member in members])))
    context = {
        "team": team,
        "members": members,
        "waiting": [other for other in others if hasattr(other, "key_pair")],
        "without_keys": [other for other in others if not hasattr(other, "key_pair")],
        "is_member": user in members,
        "may_begin": not members and user in others and not team.follows(),
        "follows": team.follows(),
        "unlocked": unlocking.current(request),
        "has_recovery_key": RecoveryKey.objects.exists(),
    }
    return frame.page(request, "teams/show", str(team), context, icon="group", above=_above())


@staff("accounts.use_team")
@require_POST
def begin(request: HttpRequest) -> HttpResponse:
    """The first coordinator of a region begins its team."""
    try:
        member = teams.found_own(user=_who(request))
    except teams.MayNotBeIn:
        return guards.forbidden(request)
    except teams.HasNoKeys:
        messages.error(request, _("First make keys of your own."))
        return redirect("accounts:show_keys")
    except teams.NotEmpty:
        messages.error(
            request,
            _(
                "Something is sealed to others already, so one of them has to admit you, or whoever keeps"
                " the recovery words has to give you access."
            ),
        )
        return redirect(TEAMS)
    messages.success(request, _("You are the first in the team. Let a second person follow soon."))
    return redirect(TEAM, member.team_id)


@staff("accounts.use_team")
@require_POST
def admit(request: HttpRequest, team_id: UUID) -> HttpResponse:
    """A member opens everything of the team to somebody whose fingerprint they have compared."""
    team = _team(request, team_id)
    newcomer = _named(team.may_hold(), request.POST.get("who", ""))
    unlocked = unlocking.current(request)
    if unlocked is None:
        return unlocking.needed(request, back=reverse(TEAM, args=[team.pk]))
    try:
        teams.admit(
            team=team, newcomer=newcomer, by=unlocked, fingerprint=request.POST.get("fingerprint", "")
        )
    except teams.NotAMember:
        return guards.forbidden(request)
    except (teams.HasNoKeys, teams.KeysChanged):
        messages.error(request, _("The keys are others by now. Compare the new fingerprint first."))
    else:
        messages.success(request, _("%(who)s can now open what the team can.") % {"who": newcomer})
    return redirect(TEAM, team.pk)


@staff("accounts.view_team")
@require_http_methods(["GET", "POST"])
def leave(request: HttpRequest, team_id: UUID) -> HttpResponse:
    """Asks, then takes somebody's access away: one's own, or that of a member who must not have it."""
    team = _team(request, team_id)
    asked = request.POST if request.method == "POST" else request.GET
    leaver = _named(User.objects.filter(memberships__team=team), asked.get("who", ""))
    user = _who(request)
    if leaver != user and not user.has_perm("accounts.oversee_team"):
        if not team.members.filter(user=user).exists():
            return guards.forbidden(request)
        if unlocking.current(request) is None:
            return unlocking.needed(request, back=reverse(TEAM, args=[team.pk]))
    if request.method == "POST":
        teams.leave(team=team, user=leaver, by=user)
        messages.success(request, _("%(who)s can no longer open anything of the team.") % {"who": leaver})
        return redirect(TEAMS if leaver == user else TEAM, *([] if leaver == user else [team.pk]))
    context = {
        "team": team,
        "leaver": leaver,
        "is_oneself": leaver == user,
        "is_last": team.members.count() == 1,
        "has_recovery_key": RecoveryKey.objects.exists(),
    }
    above = [*_above(), (reverse(TEAM, args=[team.pk]), team)]
    return frame.page(request, "teams/leave", _("Leave the team"), context, icon="group", above=above)


def _team(request: HttpRequest, team_id: UUID) -> Team:
    """A team of somebody else's is not there for them at all."""
    return get_object_or_404(Team.objects.seen_by(request.user).select_related("region"), pk=team_id)


def _named(people: QuerySet[User], name: str) -> User:
    """One of them by the name of the account. The database takes no NUL, so nobody has one in theirs."""
    if "\0" in name:
        raise Http404
    return get_object_or_404(people, username=name)


def _people(people: QuerySet[User]) -> QuerySet[User]:
    return people.select_related("key_pair").order_by("name", "username")


def _above() -> list[frame.Crumb]:
    return [(reverse(TEAMS), _("Teams"))]


def _who(request: HttpRequest) -> User:
    return cast(User, request.user)
