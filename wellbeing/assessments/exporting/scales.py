"""Scales, for which a FHIR Questionnaire has no place at all."""

from collections.abc import Iterator

from wellbeing.assessments.exporting import names
from wellbeing.assessments.exporting.parts import Json, complex_extension, number, strings, texts
from wellbeing.assessments.rules.definition import Band, Reliability, Scale


def extension(scale: Scale) -> Json:
    return complex_extension(names.SCALE, _parts(scale))


def _parts(scale: Scale) -> Iterator[Json]:
    yield {"url": "key", "valueString": scale.key}
    yield from texts("title", scale.title)
    yield from texts("meaning", scale.meaning)
    yield from strings("item", scale.items)
    yield from strings("reversed", sorted(scale.reversed_items))
    yield {"url": "method", "valueCode": scale.method.value}
    yield {"url": "minAnswered", "valueInteger": scale.min_answered}
    yield {"url": "low", "valueDecimal": number(scale.low)}
    yield {"url": "high", "valueDecimal": number(scale.high)}
    yield {"url": "direction", "valueCode": scale.direction.value}
    yield {"url": "isStrain", "valueBoolean": scale.is_strain}
    for band in scale.bands:
        yield complex_extension("band", _band(band))
    if scale.reliability:
        yield complex_extension("reliability", _reliability(scale.reliability))


def _band(band: Band) -> Iterator[Json]:
    yield {"url": "startsAt", "valueDecimal": number(band.starts_at)}
    yield from texts("title", band.title)
    yield from texts("text", band.text)
    yield {"url": "kind", "valueCode": band.kind.value}
    yield from strings("source", [band.source])
    yield from strings("population", [band.population])
    if band.year is not None:
        yield {"url": "year", "valueInteger": band.year}


def _reliability(figures: Reliability) -> Iterator[Json]:
    yield from strings("coefficient", [figures.coefficient])
    yield {"url": "value", "valueDecimal": number(figures.value)}
    yield {"url": "sd", "valueDecimal": number(figures.sd)}
    if figures.n is not None:
        yield {"url": "n", "valueInteger": figures.n}
    yield from strings("population", [figures.population])
    yield from strings("source", [figures.source])
