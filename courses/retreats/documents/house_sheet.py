"""How many come and what they need, for the kitchen and the host: counts alone, and nobody's name, region or
ticket. What people said about food is there only where the team's own keys opened it, in an order of chance.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.text import capfirst
from django.utils.translation import override

from courses.retreats.documents import sheets
from courses.retreats.models import Retreat
from courses.retreats.models.choices import Feature, Help
from courses.retreats.rules.facts import Facts
from trainers.models.choices import Languages


@dataclass(frozen=True, slots=True)
class Counts:
    """How many people come, and for how many what counts, by key."""

    people: int
    alone: int
    features: dict[str, int]
    helps: dict[str, int]
    languages: dict[str, int]


def count(facts: Iterable[Facts]) -> Counts:
    people = list(facts)
    return Counts(
        people=len(people),
        alone=sum(each.alone for each in people),
        features=Counter(key for each in people for key in each.features),
        helps=Counter(key for each in people for key in each.helps),
        languages=Counter(each.language for each in people),
    )


def pdf(
    retreat: Retreat, counts: Counts, language: str, *, team: int, food: Sequence[str] | None = None
) -> bytes:
    """`team` is how many hold it; `food` what people said of it, or None where nobody opened that."""
    with override(language):
        context = {
            "when": sheets.days(retreat),
            "nights": (retreat.ends_on - retreat.begins_on).days,
            "counts": counts,
            "team": team,
            "all": counts.people + team,
            "features": [
                (capfirst(label), n) for key, label in Feature.choices if (n := counts.features.get(key))
            ],
            "helps": [(capfirst(label), n) for key, label in Help.choices if (n := counts.helps.get(key))],
            "languages": [
                (capfirst(label), n) for key, label in Languages.choices if (n := counts.languages.get(key))
            ],
            "food": food,
        }
    return sheets.pdf("house_sheet", language, context)
