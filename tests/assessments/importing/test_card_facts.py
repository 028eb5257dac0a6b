"""What the cards say of partition, codes, reversed items and figures, against the sets that are published."""

from decimal import Decimal

import pytest

from wellbeing.assessments.importing import factcards
from wellbeing.assessments.importing.cards import ChangeKind, Labels
from wellbeing.assessments.rules import change
from wellbeing.assessments.rules.definition import Direction, LicenceClass

CARDS = {card.id: card for card in factcards.shipped()}

# By card: items, and of each scale its items, the reversed ones, the lowest and the highest value.
SETS = {
    "bat12": (
        12,
        {
            "total": (range(1, 13), (), 1, 5),
            "exhaustion": (range(1, 4), (), 1, 5),
            "distance": (range(4, 7), (), 1, 5),
            "cognitive": (range(7, 10), (), 1, 5),
            "emotional": (range(10, 13), (), 1, 5),
        },
    ),
    "bat23": (
        23,
        {
            "total": (range(1, 24), (), 1, 5),
            "exhaustion": (range(1, 9), (), 1, 5),
            "distance": (range(9, 14), (), 1, 5),
            "cognitive": (range(14, 19), (), 1, 5),
            "emotional": (range(19, 24), (), 1, 5),
        },
    ),
    "bat4": (4, {"total": (range(1, 5), (), 1, 5)}),
    "cbi": (
        19,
        {
            "personal": (range(1, 7), (), 0, 100),
            "work": (range(7, 14), (13,), 0, 100),
            "client": (range(14, 20), (), 0, 100),
        },
    ),
    "dass21": (
        21,
        {
            "mood": ((3, 5, 10, 13, 16, 17, 21), (), 0, 42),
            "worry": ((2, 4, 7, 9, 15, 19, 20), (), 0, 42),
            "stress": ((1, 6, 8, 11, 12, 14, 18), (), 0, 42),
        },
    ),
    "gad2": (2, {"total": (range(1, 3), (), 0, 6)}),
    "gad7": (7, {"total": (range(1, 8), (), 0, 21)}),
    "k10": (10, {"total": (range(1, 11), (), 10, 50)}),
    "k6": (6, {"total": (range(1, 7), (), 0, 24)}),
    "olbi": (
        16,
        {
            "disengagement": ((1, 3, 6, 7, 9, 11, 13, 15), (3, 6, 9, 11), 1, 4),
            "exhaustion": ((2, 4, 5, 8, 10, 12, 14, 16), (2, 4, 8, 12), 1, 4),
        },
    ),
    "pcptsd5": (6, {"total": (range(2, 7), (), 0, 5)}),
    "phq2": (2, {"total": (range(1, 3), (), 0, 6)}),
    "phq4": (
        4,
        {
            "total": (range(1, 5), (), 0, 12),
            "worry": (range(1, 3), (), 0, 6),
            "mood": (range(3, 5), (), 0, 6),
        },
    ),
    "phq8": (8, {"total": (range(1, 9), (), 0, 24)}),
    "phq9": (9, {"total": (range(1, 10), (), 0, 27)}),
    "proqol5": (
        30,
        {
            "satisfaction": ((3, 6, 12, 16, 18, 20, 22, 24, 27, 30), (), 10, 50),
            "burnout": ((1, 4, 8, 10, 15, 17, 19, 21, 26, 29), (1, 4, 15, 17, 29), 10, 50),
            "secondary": ((2, 5, 7, 9, 11, 13, 14, 23, 25, 28), (), 10, 50),
        },
    ),
    "pss10": (10, {"total": (range(1, 11), (4, 5, 7, 8), 0, 40)}),
    "pss4": (4, {"total": (range(1, 5), (2, 3), 0, 16)}),
    "stss": (
        17,
        {
            "total": (range(1, 18), (), 17, 85),
            "intrusion": ((2, 3, 6, 10, 13), (), 5, 25),
            "avoidance": ((1, 5, 7, 9, 12, 14, 17), (), 7, 35),
            "arousal": ((4, 8, 11, 15, 16), (), 5, 25),
        },
    ),
    "team-safety": (7, {"total": (range(1, 8), (1, 3, 5), 1, 7)}),
    "who5": (5, {"total": (range(1, 6), (), 0, 100)}),
}


def test_every_card_has_its_published_sets() -> None:
    assert {
        name: (
            card.count,
            {
                scale.key: (scale.items, scale.reversed, int(scale.low), int(scale.high))
                for scale in card.scales
            },
        )
        for name, card in CARDS.items()
    } == {
        name: (
            count,
            {
                key: (tuple(items), frozenset(turned), low, high)
                for key, (items, turned, low, high) in scales.items()
            },
        )
        for name, (count, scales) in SETS.items()
    }


