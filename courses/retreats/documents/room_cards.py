"""Cards for the doors, of A6, four on a sheet: who sleeps in the room, by working names."""

from dataclasses import dataclass

from courses.retreats.documents import sheets

MANY = 6
ON_A_SHEET = 4


@dataclass(frozen=True, slots=True)
class Card:
    """A room, and for each of its beds in their order a name or nothing."""

    room: str
    beds: tuple[str, ...]

    @property
    def is_full(self) -> bool:
        """Whether its lines have to stand closer."""
        return len(self.beds) > MANY


def pdf(cards: list[Card], language: str) -> bytes:
    context = {"sheets": [cards[first : first + ON_A_SHEET] for first in range(0, len(cards), ON_A_SHEET)]}
    return sheets.pdf("room_cards", language, context, stylesheet=sheets.CARDS)
