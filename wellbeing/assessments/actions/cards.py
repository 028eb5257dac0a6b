"""Fact cards: those of the project, those that people here wrote, and which of them are used."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from django.db import IntegrityError, transaction
from django.db.models import Max

from wellbeing.assessments.importing import factcards
from wellbeing.assessments.importing.cardform import BrokenCard
from wellbeing.assessments.importing.factcards import FactCard
from wellbeing.assessments.models import OwnCard

SHIPPED = "shipped"


class OtherCard(Exception):
    """The text is that of a card with another short name than the one that was opened."""


class NameTaken(Exception):
    """There is a card with this short name: a new version of it starts from that one."""


class ChangedMeanwhile(Exception):
    """Somebody else has settled this card since it was opened."""


@dataclass(frozen=True, slots=True)
class Known:
    """A card that is used: its text, and who wrote it, or None for one of the project."""

    card: FactCard
    text: str
    own: OwnCard | None
    is_shipped: bool

    @property
    def token(self) -> str:
        """What a page remembers of the card that it was made from."""
        return str(self.own.pk) if self.own else SHIPPED


def used() -> tuple[FactCard, ...]:
    """The cards that imports are held against."""
    return tuple(each.card for each in every())


def every() -> tuple[Known, ...]:
    """Each card that is used, by its short name, in one query.

    An own card that no longer fits the form, which may have changed with the project, gives way to the
    shipped one.
    """
    known = {card.id: Known(card, text, None, is_shipped=True) for card, text in factcards.with_texts()}
    for own in OwnCard.objects.filter(is_used=True):
        card = read(own.text)
        if card is not None:
            known[card.id] = Known(card, own.text, own, is_shipped=card.id in known)
    return tuple(known[name] for name in sorted(known))


@lru_cache(maxsize=50)
def read(text: str) -> FactCard | None:
    """The card, or None where the text is none."""
    try:
        return factcards.load(text)
    except BrokenCard:
        return None


@transaction.atomic
def write(*, text: str, by: str, today: date, name: str = "", token: str = "") -> OwnCard:
    """The next version of a card of our own, used from now on.

    `name` is the card that was opened and `token` what was used of it then; both empty for a new card. Raises
    BrokenCard, OtherCard, NameTaken or ChangedMeanwhile, and then has saved nothing.
    """
    card = factcards.load(text)
    if name and card.id != name:
        raise OtherCard
    there = {each.card.id: each for each in every()}.get(card.id)
    if not name and (there or OwnCard.objects.filter(card=card.id).exists()):
        raise NameTaken
    if name and (there.token if there else "") != token:
        raise ChangedMeanwhile
    last = OwnCard.objects.filter(card=card.id).aggregate(last=Max("number"))["last"] or 0
    own = OwnCard(
        card=card.id,
        number=last + 1,
        text=text,
        is_used=False,
        written_by=by,
        written_on=today,
        settled_by=by,
        settled_on=today,
    )
    try:
        with transaction.atomic():
            own.save(force_insert=True)
    except IntegrityError:
        raise ChangedMeanwhile from None
    return use(own=own, by=by, today=today)


@transaction.atomic
def use(*, own: OwnCard, by: str, today: date) -> OwnCard:
    """Take this version into use in the place of whichever was. Raises BrokenCard."""
    factcards.load(own.text)
    versions = list(OwnCard.objects.select_for_update().filter(card=own.card))
    _settle((each for each in versions if each.is_used and each.pk != own.pk), is_used=False, by=by, on=today)
    _settle((each for each in versions if each.pk == own.pk), is_used=True, by=by, on=today)
    own.refresh_from_db()
    return own


@transaction.atomic
def go_back(*, name: str, by: str, today: date) -> bool:
    """Use the project's card again, or none where the project has none. Says whether an own one was used."""
    versions = OwnCard.objects.select_for_update().filter(card=name, is_used=True)
    return bool(_settle(versions, is_used=False, by=by, on=today))


def _settle(versions: Iterable[OwnCard], *, is_used: bool, by: str, on: date) -> int:
    """How many were settled. One that is so already keeps who did it."""
    count = 0
    for each in versions:
        if each.is_used != is_used:
            each.is_used, each.settled_by, each.settled_on = is_used, by, on
            each.save(update_fields=["is_used", "settled_by", "settled_on"])
            count += 1
    return count
