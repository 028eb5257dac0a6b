"""Copies to carry away, made without a database: of our own instruments, and of odd ones drawn by chance."""

import random
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from django.template.loader import render_to_string
from django.utils.safestring import mark_safe
from django.utils.translation import override

from tests.assessments import building
from wellbeing.assessments import shipped
from wellbeing.assessments.rules.definition import (
    Direction,
    Instrument,
    Item,
    Method,
    Option,
    ResponseSet,
    Scale,
)
from wellbeing.assessments.rules.scoring import prepare, room, value_range
from wellbeing.assessments.taking.answers import NO_ANSWER, PLACES, Sheet
from wellbeing.assessments.taking.explaining import Explained
from wellbeing.assessments.taking.steps import CUT, StepsOf
from wellbeing.takeaway import page, places
from wellbeing.takeaway.checks import Check
from wellbeing.takeaway.signing import Signer

MADE_ON = date(2026, 11, 22)
SIGNER = Signer.of(bytes(range(32)))
Place = tuple[str, Decimal]
Written = dict[Place, list[tuple[str, str]]]


def own_checks(language: str) -> list[Check]:
    """The instruments that ship with the project, with their next steps."""
    found = []
    for each in shipped.read_all():
        written: Written = {}
        for step in each.steps:
            place = (step.scale, step.starts_at)
            written.setdefault(place, []).append((step.text[language], step.link.get(language, "")))
        found.append(check_of(each.instrument, language, written))
    return found


def odd_checks(count: int, language: str, *, seed: int) -> list[Check]:
    """Instruments with everything that a definition may have, in mixtures that nobody would publish."""
    chance = random.Random(seed)
    return [_odd(chance, language) for _ in range(count)]


def lines_for(check: Check, count: int, *, seed: int) -> list[str]:
    """Lines of answers: nothing, the ends of every question, as few as still count, and many by chance."""
    chance = random.Random(seed)
    sizes = [len(options) for options in check.sheet.options]
    lines = [NO_ANSWER * len(sizes), PLACES[0] * len(sizes), "".join(PLACES[size - 1] for size in sizes)]
    while len(lines) < count:
        gaps = chance.choice((0.0, 0.1, 0.3, 0.6))
        line = [NO_ANSWER if chance.random() < gaps else PLACES[chance.randrange(size)] for size in sizes]
        lines.append("".join(line))
    return lines


def check_of(instrument: Instrument, language: str, written: Written) -> Check:
    """`written` are the texts and links of next steps by scale and start of band."""
    with override(language):
        return Check(
            instrument,
            language,
            prepare(instrument),
            Sheet.of(instrument),
            tuple(Explained.of(instrument, scale, language) for scale in instrument.scales),
            _steps(written),
            places.fit({f"/{language}/help/": page.HELP, f"/{language}/check/": page.CHECKS}),
        )


def write_copy(folder: Path, checks: Sequence[Check], language: str = "ru", **around: Any) -> Path:
    """The copy as somebody has it on a stick, signed, with a little help and one lesson."""
    more = {"before_help": [], "help": HELP, "after_help": [], "course": "Курс", "lessons": LESSONS}
    with override(language):
        html = page.whole(language, checks, {**more, **around})
    file = folder / "notes.html"
    file.write_bytes(page.Undated(language, html).made(MADE_ON, SIGNER))
    return file


HELP = [
    {
        "title": "Я в России",
        "cards": [
            {"verified_on": date(2026, 11, 1), "html": mark_safe('<p>Линия <a href="tel:112">112</a></p>')},
            {"verified_on": date(2026, 9, 1), "html": mark_safe("<p>Чат поддержки</p>")},
        ],
    }
]
LESSONS = [
    {
        "at": "p3-1",
        "title": "Узнать выгорание",
        "intro": "Коротко.",
        "minutes": 13,
        "text": [mark_safe("<h4>Как это видно</h4><p>Усталость — не слабость.</p>")],
    }
]


def _steps(written: Written) -> StepsOf:
    rows = [(place, said) for place, texts in written.items() for said in texts]
    before, after = render_to_string("assessments/_steps.html", {"cut": CUT}).split(CUT)
    return StepsOf(
        items={
            key: render_to_string("assessments/_step.html", {"text": text, "link": link})
            for key, (_, (text, link)) in enumerate(rows)
        },
        by_place={
            place: tuple(key for key, (each, _) in enumerate(rows) if each == place) for place in written
        },
        frame=(before, after),
    )


