"""A card that breaks the form is refused with the line and the way to the place."""

from string import Formatter

import pytest
import yaml

from tests.assessments.importing import lighthouse
from wellbeing.assessments.importing import cardform, factcards

KEEPER = (lighthouse.FILES / "keeper.yaml").read_text(encoding="utf-8")
BLOCKS = "items: {count: 4, blocks: {a: {codes: [0, 1, 2], items: 1-2}, b: {codes: [0, 1, 2], items: 3-4}}, "


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ("id: keeper\n", "", "line 2: the card lacks “id”"),
        ("id: keeper", "id: keeper\nid: again", "line 3: “id” stands twice"),
        ("id: keeper", "id: [keeper", "line 3: this is no YAML"),
        ("id: keeper", "id: 5", "line 2: id has to be a text"),
        ("id: keeper", "id: Night keeper", "line 2: id has to be small Latin letters"),
        ("names: [Keeper]", "names: ['—', K]", "line 3: names needs one name at least"),
        ("count: 4", "count: 101", "line 6: items.count has to be from 1 to 100"),
        ("recall_days: 14", "recall_days: soon", "line 5: recall_days has to be a number"),
        ("recall_days: 14", "recall_days: 1.5", "line 5: recall_days has to be a whole number"),
        ("recall_days: 14", "recall: 14", "line 2: the card lacks “recall_days”"),
        ("names: [Keeper]", "names: Keeper", "line 3: names has to be a list"),
        ("title: {ru: \"Смотритель\", en", "title: {en", "line 4: title needs its words in ru and en"),
        ("sensitive: [2]", "sensitive: [5]", "line 6: items.sensitive names an item twice"),
        ("sensitive: [2]", "sensitive: [2], odd: 1", "line 6: items.odd is not part of a card"),
        ("codes: [0, 1, 2]", "codes: [0, 0, 2]", "line 6: items.codes needs two codes at least, each once"),
        ("items: {count: 4, codes: [0, 1, 2],", "items: {count: 4,", "line 6: items needs either"),
        ("items: {count: 4, codes: [0, 1, 2],", BLOCKS.replace("3-4", "2-4"),
         "line 6: items.blocks have to hold every item exactly once"),
        ("recall_days: 14", "recall_days: .nan", "line 5: recall_days has to be a number of 10000 at most"),
        ("recall_days: 14", "recall_days: 2026-13-40", "line 5: recall_days cannot be read"),
        ('"10004-1"]', '"10003-1"]', "line 9: loinc.items needs none or 4 codes, each once"),
        ("items: [1, 2]\n", "items: [1, 3]\n", "scales have to hold every scored item exactly once"),
        ("items: [1, 2]\n", "items: 1-x\n", "line 16: scales.lamp.items has to be a list of item numbers"),
        ("method: sum\n    range: [0, 4]\n    direction: worse\n    min_answered: 2",
         "method: mean\n    range: [0, 4]\n    direction: worse\n    min_answered: 2",
         "line 18: scales.lamp.range is not what codes and count give: 0 to 2"),
        ("direction: worse\n    min_answered: 2", "direction: up\n    min_answered: 2", "line 19: "),
        ("min_answered: 2", "min_answered: 3", "line 20: scales.lamp.min_answered has to be from 1 to 2"),
        ("from: 3,", "from: 5,", "line 24: scales.lamp.bands[2].from is not in order"),
        ("from: 0,", "from: 1,", "line 23: scales.lamp.bands[1].from is not in order"),
        ("kind: convention", "kind: folklore",
         "line 23: scales.lamp.bands[1].kind has to be one of: clinical, percentile, convention"),
        ("value: 0.8", "value: 1", "line 25: scales.lamp.reliability needs a value between 0 and 1"),
        ("checked: page}\n  birds", "checked: hearsay}\n  birds", "has to be one of: page, abstract"),
        ("    bands: []",
         "    changes: [{kind: mdc95, points: true, source: x, checked: page}]\n    bands: []",
         "scales.birds.changes[1].points has to be a number"),
        ("reversed: [4]", "reversed: [1]",
         "line 29: scales.birds.reversed names items that are not in the scale"),
        ("class: free", "class: borrowed", "licence.class has to be one of: own, free, operator, never"),
        ("evidence_on: 2026-11-22", "evidence_on: true", "licence.evidence_on has to be a text"),
    ],
)  # fmt: skip
def test_place_of_the_fault_is_named(old: str, new: str, problem: str) -> None:
    assert old in KEEPER
    with pytest.raises(ValueError, match=r"^line [0-9]+: ") as caught:
        factcards.load(KEEPER.replace(old, new, 1))
    assert problem in str(caught.value)


def test_change_that_does_not_follow_from_the_figures() -> None:
    """With SD 1 and alpha .8 it is 1.24."""
    changes = "    changes: [{kind: mdc95, points: %s, source: x, checked: computed}]\n    reliability: {co"
    wrong, right = (KEEPER.replace("    reliability: {co", changes % points) for points in ("1.3", "1.24"))
    assert [str(each.points) for each in factcards.load(right).scales[0].changes] == ["1.24"]
    with pytest.raises(ValueError, match=r"line 25: .*does not follow from the spread and reliability"):
        factcards.load(wrong)


@pytest.mark.parametrize(
    "text",
    ["", "[]", "just words", "- a", "id: {", "\t", "&a [*a]", "[" * 3000, "!!python/none {}", "id: \x07"],
)
def test_what_is_no_card_is_a_sentence_too(text: str) -> None:
    with pytest.raises(ValueError, match=r"^line [0-9]+: "):
        factcards.load(text)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("id: keeper\n", "", "строка 2: карточка: не хватает «id»"),
        ("value: 0.8", "value: 1", "строка 25: scales.lamp.reliability: нужно значение между 0 и 1"),
        ("id: keeper", "id: keeper\nid: again", "строка 3: «id» стоит дважды"),
    ],
)
def test_it_is_said_in_russian_as_well(old: str, new: str, said: str) -> None:
    with pytest.raises(cardform.BrokenCard) as caught:
        factcards.load(KEEPER.replace(old, new, 1))
    assert caught.value.sentence("ru").startswith(said)


def test_every_sentence_is_used_and_stands_in_both_languages() -> None:
    """Names in braces are the same in both."""
    folder = cardform.WORDS.parent
    sources = [path.read_text(encoding="utf-8") for path in folder.glob("card*.py")]
    words = yaml.safe_load(cardform.WORDS.read_text(encoding="utf-8"))
    for name, said in words.items():
        fields = [{field for _, field, _, _ in Formatter().parse(said[key]) if field} for key in ("ru", "en")]
        assert fields[0] == fields[1], name
        assert any(f'"{name}"' in source for source in sources), name
