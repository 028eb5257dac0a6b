"""The result of one scale as HTML, made ahead for every band.

A template is rendered once for each band of a scale (and for the case that it cannot be scored) with
tokens in place of the numbers. A request only writes its numbers in. So the answer to a self-check costs
little, and the longest answer that an instrument can give is known before anybody gives one.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.template.loader import render_to_string

from wellbeing.assessments.rules.definition import Band, Instrument, LicenceClass, Scale
from wellbeing.assessments.rules.scoring import ScaleResult
from wellbeing.assessments.taking.numbers import STEPS, longest_shown, shown, step

TOKENS = ("@value@", "@low@", "@high@", "@at@", "@from@", "@to@", "@answered@")
MOST_SHADES = 5


@dataclass(frozen=True, slots=True)
class Explained:
    """One scale's sections in one language: by band (its start as key), and for no score (key None)."""

    scale: Scale
    language: str
    sections: dict[Decimal | None, str]

    @classmethod
    def of(cls, instrument: Instrument, scale: Scale, language: str) -> "Explained":
        bands: Sequence[Band | None] = scale.bands or (None,)
        sections: dict[Decimal | None, str] = {
            _key(band, scale): _render("_scale.html", instrument, scale, band, language) for band in bands
        }
        sections[None] = _render("_no_score.html", instrument, scale, None, language)
        return cls(scale, language, sections)

    def section(self, result: ScaleResult) -> str:
        """The section for this result with its numbers written in."""
        if result.value is None:
            return self.sections[None].replace("@answered@", str(result.answered))
        low = result.value if result.low_error is None else result.low_error
        high = result.value if result.high_error is None else result.high_error
        html = self.sections[_key(result.band, self.scale)]
        for token, text in zip(TOKENS, self._numbers(result.value, low, high, result.answered), strict=True):
            html = html.replace(token, text)
        return html

    def longest(self) -> int:
        """Bytes that no section of this scale exceeds."""
        number, place, count = longest_shown(self.scale), len(str(STEPS)), len(str(len(self.scale.items)))
        longest = (number, number, number, place, place, place, count)
        grown = [(token, most - len(token)) for token, most in zip(TOKENS, longest, strict=True)]
        return max(
            len(html.encode()) + sum(html.count(token) * more for token, more in grown)
            for html in self.sections.values()
        )

    def _numbers(self, value: Decimal, low: Decimal, high: Decimal, answered: int) -> tuple[str, ...]:
        scale, language = self.scale, self.language
        return (
            shown(value, scale, language),
            shown(low, scale, language),
            shown(high, scale, language),
            f"{step(value, scale):02}",
            f"{step(low, scale):02}",
            f"{step(high, scale):02}",
            str(answered),
        )


def segments(scale: Scale) -> list[dict[str, str]]:
    """The bands as stretches of the drawn line: classes of where each begins and ends, and its shade 1..5."""
    starts = [step(band.starts_at, scale) for band in scale.bands] + [STEPS]
    return [
        {"start": f"{starts[i]:02}", "end": f"{starts[i + 1]:02}", "shade": str(min(i + 1, MOST_SHADES))}
        for i in range(len(scale.bands))
    ]


def _key(band: Band | None, scale: Scale) -> Decimal:
    return band.starts_at if band else scale.low


def _render(template: str, instrument: Instrument, scale: Scale, band: Band | None, language: str) -> str:
    context = {
        "scale": scale,
        "title": scale.title.get(language, ""),
        "meaning": scale.meaning.get(language, ""),
        "band": band,
        "band_title": band.title.get(language, "") if band else "",
        "band_text": band.text.get(language, "") if band else "",
        "is_own": instrument.licence.licence_class is LicenceClass.OWN,
        "segments": segments(scale),
        "low": shown(scale.low, scale, language),
        "high": shown(scale.high, scale, language),
        "of": len(scale.items),
    }
    return render_to_string(f"assessments/{template}", context)