def _odd(chance: random.Random, language: str) -> Check:
    sets = [_response_set(chance, f"set-{number}") for number in range(chance.randint(1, 3))]
    items = [
        Item(f"q{number}", building.create_texts(f"q{number}"), chance.choice(sets).key)
        for number in range(chance.randint(1, 12))
    ]
    scales = [_scale(chance, f"scale-{number}", items, sets) for number in range(chance.randint(1, 4))]
    instrument = building.create_instrument(items=items, response_sets=sets, scales=scales, key="odd")
    scales = [_banded(chance, instrument, scale) for scale in scales]
    written: Written = {}
    texts = [f"Шаг {number} & <b>" for number in range(6)]
    links = ["", "", f"/{language}/help/", f"/{language}/about/", "https://example.org/"]
    for scale in scales:
        for band in scale.bands:
            written[scale.key, band.starts_at] = [
                (chance.choice(texts), chance.choice(links)) for _ in range(chance.randint(0, 3))
            ]
    return check_of(replace(instrument, scales=tuple(scales)), language, written)


def _response_set(chance: random.Random, key: str) -> ResponseSet:
    decimals = chance.choice((0, 0, 1, 2, 4))
    numbers = chance.sample(range(-9 * 10**decimals, 30 * 10**decimals), chance.randint(2, 6))
    options = [
        Option(Decimal(number).scaleb(-decimals), building.create_texts(f"{key} {number}"))
        for number in numbers
    ]
    if chance.random() < 0.4:
        options.insert(1, Option(None, building.create_texts(f"{key} declined"), is_missing=True))
    if chance.random() < 0.3:
        options.append(Option(Decimal(99), building.create_texts(f"{key} unknown"), is_missing=True))
    return ResponseSet(key, tuple(options))


def _scale(chance: random.Random, key: str, items: Sequence[Item], sets: Sequence[ResponseSet]) -> Scale:
    mine = chance.sample(items, chance.randint(1, len(items)))
    rooms = {item.key: room(each) for item in mine for each in sets if each.key == item.response_set}
    low, high = (
        Decimal(chance.randint(-500, 0)) / 10,
        Decimal(chance.randint(1, 1000)) / chance.choice((1, 7)),
    )
    scale = building.create_scale(
        key=key,
        title=building.create_texts(key),
        items=[item.key for item in mine],
        reversed_items=frozenset(item.key for item in mine if chance.random() < 0.4),
        method=chance.choice(list(Method)),
        min_answered=chance.randint(1, len(mine)),
        low=low,
        high=high.quantize(Decimal("0.0001")),
        direction=chance.choice(list(Direction)),
        is_strain=chance.random() < 0.6,
        meaning=building.create_texts("meaning") if chance.random() < 0.5 else {},
        reliability=chance.choice(
            [
                None,
                building.create_reliability("0.8", "3.7"),
                building.create_reliability("1", "2"),
                building.create_reliability("0.61", "0.013"),
            ]
        ),
    )
    if scale.method is Method.RESCALE:
        return scale
    least, most = value_range(scale, rooms)
    if least == most:
        return replace(scale, method=Method.RESCALE)
    return replace(scale, low=least, high=most)


def _banded(chance: random.Random, instrument: Instrument, scale: Scale) -> Scale:
    """With bands that begin exactly at values that answers come to, and between them; or without any."""
    if chance.random() < 0.15:
        return scale
    plan = prepare(replace(instrument, scales=(scale,)))
    sheet = Sheet.of(instrument)
    starts = {scale.low}
    for _ in range(chance.randint(0, 4)):
        line = "".join(PLACES[chance.randrange(len(options))] for options in sheet.options)
        value = plan.score(sheet.codes(line))[0].value
        starts.add(value if value is not None else scale.low)
        starts.add(
            (scale.low + (scale.high - scale.low) * chance.randint(1, 9) / 10).quantize(Decimal("0.0001"))
        )
    bands = tuple(building.create_band(start, f"band {start}") for start in sorted(starts))
    return replace(scale, bands=bands)
