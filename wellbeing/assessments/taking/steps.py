"""The next steps that editors connected to (scale, band), in one language, made ahead as list items."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import chain, zip_longest

from django.template.loader import render_to_string

from wellbeing.assessments.models import Instrument, NextStep

MOST_STEPS = 3
# Marks in a rendered template where a request writes its part; no text from the database holds a NUL.
CUT = "\0cut\0"

Place = tuple[str, Decimal]


@dataclass(frozen=True, slots=True)
class StepsOf:
    """HTML of each step by its key, the keys by place, and what frames a list of them."""

    items: dict[int, str]
    by_place: dict[Place, tuple[int, ...]]
    frame: tuple[str, str]

    def html(self, keys: Sequence[int]) -> str:
        if not keys:
            return ""
        return self.frame[0] + "".join([self.items[key] for key in keys]) + self.frame[1]

    def longest(self) -> int:
        """Bytes that no list of steps exceeds."""
        lengths = sorted((len(html.encode()) for html in self.items.values()), reverse=True)
        return sum(len(part.encode()) for part in self.frame) + sum(lengths[:MOST_STEPS])


def at_most_three(steps: StepsOf, places: Sequence[Place]) -> list[int]:
    """The first step of each place in turn, then the second of each, until there are three; none twice."""
    rounds = zip_longest(*(steps.by_place.get(place, ()) for place in places))
    keys = [key for key in chain.from_iterable(rounds) if key is not None]
    by_text = {steps.items[key]: key for key in reversed(keys)}
    return [key for key in keys if by_text[steps.items[key]] == key][:MOST_STEPS]


def steps_of(instrument: Instrument, language: str) -> StepsOf:
    rows = [row for row in NextStep.objects.filter(instrument=instrument) if _text(row, language)]
    by_place: dict[Place, tuple[int, ...]] = {}
    for row in rows:
        place = (row.scale_key, row.band_starts_at)
        by_place[place] = (*by_place.get(place, ()), row.pk)
    before, after = render_to_string("assessments/_steps.html", {"cut": CUT}).split(CUT)
    return StepsOf(
        items={
            row.pk: render_to_string(
                "assessments/_step.html",
                {"text": _text(row, language), "link": row.link_ru if language == "ru" else row.link_en},
            )
            for row in rows
        },
        by_place=by_place,
        frame=(before, after),
    )


def _text(row: NextStep, language: str) -> str:
    return row.text_ru if language == "ru" else row.text_en
