"""The one key that exists only as words on paper: made once, tested, used when nobody else can open."""

from datetime import date

from django.db import IntegrityError, transaction
from django.db.models import Exists, OuterRef

from wellbeing.accounts.actions import teams
from wellbeing.accounts.models import RecoveryKey, SealedRecord, Team, TeamMember, User, WrappedKey
from wellbeing.privacy import recovery_words, team_boxes
from wellbeing.privacy.recovery_words import BadWords


class AlreadyMade(Exception):
    """There is a recovery key that was tested, or that alone opens some record."""


class WrongWords(Exception):
    """These are not the words of the recovery key."""


@transaction.atomic
def make_recovery_key(*, language: str, today: date) -> list[str]:
    """The 24 words of a new recovery key, known only to the caller: nothing of them is stored.

    It may take the place of one whose words nobody has tested. What was sealed before is sealed to it when a
    member unlocks. Raises AlreadyMade.
    """
    # As `sealed.hold` does for one: nobody seals anything meanwhile that would not be for this key too.
    list(Team.objects.select_for_update(no_key=True).order_by("pk"))
    earlier = RecoveryKey.objects.select_for_update().first()
    if earlier and (earlier.tested_month or _opens_alone()):
        raise AlreadyMade
    forget_recovery_key()
    private = team_boxes.draw()
    public = team_boxes.public_half(private)
    try:
        with transaction.atomic():
            RecoveryKey.objects.create(public=public, made_month=today.replace(day=1))
    except IntegrityError:
        raise AlreadyMade from None
    SealedRecord.objects.update(needs_new_key=True)
    return recovery_words.write(private, language=language)


@transaction.atomic
def forget_recovery_key() -> None:
    """The words open nothing any more: they are lost, or somebody has seen them."""
    WrappedKey.objects.filter(member=None).delete()
    RecoveryKey.objects.all().delete()
    SealedRecord.objects.update(needs_new_key=True)


def test_recovery(*, words: str, today: date) -> bool:
    """Whether these are the words; if so, the month is noted."""
    try:
        _private_half(words)
    except WrongWords:
        return False
    RecoveryKey.objects.update(tested_month=today.replace(day=1))
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


def _opens_alone() -> bool:
    """Whether some record is sealed to nobody but the recovery key."""
    wraps = WrappedKey.objects.filter(record=OuterRef("pk"))
    is_alone = Exists(wraps.filter(member=None)) & ~Exists(wraps.exclude(member=None))
    return SealedRecord.objects.filter(is_alone).exists()
