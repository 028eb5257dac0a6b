"""«My keys»: making, unlocking and locking them, and what to do when the passphrase is lost."""

from typing import cast

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from wellbeing.accounts import going_back, unlocking
from wellbeing.accounts.actions import key_pairs
from wellbeing.accounts.guards import staff
from wellbeing.accounts.models import KeyPair, User
from wellbeing.accounts.pages import frame
from wellbeing.accounts.pages.forms import ChangePassphraseForm, NewPassphraseForm, UnlockForm
from wellbeing.accounts.throttles import TooManyGuesses
from wellbeing.privacy import recovery_words

KEYS = "accounts:show_keys"
SUGGESTED_WORDS = 6


@staff("accounts.use_team")
@require_GET
def show(request: HttpRequest) -> HttpResponse:
    """Whether there are keys, whether they are unlocked, and for how long."""
    unlocked = unlocking.current(request)
    context = {
        "pair": KeyPair.objects.filter(user=request.user.pk).first(),
        "unlocked": unlocked,
        "minutes": unlocking.minutes_left(unlocked) if unlocked else 0,
    }
    return frame.page(request, "keys/show", _("My keys"), context, icon="key")


@staff("accounts.use_team")
@require_http_methods(["GET", "POST"])
def make(request: HttpRequest) -> HttpResponse:
    """The first keys, under a passphrase of one's own."""
    if KeyPair.objects.filter(user=request.user.pk).exists():
        return redirect(KEYS)
    form = NewPassphraseForm(request.POST or None)
    status = 200
    if form.is_valid():
        try:
            key_pairs.make_key_pair(
                user=_who(request), passphrase=form.cleaned_data["new"], today=timezone.localdate()
            )
        except ValidationError as weak:
            form.add_error("new", weak)
        except TooManyGuesses:
            form.add_error("new", _too_many())
            status = 429
        except key_pairs.HasKeyPair:
            return redirect(KEYS)
        else:
            messages.success(request, _("Your keys are made. Unlock them now, to be sure of the passphrase."))
            return redirect("accounts:unlock")
    return _page(request, "keys/make", _("Make keys"), form, status=status)


@staff("accounts.use_team")
@require_http_methods(["GET", "POST"])
def unlock(request: HttpRequest) -> HttpResponse:
    """Opens the keys for half an hour, and goes on to where the passphrase was needed."""
    form = UnlockForm(request.POST or None)
    status = 200
    if form.is_valid():
        try:
            unlocking.unlock(request, passphrase=form.cleaned_data["passphrase"])
        except key_pairs.NoKeyPair:
            return redirect(KEYS)
        except key_pairs.WrongPassphrase:
            form.add_error("passphrase", _("It does not open with this passphrase."))
        except TooManyGuesses:
            form.add_error("passphrase", _too_many())
            status = 429
        else:
            messages.success(request, _("Your keys are unlocked for half an hour."))
            return redirect(going_back.wanted(request, otherwise=reverse(KEYS)))
    elif not KeyPair.objects.filter(user=request.user.pk).exists():
        return redirect(KEYS)
    return _page(request, "keys/unlock", _("Unlock my keys"), form, status=status)


@staff("accounts.use_team")
@require_POST
def lock(request: HttpRequest) -> HttpResponse:
    """At once, before the half hour is over."""
    unlocking.lock(request)
    messages.success(request, _("Your keys are locked."))
    return redirect(KEYS)


@staff("accounts.use_team")
@require_http_methods(["GET", "POST"])
def change_passphrase(request: HttpRequest) -> HttpResponse:
    """The same keys under another passphrase."""
    form = ChangePassphraseForm(request.POST or None)
    status = 200
    if form.is_valid():
        old, new = form.cleaned_data["old"], form.cleaned_data["new"]
        try:
            key_pairs.change_passphrase(user=_who(request), old=old, new=new)
        except ValidationError as weak:
            form.add_error("new", weak)
        except key_pairs.NoKeyPair:
            return redirect(KEYS)
        except key_pairs.WrongPassphrase:
            form.add_error("old", _("It does not open with this passphrase."))
        except TooManyGuesses:
            form.add_error("old", _too_many())
            status = 429
        else:
            messages.success(request, _("From now on the new passphrase opens your keys."))
            return redirect(KEYS)
    return _page(request, "keys/change_passphrase", _("Change the passphrase"), form, status=status)


@staff("accounts.use_team")
@require_http_methods(["GET", "POST"])
def replace(request: HttpRequest) -> HttpResponse:
    """Other keys in the place of those whose passphrase is lost."""
    if not KeyPair.objects.filter(user=request.user.pk).exists():
        return redirect(KEYS)
    form = NewPassphraseForm(request.POST or None)
    status = 200
    if form.is_valid():
        try:
            key_pairs.replace_key_pair(
                user=_who(request), passphrase=form.cleaned_data["new"], today=timezone.localdate()
            )
        except ValidationError as weak:
            form.add_error("new", weak)
        except TooManyGuesses:
            form.add_error("new", _too_many())
            status = 429
        except key_pairs.HasKeyPair:
            messages.error(
                request, _("Your keys were replaced a moment ago, by another press of the button.")
            )
            return redirect(KEYS)
        else:
            messages.success(request, _("You have new keys. Now ask to be admitted to your team again."))
            return redirect(KEYS)
    return _page(request, "keys/replace", _("Replace lost keys"), form, status=status)


def _page(
    request: HttpRequest, template: str, title: str, form: object, *, status: int = 200
) -> HttpResponse:
    language = get_language() or "ru"
    context = {
        "form": form,
        "suggestion": recovery_words.suggest(language=language, count=SUGGESTED_WORDS),
    }
    above = [(reverse(KEYS), _("My keys"))]
    return frame.page(request, template, title, context, icon="key", above=above, status=status)


def _too_many() -> str:
    return _("Too many attempts. Nothing is tried for five minutes, not even the right passphrase.")


def _who(request: HttpRequest) -> User:
    return cast(User, request.user)
