"""Files of every card's shape: drafted by the card, or told in words why not."""

from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import Any

import pytest

from tests.assessments.importing import lighthouse
from tests.assessments.importing.lighthouse import draft, found, messages
from wellbeing.assessments import importing
from wellbeing.assessments.importing import compare, factcards, report
from wellbeing.assessments.rules import checking, definition
from wellbeing.assessments.rules.definition import Method

CARDS = {card.id: card for card in factcards.shipped()}
GATED = {"pcptsd5"}
# Said of figures that nobody has verified, and of items that need care.
UNSURE = ("figures_unverified", "sensitive_item", "card_matched")

AGREE = (("Strongly agree", "Полностью согласна"), ("Agree", "Согласна"))
AGREE += (("Disagree", "Не согласна"), ("Strongly disagree", "Полностью не согласна"))

Labels = Callable[[int, Decimal], tuple[str, str]]


def gulls(card: factcards.FactCard) -> Labels:
    """A label for every code, another for every block."""

    def label(item: int, code: Decimal) -> tuple[str, str]:
        (block,) = [each.key for each in card.blocks if item in each.items]
        return f"{code} gulls ({block})", f"{code} чаек ({block})"

    return label


def agreeing(_: int, code: Decimal) -> tuple[str, str]:
    return AGREE[int(code) - 1]


def disagreeing(_: int, code: Decimal) -> tuple[str, str]:
    return AGREE[4 - int(code)]


def read(
    card: factcards.FactCard, label: Labels | None = None, codes: Sequence[int] = (), **changes: Any
) -> importing.Import:
    """A file of lighthouse sentences, in the card's own order and codes unless others are given."""
    label = label or gulls(card)
    items = [
        lighthouse.question(
            1,
            linkId=f"q{n}",
            text=f"The gulls counted {n} boats.",
            _text=lighthouse.translated(f"Чайки насчитали {n} лодок."),
            answerOption=[
                lighthouse.option(float(code), *label(n, Decimal(code)))
                for code in (codes or card.codes_of(n))
            ],
        )
        for n in range(1, card.count + 1)
    ]
    days = card.recall_days[0] if card.recall_days else None
    said = [
        lighthouse.lead(text=f"The last {days} days:", _text=lighthouse.translated(f"Последние {days} дней:"))
    ]
    file = lighthouse.create_questionnaire((said if days else []) + items, title=card.names[0], **changes)
    return lighthouse.read(file, cards=factcards.shipped())


def periods(card: factcards.FactCard, days: int) -> list[tuple[str, str]]:
    """What is said of a lead text with that period: message, and what the card expects."""
    findings = report.Findings()
    compare.check_recall(card, {"en": f"The last {days} days:"}, findings)
    return [
        (each.message, each.values["expected"]) for each in findings.report(importing.Understood()).findings
    ]


def told(result: importing.Import) -> set[str]:
    return {message for message in messages(result) if message.split(".")[0] not in UNSURE}


@pytest.mark.parametrize("name", sorted(CARDS.keys() - GATED - {"olbi"}))
def test_file_of_the_cards_shape_becomes_the_instrument(name: str) -> None:
    card = CARDS[name]
    result = read(card)
    written = draft(result)
    assert told(result) == ({"item_order.sheet", "label_sets"} if name == "cbi" else set())
    assert (written.key, written.title, written.is_validated) == (name, card.title, True)
    assert [
        (scale.key, scale.items, scale.reversed_items, scale.low, scale.high, scale.bands)
        for scale in written.scales
    ] == [
        (
            scale.key,
            tuple(f"q{i}" for i in scale.items),
            {f"q{i}" for i in scale.reversed},
            scale.low,
            scale.high,
            scale.bands,
        )
        for scale in card.scales
    ]
    assert checking.problems(written) == ()


@pytest.mark.parametrize("name", CARDS)
def test_ranges_follow_from_codes_method_and_count(name: str) -> None:
    for card in (CARDS[name], *CARDS[name].variants):
        for scale in card.scales:
            rooms = [card.codes_of(i) for i in scale.items]
            parts = len(rooms) if scale.method is Method.MEAN else 1
            reached = (sum(map(min, rooms)) / parts, sum(map(max, rooms)) / parts)
            if scale.method is not Method.RESCALE:
                assert (scale.low, scale.high) == reached