@pytest.mark.parametrize(
    ("name", "scale", "edges"),
    [
        ("cbi", "work", ["0", "50", "75", "100"]),
        ("olbi", "exhaustion", ["1", "2.25"]),
        ("olbi", "disengagement", ["1", "2.1"]),
        ("bat23", "total", ["1", "2.59", "3.02"]),
        ("bat23", "exhaustion", ["1", "3.06", "3.31"]),
        ("bat23", "distance", ["1", "2.5", "3.1"]),
        ("bat23", "cognitive", ["1", "2.7", "3.1"]),
        ("bat23", "emotional", ["1", "2.1", "2.9"]),
        ("bat12", "total", ["1", "2.54", "2.96"]),
        ("bat4", "total", []),
        ("proqol5", "burnout", ["10", "23", "42"]),
        ("who5", "total", ["0", "29", "51"]),
        ("phq2", "total", ["0", "3"]),
        ("phq4", "total", ["0", "3", "6", "9"]),
        ("gad2", "total", ["0", "3"]),
        ("k6", "total", ["0", "5", "13"]),
        ("k10", "total", ["10", "16", "22", "30"]),
        ("pss10", "total", []),
        ("pcptsd5", "total", ["0", "3", "4"]),
        ("stss", "total", ["17", "28", "38", "44", "49"]),
        ("dass21", "mood", ["0", "10", "14", "21", "28"]),
        ("dass21", "worry", ["0", "8", "10", "15", "20"]),
        ("dass21", "stress", ["0", "15", "19", "26", "34"]),
    ],
)
def test_bands_start_where_published(name: str, scale: str, edges: list[str]) -> None:
    (found,) = [each for each in CARDS[name].scales if each.key == scale]
    assert [band.starts_at for band in found.bands] == [Decimal(edge) for edge in edges]


def test_blocks_of_the_copenhagen_sheet() -> None:
    card = CARDS["cbi"]
    assert {block.key: (block.items, block.codes) for block in card.blocks} == {
        "degree": ((7, 8, 9, 14, 15, 16, 17), (100, 75, 50, 25, 0)),
        "frequency": ((1, 2, 3, 4, 5, 6, 10, 11, 12, 13, 18, 19), (100, 75, 50, 25, 0)),
    }
    assert [scale.min_answered for scale in card.scales] == [3, 4, 3]


def test_instruments_under_other_codes() -> None:
    assert {
        name: [
            (
                tuple(map(int, each.codes)),
                each.labels,
                sorted(each.reversed),
                [(int(scale.low), int(scale.high), len(scale.bands)) for scale in each.scales],
            )
            for each in card.variants
        ]
        for name, card in CARDS.items()
        if card.variants
    } == {
        "k6": [((1, 2, 3, 4, 5), Labels.RISING, [], [(6, 30, 0)])],
        "k10": [((0, 1, 2, 3, 4), Labels.RISING, [], [(0, 40, 0)])],
        "olbi": [((1, 2, 3, 4), Labels.RISING, [1, 5, 7, 10, 13, 14, 15, 16], [(1, 4, 2), (1, 4, 2)])],
    }
    assert CARDS["olbi"].labels is Labels.FALLING


def test_every_item_is_reversed_in_exactly_one_of_the_two_codings() -> None:
    card = CARDS["olbi"]
    (other,) = card.variants
    assert card.reversed | other.reversed == set(range(1, 17))
    assert card.reversed & other.reversed == set()


def test_what_holds_a_person_up_is_better_when_high() -> None:
    better = {
        (name, scale.key)
        for name, card in CARDS.items()
        for scale in card.scales
        if scale.direction is Direction.HIGHER_IS_BETTER
    }
    assert better == {("proqol5", "satisfaction"), ("team-safety", "total"), ("who5", "total")}


def test_recall_gates_and_care() -> None:
    assert {name: card.recall_days for name, card in CARDS.items()} == {
        **dict.fromkeys(("bat12", "bat23", "bat4", "cbi", "olbi", "team-safety"), ()),
        **dict.fromkeys(("gad2", "gad7", "phq2", "phq4", "phq8", "phq9", "who5"), (14,)),
        **dict.fromkeys(("k10", "k6"), (30, 28)),
        **dict.fromkeys(("pcptsd5", "proqol5", "pss10", "pss4"), (30,)),
        **dict.fromkeys(("dass21", "stss"), (7,)),
    }
    assert {name: sorted(card.gates) for name, card in CARDS.items() if card.gates} == {"pcptsd5": [1]}
    assert {name: sorted(card.sensitive) for name, card in CARDS.items() if card.sensitive} == {
        "pcptsd5": [1],
        "phq9": [9],
    }


def test_computed_changes_follow_from_the_figures() -> None:
    """MDC95 = 1.96 * sqrt(2) * SD * sqrt(1 - r), wherever the card has all of them."""
    found = {}
    for name, card in CARDS.items():
        for scale in card.scales:
            for stated in scale.changes:
                if stated.kind is ChangeKind.MDC95 and scale.reliability is not None:
                    least = change.Z_95 * Decimal(2).sqrt() * change.sem(scale.reliability)
                    assert least.quantize(stated.points) == stated.points
                    found[name, scale.key] = str(stated.points)
    assert found == {
        ("cbi", "personal"): "16.5",
        ("cbi", "work"): "17.7",
        ("cbi", "client"): "18.9",
        ("olbi", "disengagement"): "0.62",
        ("olbi", "exhaustion"): "0.62",
        ("who5", "total"): "21",
    }


def test_licences() -> None:
    classes = {name: card.licence.licence_class for name, card in CARDS.items()}
    free = {"cbi", "dass21", "gad2", "gad7", "pcptsd5", "phq2", "phq4", "phq8", "phq9"}
    assert classes == {name: LicenceClass.FREE if name in free else LicenceClass.OPERATOR for name in CARDS}
    assert {name for name, card in CARDS.items() if card.unchecked} == {
        *("k10", "k6", "olbi", "pcptsd5", "pss10", "pss4", "stss", "team-safety")
    }
    assert all(card.licence.checked_by == "" and card.licence.holder for card in CARDS.values())
