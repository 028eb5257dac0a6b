"""What is wrong with a definition before anybody publishes it.

An ERROR makes the instrument impossible to ask, score or show, and blocks publication. A WARNING is
what was found wrong in real questionnaire files and may yet be meant: a named person signs it off.
An instrument without errors can be prepared for scoring and gives no value outside its scales' ranges.

Never raises, whatever the definition holds. Pure: imports no framework.
"""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from wellbeing.assessments.rules import change, scoring
from wellbeing.assessments.rules.definition import (
    Instrument,
    LicenceClass,
    Option,
    Reliability,
    ResponseSet,
    Scale,
    Texts,
)
from wellbeing.assessments.rules.problem import Kind, Problem, Severity, problem
from wellbeing.assessments.taking.answers import PLACES

__all__ = ["Kind", "Problem", "Severity", "problems"]

MOST_ITEMS = 100
MOST_SCALES = 8
MOST_OPTIONS = len(PLACES)


def problems(instrument: Instrument) -> tuple[Problem, ...]:
    """All that is wrong with `instrument`, in the order in which a reader of it would meet it."""
    found = [*_whole(instrument), *_texts(instrument), *_items(instrument)]
    found += _repeated(instrument, "items", [item.text for item in instrument.items])
    for i, response_set in enumerate(instrument.response_sets):
        place = f"response_sets[{i}].options"
        found += _response_set(place, response_set)
        found += _repeated(instrument, place, [option.text for option in response_set.options])
    found += _directions(instrument)
    rooms = _rooms(instrument)
    known = {item.key for item in instrument.items}
    for i, scale in enumerate(instrument.scales):
        place = f"scales[{i}]"
        found += _scale_items(place, scale, known)
        found += _range(place, scale, rooms)
        found += _bands(f"{place}.bands", scale)
        if scale.reliability is not None:
            found += _reliability(f"{place}.reliability", scale, scale.reliability)
    return tuple(found)


def _whole(instrument: Instrument) -> Iterator[Problem]:
    for kind, place, part in (
        (Kind.NO_LANGUAGES, "languages", instrument.languages),
        (Kind.NO_ITEMS, "items", instrument.items),
        (Kind.NO_SCALES, "scales", instrument.scales),
    ):
        if not part:
            yield problem(kind, place)
    if (count := len(instrument.items)) > MOST_ITEMS:
        yield problem(Kind.TOO_MANY_ITEMS, "items", count=count, most=MOST_ITEMS)
    if (count := len(instrument.scales)) > MOST_SCALES:
        yield problem(Kind.TOO_MANY_SCALES, "scales", count=count, most=MOST_SCALES)
    if instrument.licence.licence_class is LicenceClass.NEVER:
        yield problem(Kind.LICENCE_NEVER, "licence.licence_class")
    yield from _keys("items", [item.key for item in instrument.items])
    yield from _keys("response_sets", [each.key for each in instrument.response_sets])
    yield from _keys("scales", [scale.key for scale in instrument.scales])


def _keys(place: str, keys: Sequence[str]) -> Iterator[Problem]:
    seen: set[str] = set()
    for i, key in enumerate(keys):
        if not key.strip():
            yield problem(Kind.KEY_MISSING, f"{place}[{i}].key")
        elif key in seen:
            yield problem(Kind.DUPLICATE_KEY, f"{place}[{i}].key", key=key)
        seen.add(key)


def _texts(instrument: Instrument) -> Iterator[Problem]:
    """A needed text is there in every language; any other is there in all of them or in none."""
    for place, text, is_needed in _all_texts(instrument):
        lacking = [language for language in instrument.languages if not text.get(language, "").strip()]
        if is_needed or len(lacking) < len(instrument.languages):
            for language in lacking:
                yield problem(Kind.TEXT_MISSING, place, language=language)