@pytest.mark.parametrize(
    ("label", "used", "said"),
    [
        (agreeing, CARDS["olbi"], set()),
        (disagreeing, CARDS["olbi"].variants[0], {"variant_other"}),
    ],
    ids=["agree", "disagree"],
)
def test_which_end_agrees_decides_which_items_are_reversed(
    label: Labels, used: factcards.FactCard, said: set[str]
) -> None:
    result = read(CARDS["olbi"], label)
    reversed_items = frozenset[str]().union(*(scale.reversed_items for scale in draft(result).scales))
    assert reversed_items == {f"q{i}" for i in used.reversed}
    assert len(reversed_items) == 8
    assert told(result) == said


def test_which_end_agrees_is_not_guessed() -> None:
    result = read(CARDS["olbi"])
    assert told(result) == {"variant_unknown", "card_not_applied"}
    assert found(result, "variant_unknown").severity == importing.Severity.OPEN
    assert [scale.key for scale in draft(result).scales] == ["total"]


def test_oldenburg_file_with_the_eight_already_turned() -> None:
    """Either coding, its own eight turned by their numbers: nothing is turned twice."""
    card = CARDS["olbi"]
    result = read(card, lambda item, code: (disagreeing if item in card.reversed else agreeing)(item, code))
    assert "reversed_by_codes" in told(result)
    assert [scale.reversed_items for scale in draft(result).scales] == [frozenset(), frozenset()]
    assert draft(result).key == "olbi"


@pytest.mark.parametrize(
    ("name", "codes", "low", "high"), [("k6", range(1, 6), 6, 30), ("k10", range(5), 0, 40)]
)
def test_other_numbers_give_another_range_and_no_bands(
    name: str, codes: Sequence[int], low: int, high: int
) -> None:
    result = read(CARDS[name], codes=codes)
    (scale,) = draft(result).scales
    assert told(result) == {"variant_other"}
    assert (scale.low, scale.high, scale.bands, scale.reliability) == (low, high, (), None)
    assert found(result, "variant_other").values["codes"] == ", ".join(map(str, codes))


def test_numbers_of_no_coding() -> None:
    result = read(CARDS["k6"], codes=range(2, 7))
    assert told(result) == {"code_set", "card_not_applied"}


def test_gate_is_refused_in_words() -> None:
    result = read(CARDS["pcptsd5"])
    assert told(result) == {"gate_item.card", "gate_item.open", "card_not_applied"}
    assert found(result, "gate_item.card").values == {"card": "pcptsd5", "items": "1"}
    assert draft(result).is_validated is False


def test_question_with_the_labels_of_the_other_block() -> None:
    card = CARDS["cbi"]
    right = gulls(card)
    result = read(card, lambda item, code: right(1 if item == 8 else item, code))
    finding = found(result, "label_block.item")
    assert finding.values == {"card": "cbi", "item": "8", "block": "frequency"}
    assert finding.place.path == "item[7]"


def test_one_set_of_labels_where_there_should_be_two() -> None:
    result = read(CARDS["cbi"], lambda _, code: (f"{code} gulls", f"{code} чаек"))
    assert found(result, "label_block").values == {"card": "cbi", "found": "1", "expected": "2"}


def test_period_where_the_instrument_states_none() -> None:
    assert periods(CARDS["bat4"], 14) == [("recall_differs", "–")]


def test_either_period_of_an_instrument_that_has_two() -> None:
    assert {days: periods(CARDS["k10"], days) for days in (28, 30, 14)} == {
        28: [],
        30: [],
        14: [("recall_differs", "30 / 28")],
    }


def test_what_is_better_when_high_is_no_strain() -> None:
    (scale,) = draft(read(CARDS["who5"])).scales
    assert (scale.is_strain, scale.direction) == (False, definition.Direction.HIGHER_IS_BETTER)
    assert draft(read(CARDS["phq2"])).scales[0].is_strain
