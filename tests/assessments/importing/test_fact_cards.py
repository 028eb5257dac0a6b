"""The shipped cards: whole, true to published rules, matched to the right files, and without wording."""

import re
from decimal import Decimal
from typing import Any

import pytest
import yaml

from tests.assessments.importing import lighthouse
from wellbeing.assessments import importing
from wellbeing.assessments.importing import factcards
from wellbeing.assessments.importing.cards import ChangeKind
from wellbeing.assessments.rules import change, checking, definition

RAW = {path.stem: yaml.safe_load(path.read_text(encoding="utf-8")) for path in factcards.CARDS.glob("*.yaml")}
ALL = {card.id: card for card in factcards.shipped()}
# Those whose items LOINC knows, whose texts are free, and whose figures suffice for a change.
CARDS = {name: ALL[name] for name in ("gad7", "phq8", "phq9")}


def create_file(card: factcards.FactCard, *, with_codes: bool, **changes: Any) -> dict[str, Any]:
    """A file with the card's structure and lighthouse sentences."""
    labels = [(f"{n} gulls", f"{n} чаек") for n in range(len(card.codes))]
    items = [
        {
            "linkId": f"q{n}",
            "type": "choice",
            "text": f"The gulls counted {n} boats.",
            "_text": lighthouse.translated(f"Чайки насчитали {n} лодок."),
            "code": [{"system": "http://loinc.org", "code": code}] if with_codes else [],
            "answerOption": [
                lighthouse.option(int(code), *label) for code, label in zip(card.codes, labels, strict=True)
            ],
        }
        for n, code in enumerate(card.items_loinc, 1)
    ]
    return lighthouse.create_questionnaire([lighthouse.lead(), *items], **changes)


def read(file: dict[str, Any]) -> importing.Import:
    return lighthouse.read(file, cards=factcards.shipped())


def test_cards_are_these() -> None:
    assert {
        card.id: (card.count, card.scales[0].high, sorted(card.sensitive)) for card in CARDS.values()
    } == {
        "gad7": (7, Decimal(21), []),
        "phq8": (8, Decimal(24), []),
        "phq9": (9, Decimal(27), [9]),
    }


def test_figures_from_memory_or_of_our_own_making_are_named() -> None:
    unchecked = {card.id: card.scales[0].unchecked for card in CARDS.values()}
    assert unchecked == dict.fromkeys(CARDS, ("min_answered", "reliability"))


@pytest.mark.parametrize("card", ALL.values(), ids=ALL)
def test_card_is_consistent(card: factcards.FactCard) -> None:
    assert len(card.items_loinc) in (0, card.count)
    assert set(card.answers.values()) in (set(), set(card.codes))
    assert {band.text == {} for scale in card.scales for band in scale.bands} <= {True}
    for each in (card, *card.variants):
        for scale in each.scales:
            edges = [band.starts_at for band in scale.bands]
            assert edges == sorted(set(edges))
            assert all(scale.low <= edge <= scale.high for edge in edges)
            assert edges[:1] in ([], [scale.low])
            assert all(band.source and band.population and band.year for band in scale.bands)
            assert 0 < scale.min_answered <= len(scale.items)


@pytest.mark.parametrize("name", CARDS)
def test_figures_reproduce_the_published_rule_of_change(name: str) -> None:
    """The smallest whole number of points that the card's figures call reliable is the published one."""
    reliability = CARDS[name].scales[0].reliability
    assert reliability is not None
    (published,) = [each for each in CARDS[name].scales[0].changes if each.kind is ChangeKind.RELIABLE]
    least = change.Z_95 * Decimal(2).sqrt() * change.sem(reliability)
    assert published.points - 1 < least <= published.points


@pytest.mark.parametrize("name", RAW)
def test_card_holds_no_wording_and_no_diagnosis(name: str) -> None:
    shown = [RAW[name]["title"], *(scale["title"] for scale in RAW[name]["scales"].values())]
    shown += [band["title"] for scale in RAW[name]["scales"].values() for band in scale["bands"]]
    for texts in shown:
        assert set(texts) == {"ru", "en"}
        for text in texts.values():
            assert len(text.split()) <= 8
            assert not re.search(
                r"depress|anxi|disorder|severe|burnout|trauma"
                r"|депресс|расстройств|тяжёл|тяжел|норм|травм|выгоран",
                text.casefold(),
            )
    assert "text" not in RAW[name]["items"]


