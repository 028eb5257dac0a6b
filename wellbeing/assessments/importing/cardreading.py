"""From the YAML of a fact card to what it says; a card that breaks the form is refused, with the line."""

import re
from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal

from wellbeing.assessments.importing import cardform, cardscales
from wellbeing.assessments.importing.cardform import Part
from wellbeing.assessments.importing.cards import Block, CardScale, Checked, FactCard, Labels
from wellbeing.assessments.rules import definition

# As many as a page takes.
ITEMS = 100

_SHORT_NAME = re.compile(r"(?!new$)[a-z0-9][a-z0-9-]{0,39}")
_LETTERS = re.compile(r"[^\W_]")


def load(text: str) -> FactCard:
    """One card from its YAML. Raises cardform.BrokenCard where it breaks the form."""
    raw = cardform.parse(text)
    raw.only("id names title recall_days items scales licence", "loinc variants")
    items = raw.get("items")
    items.only("count sensitive", "codes blocks labels order gates words_of_bad_copies")
    count = _count(items.get("count"))
    blocks = _blocks(items, count)
    loinc = raw.find("loinc")
    if loinc is not None:
        loinc.only("panels items totals unscored answers")
    gates = frozenset(part.indexes(count)) if (part := items.find("gates")) else frozenset()
    rooms = {i: (min(block.codes), max(block.codes)) for block in blocks for i in block.items}
    scales = tuple(cardscales.read(key, part, count, rooms) for key, part in raw.get("scales").named())
    _check_partition(raw.get("scales"), scales, set(range(1, count + 1)) - gates)
    card = FactCard(
        id=_id(raw.get("id")),
        names=_names(raw.get("names")),
        title=raw.get("title").texts(),
        count=count,
        blocks=blocks,
        labels=_labels(items),
        order=part.text() if (part := items.find("order")) else "",
        bad_words=_bad_words(items.find("words_of_bad_copies")),
        sensitive=frozenset(items.get("sensitive").indexes(count)),
        gates=gates,
        recall_days=_recall(raw),
        panels=_codes_under(loinc, "panels"),
        items_loinc=_item_codes(loinc, count),
        totals=_codes_under(loinc, "totals"),
        unscored=_codes_under(loinc, "unscored"),
        answers=_answers(loinc),
        scales=scales,
        licence=_licence(raw.get("licence")),
        unchecked=_unchecked(raw.get("licence")),
    )
    variants = raw.find("variants")
    if variants is None:
        return card
    return replace(card, variants=tuple(_variant(card, part) for part in variants.members()))


def _id(part: Part) -> str:
    if not _SHORT_NAME.fullmatch(part.text()):
        part.fail("short_name")
    return part.text()


def _names(part: Part) -> tuple[str, ...]:
    """A single letter would be found in any title."""
    names = part.strings()
    if not names or not all(len(_LETTERS.findall(name)) > 1 for name in names):
        part.fail("names")
    return names


def _count(part: Part) -> int:
    if not 1 <= part.whole() <= ITEMS:
        part.fail("count", most=ITEMS)
    return part.whole()


def _blocks(items: Part, count: int) -> tuple[Block, ...]:
    """Either one set of codes for all, or blocks that together hold every item once."""
    blocks, codes = items.find("blocks"), items.find("codes")
    if codes is not None and blocks is None:
        return (Block("answers", _codes(codes), tuple(range(1, count + 1))),)
    if blocks is None or codes is not None:
        items.fail("codes_or_blocks")
    read = []
    for key, part in blocks.named():
        part.only("codes items")
        read.append(Block(key, _codes(part.get("codes")), part.get("items").indexes(count)))
    if sorted(i for block in read for i in block.items) != list(range(1, count + 1)):
        blocks.fail("blocks")
    return tuple(read)


def _codes(part: Part) -> tuple[Decimal, ...]:
    codes = part.numbers()
    if len(codes) < 2 or len(set(codes)) != len(codes):
        part.fail("codes")
    return codes


def _labels(part: Part) -> Labels:
    given = part.find("labels")
    return Labels.RISING if given is None else given.choice(Labels)


def _recall(raw: Part) -> tuple[int, ...]:
    part = raw.find("recall_days")
    if part is None:
        return ()
    return tuple(each.whole() for each in part.members()) if isinstance(part.value, list) else (part.whole(),)


def _bad_words(part: Part | None) -> dict[str, list[str]]:
    return {language: list(words.strings()) for language, words in part.named()} if part is not None else {}


def _check_partition(part: Part, scales: Iterable[CardScale], expected: set[int]) -> None:
    """Every item that counts stands in one scale; a scale over all of them may stand beside the others."""
    parts = [scale.items for scale in scales if set(scale.items) != expected]
    wholes = [scale for scale in scales if set(scale.items) == expected]
    if sorted(i for items in parts for i in items) != sorted(expected if parts else ()):
        part.fail("partition")
    if len(wholes) > 1 or not (parts or wholes):
        part.fail("one_total")


def _codes_under(part: Part | None, name: str) -> frozenset[str]:
    return frozenset(part.get(name).strings()) if part is not None else frozenset()


def _item_codes(part: Part | None, count: int) -> tuple[str, ...]:
    if part is None:
        return ()
    items = part.get("items").strings()
    if len(items) not in (0, count) or len(set(items)) != len(items):
        part.get("items").fail("item_codes", count=count)
    return items


def _answers(part: Part | None) -> dict[str, Decimal]:
    return {code: each.number() for code, each in part.get("answers").named()} if part is not None else {}


def _licence(part: Part) -> definition.Licence:
    part.only("class holder evidence_url evidence_on allowed_uses attribution checked_by", "checked note")
    attribution = part.find("attribution")
    return definition.Licence(
        licence_class=part.get("class").choice(definition.LicenceClass),
        holder=part.get("holder").text(),
        evidence_url=part.get("evidence_url").text(),
        evidence_on=part.get("evidence_on").text(),
        allowed_uses=part.get("allowed_uses").strings(),
        attribution=attribution.texts() if attribution is not None else {},
        checked_by=part.get("checked_by").text(),
    )


def _unchecked(licence: Part) -> tuple[str, ...]:
    checked = licence.find("checked")
    return ("licence",) if checked is not None and checked.choice(Checked) is Checked.MEMORY else ()


def _variant(card: FactCard, part: Part) -> FactCard:
    """The card under other codes. Bands and figures hold only where the codes span the same."""
    part.only("codes", "labels reversed")
    if len(card.blocks) > 1:
        part.fail("variant_blocks")
    codes = _codes(part.get("codes"))
    reversed_items = part.find("reversed")
    turned = (
        {scale.key: scale.reversed for scale in card.scales}
        if reversed_items is None
        else {key: frozenset(each.indexes(card.count)) for key, each in reversed_items.named()}
    )
    for scale in card.scales:
        if not turned.get(scale.key, frozenset()) <= set(scale.items):
            part.fail("variant_reversed", scale=scale.key)
    room = (min(codes), max(codes))
    is_same = room == (min(card.codes), max(card.codes))
    scales = [
        replace(scale, reversed=turned.get(scale.key, frozenset()))
        if is_same
        else cardscales.moved(scale, room, turned.get(scale.key, frozenset()))
        for scale in card.scales
    ]
    return replace(
        card, blocks=(replace(card.blocks[0], codes=codes),), labels=_labels(part), scales=tuple(scales)
    )