def _all_texts(instrument: Instrument) -> Iterator[tuple[str, Texts, bool]]:
    yield "title", instrument.title, True
    yield "about", instrument.about, False
    yield "recall", instrument.recall, False
    yield "licence.attribution", instrument.licence.attribution, False
    for i, item in enumerate(instrument.items):
        yield f"items[{i}].text", item.text, True
    for i, response_set in enumerate(instrument.response_sets):
        for j, option in enumerate(response_set.options):
            yield f"response_sets[{i}].options[{j}].text", option.text, True
    for i, scale in enumerate(instrument.scales):
        yield f"scales[{i}].title", scale.title, True
        yield f"scales[{i}].meaning", scale.meaning, False
        for j, band in enumerate(scale.bands):
            yield f"scales[{i}].bands[{j}].title", band.title, True
            yield f"scales[{i}].bands[{j}].text", band.text, False


def _plainly(text: Texts, language: str) -> str:
    """A text without what two copies of it may differ in: case, line breaks, spacing."""
    return " ".join(text.get(language, "").split()).casefold()


def _repeated(instrument: Instrument, place: str, texts: Sequence[Texts]) -> Iterator[Problem]:
    """A text that stands twice in one list, so that nobody can tell the two apart."""
    seen: dict[tuple[str, str], str] = {}
    for i, text in enumerate(texts):
        where = f"{place}[{i}].text"
        for language in instrument.languages:
            plainly = _plainly(text, language)
            first = seen.setdefault((language, plainly), where)
            if plainly and first != where:
                yield problem(Kind.DUPLICATE_TEXT, where, language=language, first=first)


def _items(instrument: Instrument) -> Iterator[Problem]:
    sets = {each.key for each in instrument.response_sets}
    scored = {key for scale in instrument.scales for key in scale.items}
    for i, item in enumerate(instrument.items):
        if item.response_set not in sets:
            yield problem(
                Kind.UNKNOWN_RESPONSE_SET, f"items[{i}].response_set", response_set=item.response_set
            )
        if item.key not in scored:
            yield problem(Kind.UNSCORED_ITEM, f"items[{i}]", item=item.key)


def _option_count(place: str, response_set: ResponseSet) -> Iterator[Problem]:
    scored = [option for option in response_set.options if not option.is_missing]
    if len(scored) < 2:
        yield problem(Kind.TOO_FEW_OPTIONS, place, response_set=response_set.key, count=len(scored))
    if (count := len(response_set.options)) > MOST_OPTIONS:
        yield problem(
            Kind.TOO_MANY_OPTIONS, place, response_set=response_set.key, count=count, most=MOST_OPTIONS
        )


def _response_set(place: str, response_set: ResponseSet) -> Iterator[Problem]:
    name = response_set.key
    yield from _option_count(place, response_set)
    seen: set[Decimal] = set()
    for i, option in enumerate(response_set.options):
        where, code = f"{place}[{i}].code", option.code
        if option.is_missing and code is not None:
            yield problem(Kind.MISSING_OPTION, where, response_set=name, code=code)
        elif code is None and not option.is_missing:
            yield problem(Kind.CODES_MISSING, where, response_set=name)
        elif code is not None and not scoring.is_plain(code):
            yield problem(Kind.CODE_IMPOSSIBLE, where, response_set=name, code=code)
        elif code in seen:
            yield problem(Kind.DUPLICATE_CODE, where, response_set=name, code=code)
        elif code is not None:
            seen.add(code)


def _directions(instrument: Instrument) -> Iterator[Problem]:
    """Codes that neither rise nor fall down the list; and the labels of an earlier set with other codes.

    The second is how real files inverted some of their items, on purpose or not.
    """
    seen: dict[tuple[str, frozenset[str]], tuple[str, dict[str, Decimal | None]]] = {}
    for i, response_set in enumerate(instrument.response_sets):
        place, name = f"response_sets[{i}].options", response_set.key
        plain = [code for code in map(_plain_code, response_set.options) if code is not None]
        if plain not in (sorted(plain), sorted(plain, reverse=True)):
            yield problem(Kind.DIRECTION, place, response_set=name, other="")
        for language in instrument.languages:
            coded = {_plainly(each.text, language): _plain_code(each) for each in response_set.options}
            other, first = seen.setdefault((language, frozenset(coded)), (name, coded))
            if coded != first and "" not in coded:
                yield problem(Kind.DIRECTION, place, response_set=name, other=other)
                break


