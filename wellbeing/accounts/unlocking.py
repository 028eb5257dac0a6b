"""A colleague's private half, open for half an hour in the session where they typed the passphrase."""

import math
from datetime import UTC, datetime, timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone

from wellbeing.accounts import going_back, keeping
from wellbeing.accounts.actions import key_pairs
from wellbeing.accounts.models import KeyPair, User
from wellbeing.accounts.sealed import Unlocked
from wellbeing.privacy import team_boxes

OPEN_FOR = timedelta(minutes=30)
TIME_SIZE = 8


def current(request: HttpRequest) -> Unlocked | None:
    """The private half of whoever asks, if they have it unlocked; None once another key pair replaced it."""
    cookie = request.session.session_key
    if not isinstance(request.user, User) or not cookie:
        return None
    content = keeping.find(cookie, label=_label(request.user))
    if content is None:
        return None
    until = datetime.fromtimestamp(int.from_bytes(content[:TIME_SIZE]), UTC)
    private = content[TIME_SIZE:]
    is_current = KeyPair.objects.filter(user=request.user, public=team_boxes.public_half(private)).exists()
    if until <= timezone.now() or not is_current:
        return None
    return Unlocked(request.user, private, until)


def unlock(request: HttpRequest, *, passphrase: str) -> Unlocked:
    """Opens the private half and keeps it open. Raises what `key_pairs.unlock` raises."""
    user = request.user
    if not isinstance(user, User) or not request.session.session_key:
        raise key_pairs.NoKeyPair
    until = timezone.now().replace(microsecond=0) + OPEN_FOR
    unlocked = key_pairs.unlock(user=user, passphrase=passphrase, until=until)
    content = int(until.timestamp()).to_bytes(TIME_SIZE) + unlocked.private
    seconds = int(OPEN_FOR.total_seconds())
    keeping.keep(request.session.session_key, content, label=_label(user), seconds=seconds)
    return unlocked


def lock(request: HttpRequest) -> None:
    """Before the half hour is over."""
    if request.session.session_key:
        keeping.forget(request.session.session_key)


def needed(request: HttpRequest, *, back: str | None = None) -> HttpResponse:
    """Leads to the page that unlocks, and from there back to this one, or to `back` where this one only
    takes forms."""
    return redirect(going_back.with_way_back(reverse("accounts:unlock"), back or request.get_full_path()))


def minutes_left(unlocked: Unlocked) -> int:
    """For how many minutes more, begun ones counted whole."""
    return math.ceil((unlocked.until - timezone.now()) / timedelta(minutes=1))


def _label(user: User) -> bytes:
    return f"private-half-of:{user.pk}".encode()
