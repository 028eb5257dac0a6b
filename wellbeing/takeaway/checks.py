"""An instrument on its way into a copy: its questions as HTML, and all that its script needs to score them.

Nothing is worked out anew. The numbers are those of the plan by which the site scores, the sections those
that it shows, so that the script has only to count, to find a band and to write numbers in.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.template.loader import render_to_string

from wellbeing.assessments.rules.definition import Instrument
from wellbeing.assessments.rules.scoring import UNITS, Plan, ScaleResult
from wellbeing.assessments.taking.answers import PLACES, Sheet
from wellbeing.assessments.taking.catalogue import Shown
from wellbeing.assessments.taking.explaining import Explained
from wellbeing.assessments.taking.numbers import SHOWN_PLACES
from wellbeing.assessments.taking.pages import face, ordered_by_weight
from wellbeing.assessments.taking.steps import CUT, StepsOf, at_most_three
from wellbeing.takeaway.places import Fit

Data = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Check:
    """One instrument in one language; `fit` makes a text with links fit for the copy."""

    instrument: Instrument
    language: str
    plan: Plan
    sheet: Sheet
    scales: tuple[Explained, ...]
    steps: StepsOf
    fit: Fit
    frame: tuple[str, ...] = field(init=False)

    def __post_init__(self) -> None:
        context = {**face(self.instrument, self.language), "cut": CUT}
        parts = tuple(render_to_string("takeaway/_result.html", context).split(CUT))
        object.__setattr__(self, "frame", parts)

    @classmethod
    def of(cls, shown: Shown, fit: Fit) -> "Check":
        result = shown.result
        return cls(
            shown.instrument, shown.language, shown.plan, shown.sheet, result.scales, result.steps, fit
        )

    def result(self, line: str) -> str:
        """What the site would say to this line of answers: exactly this the script has to come to."""
        results = self.plan.score(self.sheet.codes(line))
        before, middle, after = self.frame
        sections = [one.section(result) for one, result in zip(self.scales, results, strict=True)]
        return "".join([before, *sections, middle, self._steps_of(results), after])

    def questions(self, number: int) -> str:
        """The part of the page that asks."""
        sets = {each.key: each.options for each in self.instrument.response_sets}
        questions = [
            {
                "name": f"q{place}",
                "number": place,
                "text": item.text[self.language],
                "is_sensitive": item.is_sensitive,
                "options": [
                    {"place": PLACES[at], "text": option.text[self.language]}
                    for at, option in enumerate(sets[item.response_set])
                ],
            }
            for place, item in enumerate(self.instrument.items, start=1)
        ]
        context = {**face(self.instrument, self.language), "check": number, "questions": questions}
        return render_to_string("takeaway/_check.html", context)

    def data(self) -> Data:
        """What the script reads. Values of scales are whole ten-thousandths; what may be large is text."""
        texts = list(dict.fromkeys(self.steps.items.values()))
        return {
            "items": [
                [self.plan.parts[key][option.code] for option in options]
                for key, options in zip(self.sheet.keys, self.sheet.options, strict=True)
            ],
            "scales": [self._scale(at, texts) for at in range(len(self.scales))],
            "steps": [self.fit(text) for text in texts],
            "list": list(self.steps.frame),
            "frame": list(self.frame),
            "comma": self.language == "ru",
        }

    def _scale(self, at: int, texts: Sequence[str]) -> Data:
        explained, plan = self.scales[at], self.plan.scales[at]
        scale, stretch = explained.scale, plan.stretch
        starts = [band.starts_at for band in scale.bands]
        return {
            "items": [
                [self.sheet.keys.index(key), size, is_reversed] for key, size, is_reversed in plan.items
            ],
            "least": scale.min_answered,
            "base": str(stretch.base),
            "spread": str(stretch.spread),
            "over": str(stretch.over),
            "step": _units(stretch.step),
            "low": _units(scale.low),
            "high": _units(scale.high),
            "margin": None if plan.margin is None else _units(plan.margin),
            "places": -int(SHOWN_PLACES[scale.method].as_tuple().exponent),
            "bands": [_units(start) for start in starts],
            "strain": scale.is_strain,
            "better": scale.direction == "better",
            "sections": [explained.sections[start] for start in starts or [scale.low]],
            "unscored": explained.sections[None],
            "steps": [
                [
                    texts.index(self.steps.items[key])
                    for key in self.steps.by_place.get((scale.key, start), ())
                ]
                for start in starts
            ],
        }

    def _steps_of(self, results: Sequence[ScaleResult]) -> str:
        keys = at_most_three(self.steps, ordered_by_weight(self.scales, results))
        if not keys:
            return ""
        before, after = self.steps.frame
        return "".join([before, *[self.fit(self.steps.items[key]) for key in keys], after])


def _units(number: Decimal) -> int:
    return int(number * UNITS)