def _plain_code(option: Option) -> Decimal | None:
    """The code that counts, if it is one to count with."""
    is_code = option.code is not None and not option.is_missing and scoring.is_plain(option.code)
    return option.code if is_code else None


def _rooms(instrument: Instrument) -> dict[str, scoring.Room]:
    """The rooms of those items that have one."""
    sets = {each.key: scoring.room(each) for each in instrument.response_sets}
    rooms = {item.key: sets.get(item.response_set) for item in instrument.items}
    return {key: room for key, room in rooms.items() if room is not None}


def _scale_items(place: str, scale: Scale, known: set[str]) -> Iterator[Problem]:
    of = len(scale.items)
    if not of:
        yield problem(Kind.SCALE_WITHOUT_ITEMS, f"{place}.items", scale=scale.key)
    seen: set[str] = set()
    for i, key in enumerate(scale.items):
        if key not in known:
            yield problem(Kind.UNKNOWN_ITEM, f"{place}.items[{i}]", scale=scale.key, item=key)
        elif key in seen:
            yield problem(Kind.REPEATED_ITEM, f"{place}.items[{i}]", scale=scale.key, item=key)
        seen.add(key)
    for key in sorted(scale.reversed_items - set(scale.items)):
        yield problem(Kind.REVERSED_SET, f"{place}.reversed_items", scale=scale.key, item=key)
    if of and not 1 <= scale.min_answered <= of:
        yield problem(
            Kind.MIN_ANSWERED,
            f"{place}.min_answered",
            scale=scale.key,
            min_answered=scale.min_answered,
            most=of,
        )


def _range(place: str, scale: Scale, rooms: Mapping[str, scoring.Room]) -> Iterator[Problem]:
    """`low`..`high` is a range, and the very one that the codes reach by the scale's method."""
    stated = {"scale": scale.key, "low": scale.low, "high": scale.high}
    if not _is_range(scale):
        yield problem(Kind.RANGE, f"{place}.low", **stated)
        return
    if not scale.items or not rooms.keys() >= set(scale.items):
        return
    low, high = scoring.value_range(scale, rooms)
    if (low, high) != (scale.low, scale.high):
        yield problem(Kind.RANGE, f"{place}.low", **stated, expected_low=low, expected_high=high)
    if len({(rooms[key].lowest, rooms[key].highest) for key in scale.items}) > 1:
        yield problem(Kind.MIXED_RANGES, f"{place}.items", scale=scale.key)


def _is_range(scale: Scale) -> bool:
    return scoring.is_plain(scale.low) and scoring.is_plain(scale.high) and scale.low < scale.high


def _bands(place: str, scale: Scale) -> Iterator[Problem]:
    """Bands ascend from `low` and start within the range, each by a source."""
    has_range, last = _is_range(scale), None
    for i, band in enumerate(scale.bands):
        where, start = f"{place}[{i}].starts_at", band.starts_at
        named = {"scale": scale.key, "starts_at": start, "low": scale.low, "high": scale.high}
        if not band.source.strip():
            yield problem(Kind.BANDS_WITHOUT_SOURCE, f"{place}[{i}].source", **named)
        if not scoring.is_plain(start) or (has_range and not scale.low <= start <= scale.high):
            yield problem(Kind.BANDS_RANGE, where, **named)
            continue
        if i == 0 and has_range and start != scale.low:
            yield problem(Kind.BANDS_START, where, **named)
        if last is not None and start <= last:
            yield problem(Kind.BANDS_ORDER, where, **named)
        last = start


def _reliability(place: str, scale: Scale, figures: Reliability) -> Iterator[Problem]:
    """A coefficient between 0 and 1; a spread above 0 and at most half the range, all that a range can hold.

    A larger SD was given in other units than the scale's.
    """
    is_possible = change.is_possible(figures)
    if is_possible and _is_range(scale):
        is_possible = figures.sd <= (scale.high - scale.low) / 2
    if not is_possible:
        yield problem(Kind.RELIABILITY, place, scale=scale.key, value=figures.value, sd=figures.sd)
