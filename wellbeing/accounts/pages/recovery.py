"""The recovery key: making it once, testing its words, giving access back by them."""

from typing import cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from wellbeing.accounts.actions import recovery, teams
from wellbeing.accounts.guards import staff
from wellbeing.accounts.models import RecoveryKey, User
from wellbeing.accounts.pages import frame
from wellbeing.accounts.pages.forms import RecoverForm, WordsForm

RECOVERY = "accounts:show_recovery"
PERMISSION = "accounts.keep_recovery_key"


@staff(PERMISSION)
@require_GET
def show(request: HttpRequest) -> HttpResponse:
    """Whether there is a recovery key, and when its words were last tested."""
    context = {"key": RecoveryKey.objects.first()}
    return frame.page(request, "recovery/show", _("Recovery key"), context, icon="lock")


@staff(PERMISSION)
@require_http_methods(["GET", "POST"])
def make(request: HttpRequest) -> HttpResponse:
    """Asks, then shows the words this once."""
    if request.method != "POST":
        return _page(request, "recovery/make", _("Make the recovery key"), {})
    try:
        words = recovery.make_recovery_key(
            language=get_language() or "ru", today=timezone.localdate(), by=_who(request)
        )
    except recovery.AlreadyMade:
        messages.error(request, _("There is a recovery key that is in use. Its words were shown once."))
        return redirect(RECOVERY)
    return _page(request, "recovery/make", _("Make the recovery key"), {"words": words})


@staff(PERMISSION)
@require_http_methods(["GET", "POST"])
def test(request: HttpRequest) -> HttpResponse:
    """Whether the words on the paper are the right ones."""
    if not RecoveryKey.objects.exists():
        return _made_first(request)
    form = WordsForm(request.POST or None)
    if form.is_valid():
        words, today = form.cleaned_data["words"], timezone.localdate()
        if recovery.test_recovery(words=words, today=today, by=_who(request)):
            messages.success(request, _("These are the words. Put the paper back."))
            return redirect(RECOVERY)
        form.add_error("words", _not_the_words())
    return _page(request, "recovery/test", _("Test the words"), {"form": form})


@staff(PERMISSION)
@require_http_methods(["GET", "POST"])
def use(request: HttpRequest) -> HttpResponse:
    """Opens a team's records to somebody who has lost the way to them, or when nobody is left who has it."""
    if not RecoveryKey.objects.exists():
        return _made_first(request)
    form = RecoverForm(request.POST or None)
    if form.is_valid():
        team, member = form.cleaned_data["team"], form.cleaned_data["member"]
        by = _who(request)
        try:
            recovery.recover(team=team, words=form.cleaned_data["words"], member=member, by=by)
        except recovery.WrongWords:
            form.add_error("words", _not_the_words())
        except teams.MayNotBeIn:
            form.add_error("member", _("This colleague may not be in this team: role or region do not fit."))
        except teams.HasNoKeys:
            form.add_error("member", _("This colleague has to make keys first."))
        else:
            said = {"who": member, "team": team}
            messages.success(request, _("%(who)s can open again what is sealed to: %(team)s.") % said)
            return redirect(RECOVERY)
    return _page(request, "recovery/use", _("Give access back"), {"form": form})


def _made_first(request: HttpRequest) -> HttpResponse:
    messages.error(request, _("There is no recovery key now."))
    return redirect(RECOVERY)


def _page(request: HttpRequest, template: str, title: str, context: dict[str, object]) -> HttpResponse:
    above = [(reverse(RECOVERY), _("Recovery key"))]
    return frame.page(request, template, title, context, icon="lock", above=above)


def _who(request: HttpRequest) -> User:
    return cast(User, request.user)


def _not_the_words() -> str:
    return _("These words are well formed, but they are not those of this site's recovery key.")
