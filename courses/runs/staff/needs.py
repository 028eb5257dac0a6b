"""What people left for the team of a run, for members of it with their keys unlocked."""

from datetime import date
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET
from wagtail.log_actions import registry

from courses.runs import scope
from courses.runs.actions import place_notes, teams
from courses.runs.models import Run
from courses.runs.staff import frame
from courses.runs.staff.run import above
from wellbeing.accounts import unlocking
from wellbeing.accounts.models import KeyPair, Team, User
from wellbeing.privacy.guards import staff

LATEST = 30


@staff(*scope.SEES)
@require_GET
def show(request: HttpRequest, run_id: UUID) -> HttpResponse:
    """The notes by working name; whoever is not in the team reads why they see none."""
    run, user = frame.seen(request, run_id), frame.colleague(request)
    team = teams.team_of(run)
    if team.members.filter(user=user).exists():
        key = unlocking.current(request)
        if key is None:
            return unlocking.needed(request)
        return _page(request, run, {"notes": place_notes.read(run=run, key=key)})
    return _page(request, run, _why_not(team, user))


def _why_not(team: Team, user: User) -> dict[str, object]:
    if not team.may_hold().filter(pk=user.pk).exists():
        return {"why": _("You are not in the team of this run, so nothing here is sealed to you.")}
    if not KeyPair.objects.filter(user=user).exists():
        why = _("You belong to the team of this run, but nothing is sealed to you until you make keys.")
        return {"why": why, "has_no_keys": True}
    return {"why": _("You wait to be admitted to the team of this run by one of its members."), "waits": True}


def _page(request: HttpRequest, run: Run, context: dict[str, object]) -> HttpResponse:
    whole = {"run": run, "history": _history(run), **context}
    return frame.page(request, "needs", _("Notes for the team"), whole, trail=above(run))


def _history(run: Run) -> list[tuple[str, date]]:
    """Who opened the notes on which day, the latest first; each day once."""
    entries = registry.get_logs_for_instance(run).filter(action="runs.read_notes").select_related("user")
    found = [(str(each.user), timezone.localdate(each.timestamp)) for each in entries[:LATEST]]
    return list(dict.fromkeys(found))
