"""What is read for the papers of a retreat."""

from courses.retreats import opened
from courses.retreats.documents.house_sheet import Counts, count
from courses.retreats.documents.room_cards import Card
from courses.retreats.models import Bed, Offer, Retreat


def counts(retreat: Retreat) -> Counts:
    """How many come and what they need. Raises server_keys.NoKey, sealing.DoesNotOpen."""
    rows = Offer.objects.filter(retreat=retreat, standing=Offer.Standing.ACCEPTED)
    facts = opened.facts_of(each.application for each in rows.select_related("application"))
    return count(facts.values())


def cards(retreat: Retreat) -> list[Card]:
    """A card for each room of the house; beds that are nobody's stay empty.

    Raises server_keys.NoKey, sealing.DoesNotOpen.
    """
    rows = Bed.objects.filter(retreat=retreat, offer__standing=Offer.Standing.ACCEPTED)
    beds = list(rows.select_related("offer__application").order_by("number"))
    facts = opened.facts_of(each.offer.application for each in beds)
    names: dict[object, list[str]] = {}
    for bed in beds:
        names.setdefault(bed.room_id, []).append(facts[bed.offer.application_id].name)
    return [
        _card(each.name, each.beds, names.get(each.pk, [])) for each in retreat.house.rooms.order_by("name")
    ]


def _card(room: str, beds: int, names: list[str]) -> Card:
    return Card(room, (*names, *[""] * (beds - len(names))))