@pytest.mark.parametrize("card", CARDS.values(), ids=CARDS)
def test_file_with_the_codes_is_the_instrument(card: factcards.FactCard) -> None:
    result = read(create_file(card, with_codes=True))
    draft = lighthouse.draft(result)
    assert result.report.understood.fact_card == card.id
    assert lighthouse.messages(result) == {
        "card_matched",
        *(f"figures_unverified.{name}" for name in card.scales[0].unchecked),
        *({"sensitive_item"} if card.sensitive else ()),
    }
    assert draft.scales[0].items == tuple(f"q{n}" for n in range(1, card.count + 1))
    assert draft.licence.licence_class == definition.LicenceClass.FREE
    assert "Pfizer" in draft.licence.attribution["ru"]
    assert checking.problems(draft) == ()


def test_label_of_a_known_bad_copy() -> None:
    file = create_file(CARDS["gad7"], with_codes=True)
    for item in file["item"][1:]:
        item["answerOption"][0]["valueCoding"]["display"] = "Sure of no gulls"
    result = read(file)
    assert lighthouse.found(result, "label_diff.card").values == {
        "card": "gad7",
        "label": "Sure of no gulls",
        "word": "sure",
    }


@pytest.mark.parametrize(
    ("name", "changes"),
    [
        ("phq9", {"title": "Patient Health Questionnaire - 9 Item"}),
        ("phq9", {"name": "SDCPHQ9"}),
        ("phq9", {"identifier": [{"value": "44249-1"}]}),
        ("phq8", {"title": "PHQ-8"}),
        ("gad7", {"title": "Generalized anxiety disorder 7 item (GAD-7)"}),
        ("gad7", {"code": [{"system": "http://loinc.org", "code": "69737-5"}]}),
    ],
)
def test_file_without_item_codes_is_known_by_its_name(name: str, changes: dict[str, Any]) -> None:
    result = read(create_file(CARDS[name], with_codes=False, **changes))
    assert result.report.understood.fact_card == name
    assert lighthouse.draft(result).is_validated


def test_eight_of_the_nine_items_are_the_shorter_one_whatever_the_panel() -> None:
    file = create_file(CARDS["phq8"], with_codes=True, code=[{"code": "44249-1"}])
    result = read(file)
    assert result.report.understood.fact_card == "phq8"
    assert lighthouse.found(result, "card_ambiguous").values["other"] == "phq9"


def test_nothing_of_a_stranger_is_known() -> None:
    assert factcards.match(ALL.values(), ("Tower log",), frozenset({"q1"})) is None


@pytest.mark.parametrize(
    ("name", "card"),
    [
        ("PHQ-9", "phq9"),
        ("PHQ-8", "phq8"),
        ("phq_2", "phq2"),
        ("The PHQ4 in four languages", "phq4"),
        ("PHQ-15", None),
        ("GAD-2", "gad2"),
        ("gad7", "gad7"),
        ("BAT-4", "bat4"),
        ("BAT12", "bat12"),
        ("Burnout Assessment Tool (23 items)", "bat23"),
        ("Burnout Assessment Tool", None),
        ("K6", "k6"),
        ("K10+", "k10"),
        ("K-100", None),
        ("Logbook6", None),
        ("PSS-4", "pss4"),
        ("PSS-14", None),
        ("Perceived Stress Scale (10 items)", "pss10"),
        ("CBI", "cbi"),
        ("macbinary", None),
        ("Oldenburg Burnout Inventory", "olbi"),
        ("ProQOL", "proqol5"),
        ("WHO-5", "who5"),
        ("PC-PTSD-5", "pcptsd5"),
        ("STSS", "stss"),
        ("DASS-21", "dass21"),
        ("DASS-42", None),
        ("Team psychological safety", "team-safety"),
    ],
)
def test_names_are_not_taken_for_each_other(name: str, card: str | None) -> None:
    match = factcards.match(ALL.values(), (name,), frozenset())
    assert (match.card.id if match else None, match.others if match else ()) == (card, ())


@pytest.mark.parametrize(
    ("longer", "items", "card"),
    [("phq9", 9, "phq9"), ("phq9", 8, "phq8"), ("gad7", 7, "gad7"), ("gad7", 6, "gad7"), ("phq4", 4, "phq4")],
)
def test_items_by_code_tell_the_longer_from_the_shorter(longer: str, items: int, card: str) -> None:
    match = factcards.match(ALL.values(), (), frozenset(ALL[longer].items_loinc[:items]))
    assert match is not None
    assert (match.card.id, match.others) == (card, ())
