"""The question page and the result page of one version in one language, as bytes."""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import zip_longest

from django.template.loader import render_to_string

from wellbeing.assessments.adding.contributions import always_fits
from wellbeing.assessments.models import InstrumentVersion
from wellbeing.assessments.rules.change import used_since
from wellbeing.assessments.rules.definition import Instrument, Item, LicenceClass
from wellbeing.assessments.rules.scoring import ScaleResult
from wellbeing.assessments.taking.answers import NO_ANSWER, PLACES
from wellbeing.assessments.taking.explaining import Explained
from wellbeing.assessments.taking.steps import CUT, StepsOf, at_most_three, steps_of
from wellbeing.ballots import forms
from wellbeing.privacy.padding import FRAME, pad_html, rounded_up

LENGTH_STEP = 1024
END_OF_SENTENCE = re.compile(r"(?<=[.!?…])\s+(?=[A-ZА-ЯЁ«“\"])")


@dataclass(frozen=True, slots=True)
class QuestionPage:
    """The page that asks; `plain` is the same for everybody, `again` keeps what a person had marked.

    `size` is the one length of `again`, whatever was marked.
    """

    version: InstrumentVersion
    instrument: Instrument
    language: str
    plain: bytes = field(init=False)
    size: int = field(init=False)

    def __post_init__(self) -> None:
        count = len(self.instrument.items)
        longest = self._render(NO_ANSWER * count, range(1, count + 1), needs_another_look=True)
        object.__setattr__(self, "plain", self._render())
        object.__setattr__(self, "size", rounded_up(len(longest) + LENGTH_STEP // 4, LENGTH_STEP))

    def again(self, marked: str, bad: Collection[int]) -> bytes:
        """The page with the answers of the line `marked`, saying which questions need another look."""
        return pad_html(self._render(marked, bad, needs_another_look=True), self.size)

    def on(self, page: str, around: Mapping[str, object], marked: str = "", bad: Collection[int] = ()) -> str:
        """The same questions on another page: a template that extends this one's, with what it needs."""
        context = self._context(marked, bad, needs_another_look=bool(bad))
        return render_to_string(page, {**context, **around})

    def _render(
        self, marked: str = "", bad: Collection[int] = (), *, needs_another_look: bool = False
    ) -> bytes:
        context = self._context(marked, bad, needs_another_look=needs_another_look)
        return render_to_string("assessments/questions.html", context).encode()

    def _context(self, marked: str, bad: Collection[int], *, needs_another_look: bool) -> dict[str, object]:
        return {
            **where(self.version.instrument.slug, self.language),
            "code": self.version.code,
            "slug": self.version.instrument.slug,
            **face(self.instrument, self.language),
            "questions": [
                self._question(number, item, place, number in bad)
                for number, (item, place) in enumerate(
                    zip_longest(self.instrument.items, marked[: len(self.instrument.items)]), start=1
                )
            ],
            "needs_another_look": needs_another_look,
            "bad": sorted(bad),
        }

    def _question(self, number: int, item: Item, place: str | None, bad: object) -> dict[str, object]:
        options = next(
            each.options for each in self.instrument.response_sets if each.key == item.response_set
        )
        return {
            "name": f"q{number}",
            "number": number,
            "text": item.text[self.language],
            "is_sensitive": item.is_sensitive,
            "bad": bad,
            "skipped": place == NO_ANSWER,
            "options": [
                {"place": PLACES[i], "text": option.text[self.language], "marked": PLACES[i] == place}
                for i, option in enumerate(options)
            ],
        }


@dataclass(frozen=True, slots=True)
class ResultPage:
    """The answer to a self-check: fixed parts around the scales' sections, always of one length.

    `offer` are the parts of what adds the result to the anonymous picture, none where it has no room in a
    ballot. Its place is kept free when it is not there, so that the length is one then, too.
    """

    frame: tuple[str, ...]
    scales: tuple[Explained, ...]
    steps: StepsOf
    offer: tuple[str, ...]
    size: int

    @classmethod
    def of(cls, version: InstrumentVersion, instrument: Instrument, language: str) -> "ResultPage":
        scales = tuple(Explained.of(instrument, scale, language) for scale in instrument.scales)
        frame = frame_of(version.instrument.slug, version.code, instrument, language)
        steps = steps_of(version.instrument, language)
        offer = offer_of(version, instrument, language)
        longest = (
            sum(len(part.encode()) for part in (*frame, *offer))
            + sum(each.longest() for each in scales)
            + steps.longest()
            + len(instrument.items) * (len(frame) - 3)
            + forms.LENGTH
        )
        return cls(frame, scales, steps, offer, rounded_up(longest + FRAME, LENGTH_STEP))

    def render(self, results: Sequence[ScaleResult], line: str, *, form: str = "") -> bytes:
        """The whole page for these results; `line` are the answers, carried along to keep or print them.

        With a `form` it offers to add them to the picture.
        """
        before, middle, *carried, after = self.frame
        scored, steps = self.sections(results), self.steps_html(results)
        offer = self._offered(line, form) if form else ""
        page = "".join([before, scored, middle, steps, line.join(carried), offer, after])
        return pad_html(page.encode(), self.size)

    def _offered(self, line: str, form: str) -> str:
        before, between, after = self.offer
        return f"{before}{line}{between}{form}{after}"

    def sections(self, results: Sequence[ScaleResult]) -> str:
        return "".join(
            [explained.section(result) for explained, result in zip(self.scales, results, strict=True)]
        )

    def steps_html(self, results: Sequence[ScaleResult]) -> str:
        """At most three next steps for the whole page, the heaviest scales first."""
        return self.steps.html(at_most_three(self.steps, ordered_by_weight(self.scales, results)))


def ordered_by_weight(
    scales: Sequence[Explained], results: Sequence[ScaleResult]
) -> list[tuple[str, Decimal]]:
    """(scale, start of its band) of the scored scales: strain first, and of those the furthest band first."""
    weighed = []
    for explained, result in zip(scales, results, strict=True):
        if result.band is None:
            continue
        bands = explained.scale.bands
        place = bands.index(result.band)
        if explained.scale.direction == "better":
            place = len(bands) - 1 - place
        weighed.append((not explained.scale.is_strain, -place, result.scale, result.band.starts_at))
    return [(key, start) for _, _, key, start in sorted(weighed, key=lambda row: row[:2])]


def where(slug: str, language: str) -> dict[str, str]:
    """What the frame and the forms need to know of where they stand: one address takes everything."""
    path = f"check/{slug}/"
    return {"language": language, "path": path, "address": f"/{language}/{path}"}


def face(instrument: Instrument, language: str) -> dict[str, object]:
    """What every page says of the instrument itself; `about_in_short` is the first sentence of `about`."""
    about = instrument.about.get(language, "")
    return {
        "title": instrument.title[language],
        "about": about,
        "about_in_short": END_OF_SENTENCE.split(about, maxsplit=1)[0],
        "recall": instrument.recall.get(language, ""),
        "is_validated": instrument.is_validated,
        "is_own": instrument.licence.licence_class is LicenceClass.OWN,
        "is_assumed": any(
            scale.reliability is not None and scale.reliability.coefficient == "assumed"
            for scale in instrument.scales
        ),
        "measured_since": max(filter(None, map(used_since, instrument.scales)), default=None),
        "attribution": instrument.licence.attribution.get(language, ""),
    }


def offer_of(version: InstrumentVersion, instrument: Instrument, language: str) -> tuple[str, ...]:
    """What adds a result to the anonymous picture: around the answers and the form's token."""
    if not always_fits(instrument, version.number, language=language):
        return ()
    context = {**where(version.instrument.slug, language), "code": version.code, "cut": CUT}
    return tuple(render_to_string("assessments/adding/_offer.html", context).split(CUT))


def frame_of(
    slug: str,
    code: str,
    instrument: Instrument,
    language: str,
    *,
    page: str = "assessments/result.html",
    around: Mapping[str, object] | None = None,
) -> tuple[str, ...]:
    """The fixed parts: before the sections, before the steps, around each place for the answers, and
    after the place of the offer.

    `page` is this template or one that extends it, with what it needs.
    """
    context = {**where(slug, language), "code": code, **face(instrument, language), "cut": CUT}
    return tuple(render_to_string(page, {**context, **(around or {})}).split(CUT))
