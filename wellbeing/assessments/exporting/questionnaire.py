"""An instrument as a FHIR Questionnaire, R4 or R5: one JSON file that our importer reads back to the same.

What FHIR has a place for stands in that place alone, so that nothing is said twice: title, description,
questions, answers with their numbers, publisher, copyright. The rest stands in extensions of ours (`names`).
Who checked the licence, and when, stays behind: it is the name of a colleague, and whoever loads the file
checks anew.
"""

import json
from collections.abc import Iterator
from itertools import count
from urllib.parse import quote

from wellbeing.assessments.exporting import names, scales
from wellbeing.assessments.exporting.names import Edition, Release
from wellbeing.assessments.exporting.parts import Json, complex_extension, number, strings, text
from wellbeing.assessments.rules.definition import Instrument, Item, Licence, Option, ResponseSet

CHOICE = {Release.R4: {"type": "choice"}, Release.R5: {"type": "coding", "answerConstraint": "optionsOnly"}}


def as_json(instrument: Instrument, edition: Edition, release: Release) -> bytes:
    """The whole file in UTF-8; the same instrument gives the same bytes."""
    resource = questionnaire(instrument, edition, release)
    return (json.dumps(resource, ensure_ascii=False, indent=1, allow_nan=False) + "\n").encode()


def questionnaire(instrument: Instrument, edition: Edition, release: Release) -> Json:
    base = base_language(instrument)
    extensions = [complex_extension(names.INSTRUMENT, _whole(instrument, base, release))]
    extensions += [scales.extension(scale) for scale in instrument.scales]
    published = {"date": edition.published_on.isoformat()} if edition.published_on else {}
    return {
        "resourceType": "Questionnaire",
        "language": base,
        "extension": extensions,
        "url": f"{names.OURS}Questionnaire/{quote(instrument.key, safe='')}",
        "version": str(edition.number),
        "name": _computer_name(instrument.key),
        **text("title", instrument.title, base),
        "status": edition.status,
        **published,
        **({"publisher": instrument.licence.holder} if instrument.licence.holder else {}),
        **text("description", instrument.about, base),
        **text("copyright", instrument.licence.attribution, base),
        "item": [*_recall(instrument, base), *_items(instrument, base, release)],
    }


def base_language(instrument: Instrument) -> str:
    """The language that the resource itself is in: the first that the instrument announces."""
    return next(iter((*instrument.languages, *instrument.title)), "ru")


def _whole(instrument: Instrument, base: str, release: Release) -> Iterator[Json]:
    yield {"url": "key", "valueString": instrument.key}
    for language in instrument.languages:
        yield {"url": "language", "valueCode": language}
    yield {"url": "isValidated", "valueBoolean": instrument.is_validated}
    yield from _licence(instrument.licence)
    used = {item.response_set for item in instrument.items}
    for each in instrument.response_sets:
        yield complex_extension("responseSet", _response_set(each, base, release, is_used=each.key in used))


def _licence(licence: Licence) -> Iterator[Json]:
    yield {"url": "licence", "valueCode": licence.licence_class.value}
    if licence.evidence_url:
        yield {"url": "licenceEvidence", "valueUrl": licence.evidence_url}
    if licence.evidence_on:
        yield {"url": "licenceEvidenceOn", "valueDate": licence.evidence_on}
    yield from strings("licenceReference", [licence.reference])
    yield from strings("licenceUse", licence.allowed_uses)


def _response_set(each: ResponseSet, base: str, release: Release, *, is_used: bool) -> Iterator[Json]:
    """Its key, in the place that it has in the order; the answers too where no question gives them."""
    yield {"url": "key", "valueString": each.key}
    if not is_used:
        yield from ({"url": "option", **option} for option in _options(each, base, release, url="extension"))


def _recall(instrument: Instrument, base: str) -> list[Json]:
    """The period asked about, as the text before the first question."""
    said = text("text", instrument.recall, base)
    if not said:
        return []
    keys = {item.key for item in instrument.items}
    link = next(name for n in count() if (name := f"recall-{n}" if n else "recall") not in keys)
    mark = {"url": names.RECALL, "valueBoolean": True}
    return [{"extension": [mark], "linkId": link, **said, "type": "display"}]


def _items(instrument: Instrument, base: str, release: Release) -> Iterator[Json]:
    sets = {each.key: each for each in instrument.response_sets}
    for item in instrument.items:
        response_set = sets.get(item.response_set)
        options = list(_options(response_set, base, release)) if response_set else []
        yield {
            "extension": [complex_extension(names.ITEM, _about(item))],
            "linkId": item.key,
            **text("text", item.text, base),
            **CHOICE[release],
            "required": False,
            **({"answerOption": options} if options else {}),
        }


def _about(item: Item) -> Iterator[Json]:
    yield {"url": "responseSet", "valueString": item.response_set}
    yield {"url": "isSensitive", "valueBoolean": item.is_sensitive}


def _options(each: ResponseSet, base: str, release: Release, *, url: str = "") -> Iterator[Json]:
    """Answers, numbered by extensions beside them; with `url`, by extensions inside their coding."""
    for place, option in enumerate(each.options, start=1):
        marks = list(_marks(option, release))
        code = f"none-{place}" if option.code is None else str(number(option.code))
        coding: Json = {"system": names.CODES + quote(each.key, safe=""), "code": code}
        coding |= text("display", option.text, base)
        if url:
            yield {"valueCoding": ({"extension": marks} if marks else {}) | coding}
        else:
            yield ({"extension": marks} if marks else {}) | {"valueCoding": coding}


def _marks(option: Option, release: Release) -> Iterator[Json]:
    if option.code is not None:
        yield {"url": release.weight, "valueDecimal": number(option.code)}
    if option.is_missing:
        yield {"url": names.NO_ANSWER, "valueBoolean": True}


def _computer_name(key: str) -> str:
    """As FHIR wishes names for programs: a capital, then letters and digits."""
    words = "".join(letter if letter.isascii() and letter.isalnum() else " " for letter in key).split()
    return "".join(
        ["Q" if not words or words[0][0].isdigit() else "", *(word.capitalize() for word in words)]
    )
