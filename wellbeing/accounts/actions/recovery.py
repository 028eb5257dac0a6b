"""The one key that exists only as words on paper: made once, tested, used when nobody else can open."""

from datetime import date

from django.db import IntegrityError, transaction
from django.db.models import Exists, OuterRef
from wagtail.log_actions import LogContext, log

from wellbeing.accounts.actions import teams
from wellbeing.accounts.models import RecoveryKey, SealedRecord, Team, TeamMember, User, WrappedKey
from wellbeing.privacy import recovery_words, team_boxes
from wellbeing.privacy.recovery_words import BadWords


class AlreadyMade(Exception):
    """There is a recovery key that was tested, or that alone opens some record."""


class WrongWords(Exception):
    """These are not the words of the recovery key."""


@transaction.atomic
def make_recovery_key(*, language: str, today: date, by: User | None) -> list[str]:
    """The 24 words of a new recovery key, known only to the caller: nothing of them is stored.

    It may take the place of one whose words nobody has tested. What was sealed before is sealed to it when a
    member unlocks. Raises AlreadyMade.
    """
    # As `sealed.hold` does for one: nobody seals anything meanwhile that would not be for this key too.
    list(Team.objects.select_for_update(no_key=True).order_by("pk"))
    earlier = RecoveryKey.objects.select_for_update().first()
    if earlier and (earlier.tested_month or _opens_alone()):
        raise AlreadyMade
    _forget()
    private = team_boxes.draw()
    public = team_boxes.public_half(private)
    try:
        with transaction.atomic():
            made = RecoveryKey.objects.create(public=public, made_month=today.replace(day=1))
    except IntegrityError:
        raise AlreadyMade from None
    _note(made, "accounts.replace_recovery" if earlier else "accounts.make_recovery", by=by)
    SealedRecord.objects.update(needs_new_key=True)
    return recovery_words.write(private, language=language)


@transaction.atomic
def forget_recovery_key(*, by: User | None) -> None:
    """The words open nothing any more: they are lost, or somebody has seen them."""
    for key in RecoveryKey.objects.select_for_update():
        _note(key, "accounts.forget_recovery", by=by)
    _forget()


def _forget() -> None:
    WrappedKey.objects.filter(member=None).delete()
    RecoveryKey.objects.all().delete()
    SealedRecord.objects.update(needs_new_key=True)


@transaction.atomic
def test_recovery(*, words: str, today: date, by: User | None) -> bool:
    """Whether these are the words; if so, the month is noted, and in the history who tested them."""
    try:
        _private_half(words)
    except WrongWords:
        return False
    RecoveryKey.objects.update(tested_month=today.replace(day=1))
    for key in RecoveryKey.objects.all():
        _note(key, "accounts.test_recovery", by=by)
    return True


def recover(*, team: Team, words: str, member: User, by: User | None) -> TeamMember:
    """Gives somebody the whole of a team's records back by the words.

    Raises WrongWords, teams.MayNotBeIn, teams.HasNoKeys.
    """
    return teams.give_back(team=team, member=member, private=_private_half(words), by=by)


def _private_half(words: str) -> bytes:
    try:
        private = recovery_words.read(words)
    except BadWords:
        raise WrongWords from None
    if not RecoveryKey.objects.filter(public=team_boxes.public_half(private)).exists():
        raise WrongWords
    return private


def _note(key: RecoveryKey, action: str, *, by: User | None) -> None:
    with LogContext(user=by):
        log(instance=key, action=action)


def _opens_alone() -> bool:
    """Whether some record is sealed to nobody but the recovery key."""
    wraps = WrappedKey.objects.filter(record=OuterRef("pk"))
    is_alone = Exists(wraps.filter(member=None)) & ~Exists(wraps.exclude(member=None))
    return SealedRecord.objects.filter(is_alone).exists()
