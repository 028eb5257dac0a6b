"""What a colleague does with their own key pair. Deriving a key from a passphrase is slow on purpose and
takes much memory, so it never happens inside a transaction."""

from datetime import date, datetime

from django.conf import settings
from django.contrib.auth.hashers import check_password
from django.contrib.auth.password_validation import CommonPasswordValidator, UserAttributeSimilarityValidator
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import LogContext, log

from wellbeing.accounts import sealed, throttles
from wellbeing.accounts.actions import following, teams
from wellbeing.accounts.models import KeyPair, Team, User
from wellbeing.accounts.sealed import Unlocked
from wellbeing.privacy import team_boxes
from wellbeing.privacy.sealing import DoesNotOpen
from wellbeing.privacy.team_boxes import Cost

SHORTEST = 16


class NoKeyPair(LookupError):
    """This colleague has made no keys yet."""


class HasKeyPair(Exception):
    """This colleague has keys; another pair would take their place."""


class WrongPassphrase(Exception):
    """The private half does not open with it."""


def make_key_pair(*, user: User, passphrase: str, today: date) -> KeyPair:
    """A colleague's first keys, by which they come into the teams that wait for nobody to admit them.

    Raises ValidationError for a weak passphrase, throttles.TooManyGuesses, HasKeyPair.
    """
    _require_strong(user, passphrase)
    if KeyPair.objects.filter(user=user).exists():
        raise HasKeyPair
    _require_another(user, passphrase)
    pair = _draw(user, passphrase, today)
    try:
        with transaction.atomic():
            pair.save(force_insert=True)
            _note(user, "accounts.make_keys")
            following.come_in(user=user)
    except IntegrityError:
        raise HasKeyPair from None
    return pair


def replace_key_pair(*, user: User, passphrase: str, today: date) -> KeyPair:
    """New keys for who has lost the passphrase. What was wrapped to the old ones goes, and so do the
    memberships: whoever holds the account now has to be admitted as a stranger would be.

    Raises ValidationError for a weak passphrase, throttles.TooManyGuesses, HasKeyPair if another press was
    first.
    """
    _require_strong(user, passphrase)
    _require_another(user, passphrase)
    pair = _draw(user, passphrase, today)
    try:
        with transaction.atomic():
            _replace(user, pair)
    except IntegrityError:
        raise HasKeyPair from None
    return pair


def change_passphrase(*, user: User, old: str, new: str) -> None:
    """The same keys under another passphrase. Raises as `unlock` does, and ValidationError for a weak one."""
    _require_strong(user, new)
    pair, private = _open(user, old)
    _require_another(user, new)
    box = team_boxes.lock(private, passphrase=new, cost=Cost(**settings.PASSPHRASE_COST))
    # Only over the box that was opened: keys that were replaced meanwhile stay as they are.
    if not KeyPair.objects.filter(pk=pair.pk, private_box=pair.private_box).update(private_box=box):
        raise WrongPassphrase


def unlock(*, user: User, passphrase: str, until: datetime) -> Unlocked:
    """A colleague's private half; and what is due in their teams is sealed anew.

    Raises throttles.TooManyGuesses, NoKeyPair, WrongPassphrase.
    """
    _pair, private = _open(user, passphrase)
    unlocked = Unlocked(user, private, until)
    sealed.renew(key=unlocked)
    return unlocked


def _require_strong(user: User, passphrase: str) -> None:
    """Raises ValidationError with a sentence for each thing that makes a passphrase easy to guess."""
    said = []
    if len(team_boxes.normal(passphrase)) < SHORTEST:
        said.append(
            _("Use at least %(count)d characters: five or six words, for example.") % {"count": SHORTEST}
        )
    if _is_guessable(user, passphrase):
        said.append(_("This is among the first things that somebody would try. Take something of your own."))
    if said:
        raise ValidationError(said)


def _require_another(user: User, passphrase: str) -> None:
    """Not the password. Asked last and counted: whoever found a session open could guess the password here.

    Raises ValidationError, throttles.TooManyGuesses.
    """
    throttles.count_comparison(user)
    if check_password(passphrase, user.password):
        raise ValidationError(_("This is how you sign in. The passphrase has to be another one."))


def _is_guessable(user: User, passphrase: str) -> bool:
    try:
        CommonPasswordValidator().validate(passphrase, user)
        UserAttributeSimilarityValidator(("username", "name")).validate(passphrase, user)
    except ValidationError:
        return True
    return len(set(passphrase)) < SHORTEST // 4


def _open(user: User, passphrase: str) -> tuple[KeyPair, bytes]:
    throttles.count_guess(user)
    pair = KeyPair.objects.filter(user=user).first()
    if pair is None:
        raise NoKeyPair
    try:
        private = team_boxes.unlock(bytes(pair.private_box), public=bytes(pair.public), passphrase=passphrase)
    except DoesNotOpen:
        raise WrongPassphrase from None
    throttles.forget_guesses(user)
    return pair, private


def _replace(user: User, pair: KeyPair) -> None:
    # The old pair first: whoever is admitting its owner holds it, and is waited for.
    KeyPair.objects.filter(user=user).delete()
    for team in Team.objects.filter(members__user=user).order_by("pk"):
        teams.leave(team=team, user=user, by=user)
    user.wraps.all().delete()
    pair.save(force_insert=True)
    _note(user, "accounts.replace_keys")


def _draw(user: User, passphrase: str, today: date) -> KeyPair:
    private = team_boxes.draw()
    return KeyPair(
        user=user,
        public=team_boxes.public_half(private),
        private_box=team_boxes.lock(private, passphrase=passphrase, cost=Cost(**settings.PASSPHRASE_COST)),
        made_month=today.replace(day=1),
    )


def _note(user: User, action: str) -> None:
    with LogContext(user=user):
        log(instance=user, action=action)
