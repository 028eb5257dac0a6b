"""A scale of a fact card: its items, range, missing rule, bands and figures, each held against the others."""

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal

from wellbeing.assessments.importing.cardform import Part
from wellbeing.assessments.importing.cards import CardChange, CardScale, ChangeKind, Checked, Figures
from wellbeing.assessments.rules import change, definition

Room = tuple[Decimal, Decimal]


def read(key: str, part: Part, count: int, rooms: Mapping[int, Room]) -> CardScale:
    """`rooms` are the lowest and highest code by item. Raises cardform.BrokenCard."""
    part.only(
        "title items method range direction min_answered missing bands reliability",
        "reversed checked bands_from changes",
    )
    items = part.get("items").indexes(count)
    method = part.get("method").choice(definition.Method)
    low, high = _range(part, method, [rooms[i] for i in items])
    min_answered = part.get("min_answered").whole()
    if not 1 <= min_answered <= len(items):
        part.get("min_answered").fail("from_to", most=len(items))
    figures = _figures(part.find("reliability"))
    bands = part.get("bands").members()
    defaults = part.find("bands_from")
    return CardScale(
        key=key,
        title=part.get("title").texts(),
        items=items,
        reversed=_reversed(part, items, count),
        method=method,
        min_answered=min_answered,
        low=low,
        high=high,
        direction=part.get("direction").choice(definition.Direction),
        bands=_bands(bands, defaults, low, high),
        figures=figures,
        changes=_changes(part.find("changes"), figures),
        unchecked=_unchecked(part, bands, defaults, figures),
    )


def span(method: definition.Method, rooms: list[Room]) -> Room | None:
    """The range that follows from codes, method and count; None for a scale that is stretched to its own."""
    if method is definition.Method.RESCALE:
        return None
    low = sum((room[0] for room in rooms), Decimal(0))
    high = sum((room[1] for room in rooms), Decimal(0))
    parts = len(rooms) if method is definition.Method.MEAN else 1
    return low / parts, high / parts


def moved(scale: CardScale, room: Room, reversed_items: frozenset[int]) -> CardScale:
    """The scale under codes that span something else: its bands and figures no longer hold."""
    low, high = span(scale.method, [room] * len(scale.items)) or (scale.low, scale.high)
    kept = tuple(name for name in scale.unchecked if name not in ("bands", "reliability"))
    return replace(
        scale, low=low, high=high, reversed=reversed_items, bands=(), figures=None, changes=(), unchecked=kept
    )


def _range(part: Part, method: definition.Method, rooms: list[Room]) -> Room:
    given = part.get("range").numbers()
    if len(given) != 2 or given[0] >= given[1]:
        part.get("range").fail("range")
    follows = span(method, rooms)
    if follows is not None and follows != given:
        part.get("range").fail("range_follows", low=follows[0], high=follows[1])
    return given[0], given[1]


def _reversed(part: Part, items: tuple[int, ...], count: int) -> frozenset[int]:
    given = part.find("reversed")
    if given is None:
        return frozenset()
    turned = frozenset(given.indexes(count))
    if not turned <= set(items):
        given.fail("not_in_scale")
    return turned


def _bands(
    parts: list[Part], defaults: Part | None, low: Decimal, high: Decimal
) -> tuple[definition.Band, ...]:
    """Ascending from the lowest value; what a band does not say itself stands in `bands_from`."""
    bands: list[definition.Band] = []
    if defaults is not None:
        defaults.only("kind source population year", "checked")
    for part in parts:
        part.only("from title", "kind source population year checked")
        starts_at = part.get("from").number()
        if starts_at != low if not bands else not bands[-1].starts_at < starts_at <= high:
            part.get("from").fail("band_order")
        year = _own(part, defaults, "year")
        bands.append(
            definition.Band(
                starts_at=starts_at,
                title=part.get("title").texts(),
                text={},
                kind=_own(part, defaults, "kind").choice(definition.BandKind),
                source=_own(part, defaults, "source").text(),
                population=_own(part, defaults, "population").text(),
                year=year.whole(),
            )
        )
    return tuple(bands)


def _own(part: Part, defaults: Part | None, name: str) -> Part:
    return part.get(name) if defaults is None or part.find(name) is not None else defaults.get(name)


def _figures(part: Part | None) -> Figures | None:
    if part is None:
        return None
    part.only("coefficient value sd n population source checked", "how")
    sd, n = part.find("sd"), part.find("n")
    figures = Figures(
        coefficient=part.get("coefficient").text(),
        value=part.get("value").number(),
        sd=sd.number() if sd is not None else None,
        n=n.whole() if n is not None else None,
        population=part.get("population").text(),
        source=part.get("source").text(),
        checked=part.get("checked").choice(Checked),
    )
    if not 0 < figures.value < 1 or (figures.sd is not None and figures.sd <= 0):
        part.fail("reliability")
    return figures


def _changes(part: Part | None, figures: Figures | None) -> tuple[CardChange, ...]:
    changes = []
    for each in part.members() if part is not None else []:
        each.only("kind points source checked")
        read_change = CardChange(
            each.get("kind").choice(ChangeKind),
            each.get("points").number(),
            each.get("source").text(),
            each.get("checked").choice(Checked),
        )
        if not _follows(read_change, figures):
            each.get("points").fail("change")
        changes.append(read_change)
    return tuple(changes)


def _follows(stated: CardChange, figures: Figures | None) -> bool:
    """MDC95 = 1.96 * sqrt(2) * SD * sqrt(1 - r), to the digits stated."""
    if stated.kind is not ChangeKind.MDC95 or figures is None or figures.sd is None:
        return True
    least = change.Z_95 * Decimal(2).sqrt() * figures.sd * (1 - figures.value).sqrt()
    return least.quantize(stated.points) == stated.points


def _unchecked(
    part: Part, bands: list[Part], defaults: Part | None, figures: Figures | None
) -> tuple[str, ...]:
    missing = part.get("missing")
    missing.only("source checked")
    how_sure = {
        "items": [_checked(part)],
        "min_answered": [_checked(missing)],
        "bands": [_checked(each) or (_checked(defaults) if defaults else None) for each in bands],
        "reliability": [figures.checked if figures is not None else None],
    }
    unsure = {Checked.MEMORY, Checked.COMPUTED}
    return tuple(name for name, found in how_sure.items() if unsure & set(found))


def _checked(part: Part) -> Checked | None:
    given = part.find("checked")
    return None if given is None else given.choice(Checked)
