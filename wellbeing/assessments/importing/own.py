"""A questionnaire that was written by `exporting`: read back to the very definition it was made from.

The file is read as any other as well, so that whatever is remarkable in it is said. What it adds is taken
over only whole, and a person has to confirm it: anybody can write a file that says it is ours.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from wellbeing.assessments.exporting import names
from wellbeing.assessments.importing.compare import Chosen
from wellbeing.assessments.importing.factcards import CardScale, FactCard
from wellbeing.assessments.importing.jsonscan import Node
from wellbeing.assessments.importing.ownparts import Broken, Json, Part, bare
from wellbeing.assessments.importing.questionnaire import Extract
from wellbeing.assessments.importing.report import Findings
from wellbeing.assessments.rules.definition import (
    Band,
    BandKind,
    Direction,
    Instrument,
    Item,
    Licence,
    LicenceClass,
    Method,
    Option,
    Reliability,
    ResponseSet,
    Scale,
    Texts,
)

Sets = dict[str, tuple[Option, ...]]


def taken(extract: Extract, chosen: Chosen, card: FactCard | None, findings: Findings) -> Instrument | None:
    """The definition of a file of ours; None, and perhaps a finding, where it is none or was changed."""
    if not isinstance(extract.root, Node):
        return None
    try:
        instrument = read(extract.root)
    except (Broken, ValueError) as error:
        findings.add("own_broken", extract.root, found=str(error))
        return None
    if instrument is None:
        return None
    findings.add("own_taken", extract.root)
    if card is not None and (found := differing(instrument, chosen, card)):
        findings.add("own_differs", extract.root, card=card.id, scales=", ".join(found))
    return instrument


def read(root: Node) -> Instrument | None:
    """The definition, None for a file that is not ours. Raises Broken or ValueError where it is not whole."""
    whole = bare(root)
    if not isinstance(whole, dict) or whole.get("resourceType") != "Questionnaire":
        return None
    base = str(whole.get("language", ""))
    top = Part.of(whole, base)
    if not top.has(names.INSTRUMENT):
        return None
    about = top.inner(names.INSTRUMENT)
    items, recall, sets = _items(whole, base)
    return Instrument(
        key=about.string("key"),
        title=_beside(whole, "title", base),
        about=_beside(whole, "description", base),
        recall=recall,
        is_validated=about.flag("isValidated"),
        items=items,
        response_sets=tuple(_response_set(each, sets) for each in about.inners("responseSet")),
        scales=tuple(_scale(each) for each in top.inners(names.SCALE)),
        licence=_licence(whole, about, base),
        languages=about.all_of("language", "valueCode"),
    )


def _beside(holder: Json, key: str, base: str) -> Texts:
    return Part.texts_of(holder, key, base)


def _licence(whole: Json, about: Part, base: str) -> Licence:
    holder = whole.get("publisher", "")
    if not isinstance(holder, str):
        raise Broken("publisher")
    return Licence(
        LicenceClass(about.value("licence", "valueCode", str)),
        holder=holder,
        evidence_url=about.value("licenceEvidence", "valueUrl", str, ""),
        evidence_on=about.value("licenceEvidenceOn", "valueDate", str, ""),
        allowed_uses=about.all_of("licenceUse", "valueString"),
        attribution=_beside(whole, "copyright", base),
        reference=about.string("licenceReference", ""),
    )


def _items(whole: Json, base: str) -> tuple[tuple[Item, ...], Texts, Sets]:
    """The questions in order, the period asked about, and the answers by the key of their response set."""
    items: list[Item] = []
    recall: Texts = {}
    sets: Sets = {}
    for entry in Part.list_of(whole, "item"):
        part = Part.of(entry, base)
        if part.has(names.RECALL) and not recall:
            recall = _beside(entry, "text", base)
            continue
        mark = part.inner(names.ITEM)
        key, response_set = entry.get("linkId"), mark.string("responseSet")
        if not isinstance(key, str):
            raise Broken("linkId")
        options = tuple(_option(option, base) for option in Part.list_of(entry, "answerOption"))
        if sets.setdefault(response_set, options) != options:
            raise Broken(f"{key}: {response_set}")
        items.append(Item(key, _beside(entry, "text", base), response_set, mark.flag("isSensitive")))
    return tuple(items), recall, sets


def _option(holder: Json, base: str) -> Option:
    coding = holder.get("valueCoding")
    if not isinstance(coding, dict):
        raise Broken("answerOption")
    inside, beside = Part.of(coding, base), Part.of(holder, base)
    marks = inside if "extension" in coding else beside
    weights = [url for url in names.WEIGHTS if marks.has(url)]
    code = marks.number(weights[0]) if weights else None
    return Option(code, _beside(coding, "display", base), marks.has(names.NO_ANSWER))


def _response_set(part: Part, sets: Sets) -> ResponseSet:
    key = part.string("key")
    unused = part.raw("option")
    return ResponseSet(key, sets.get(key) or tuple(_option(option, part.base) for option in unused))


def _scale(part: Part) -> Scale:
    figures = part.inner("reliability") if part.has("reliability") else None
    return Scale(
        key=part.string("key"),
        title=part.texts("title"),
        items=part.all_of("item", "valueString"),
        reversed_items=frozenset(part.all_of("reversed", "valueString")),
        method=Method(part.value("method", "valueCode", str)),
        min_answered=part.whole("minAnswered"),
        low=part.number("low"),
        high=part.number("high"),
        direction=Direction(part.value("direction", "valueCode", str)),
        is_strain=part.flag("isStrain"),
        meaning=part.texts("meaning"),
        bands=tuple(_band(each) for each in part.inners("band")),
        reliability=_reliability(figures) if figures else None,
    )


def _band(part: Part) -> Band:
    return Band(
        part.number("startsAt"),
        part.texts("title"),
        part.texts("text"),
        BandKind(part.value("kind", "valueCode", str)),
        part.string("source", ""),
        part.string("population", ""),
        part.whole("year") if part.has("year") else None,
    )


def _reliability(part: Part) -> Reliability:
    return Reliability(
        part.string("coefficient", ""),
        part.number("value"),
        part.number("sd"),
        part.whole("n") if part.has("n") else None,
        part.string("population", ""),
        part.string("source", ""),
    )


def differing(instrument: Instrument, chosen: Chosen, card: FactCard) -> Sequence[str]:
    """The scales of the card that the instrument has not, or scores otherwise."""
    keys = {
        position: question.link
        for position, question in zip(chosen.positions, chosen.questions, strict=False)
    }
    if chosen.is_turned:
        card = replace(card, scales=tuple(replace(scale, reversed=frozenset()) for scale in card.scales))
    found = {frozenset(scale.items): scale for scale in instrument.scales}
    return [
        scale.key
        for scale in card.scales
        if not _agrees(found.get(frozenset(keys.get(i, "") for i in scale.items)), scale, keys)
    ]


def _agrees(own: Scale | None, scale: CardScale, keys: Mapping[int, str]) -> bool:
    if own is None:
        return False
    turned = frozenset(keys.get(i, "") for i in scale.reversed)
    starts = [band.starts_at for band in scale.bands]
    return (own.method, own.low, own.high, own.direction, own.min_answered) == (
        scale.method,
        scale.low,
        scale.high,
        scale.direction,
        scale.min_answered,
    ) and (own.reversed_items, [band.starts_at for band in own.bands]) == (turned, starts)
