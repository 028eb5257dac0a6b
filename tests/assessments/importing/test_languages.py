"""Russian and English are taken from wherever they stand; other languages are left out and named."""

import pytest

from tests.assessments.importing import lighthouse
from tests.assessments.importing.lighthouse import create_questionnaire, found, messages, question, read
from wellbeing.assessments.importing import languages


def untranslated(number: int, text: str, labels: tuple[str, str, str]) -> dict[str, object]:
    asked = question(number, text=text)
    del asked["_text"]
    asked["answerOption"] = [lighthouse.option(code, label, "") for code, label in enumerate(labels)]
    for each in asked["answerOption"]:
        del each["valueCoding"]["_display"]
    return asked


ENGLISH = ("Never", "Sometimes", "Often")
RUSSIAN = ("Никогда", "Иногда", "Часто")
GERMAN = ("Nie", "Manchmal", "Oft")


def file_of(texts: tuple[str, ...], labels: tuple[str, str, str], **changes: object) -> dict[str, object]:
    items = [untranslated(number, text, labels) for number, text in enumerate(texts, 1)]
    return create_questionnaire(items, **({"_title": None, "title": "Log"} | changes))


@pytest.mark.parametrize(
    ("texts", "labels", "language"),
    [(lighthouse.EN[:3], ENGLISH, "en"), (lighthouse.RU[:3], RUSSIAN, "ru")],
)
def test_language_is_guessed_and_the_guess_is_signed_for(
    texts: tuple[str, ...], labels: tuple[str, str, str], language: str
) -> None:
    file = file_of(texts, labels)
    del file["language"], file["_title"]
    result = read(file)
    assert messages(result) == {"language_guessed"}
    assert found(result, "language_guessed").values == {"language": language}
    assert lighthouse.draft(result).languages == (language,)


@pytest.mark.parametrize(
    "text",
    [
        "Лампа згасла просто при мені, і їй було байдуже.",
        "Die Lampe ging mir aus und die Möwen schrien.",
        "Lampa mi zhasla rovnou u nosu.",
        "Die Lampe war schön, und the fog war öde.",
    ],
)
def test_other_languages_are_not_guessed(text: str) -> None:
    assert languages.guess([text]) == "und"


def test_one_accent_makes_no_foreign_language() -> None:
    assert (
        languages.guess([*lighthouse.EN, "Have you been to the café on the hill, and how was the tea there?"])
        == "en"
    )


def test_text_that_is_translated_into_english_is_not_taken_for_english() -> None:
    file = lighthouse.load("r4-external.json")
    del file["language"]
    for item in file["item"]:
        item["text"] = "You are the lamp."  # letters alone would say English
    result = read(file, lighthouse.load("r4-external.valueset.json"))
    assert found(result, "language_guessed").values == {"language": "und"}
    assert [item.text["en"] for item in lighthouse.draft(result).items] == list(lighthouse.EN[:3])


def test_declared_language_against_the_letters() -> None:
    result = read(file_of(lighthouse.RU[:3], RUSSIAN, language="en"))
    assert found(result, "language_contradiction").values == {"declared": "en", "seems": "ru"}


def test_regional_tags_count_as_the_language() -> None:
    assert [languages.tag(raw) for raw in ("ru-RU", "EN", "en_GB", "rus", "1", "")] == [
        *("ru", "en", "en", "rus"),
        *("und", "und"),
    ]


def test_other_languages_are_left_out_with_their_place() -> None:
    result = read(lighthouse.load("r4-external.json"), lighthouse.load("r4-external.valueset.json"))
    finding = found(result, "language_left_out")
    assert (finding.values["items"], finding.place.path) == ("de", "item[1]")
    assert all(set(item.text) == {"ru", "en"} for item in lighthouse.draft(result).items)


def test_half_a_translation_is_no_language_of_the_draft() -> None:
    items = [question(1), question(2), question(3)]
    del items[1]["_text"]
    result = read(create_questionnaire(items))
    finding = found(result, "translation_incomplete")
    assert (finding.values, finding.place.path) == ({"language": "ru", "count": "1"}, "item[1]")
    assert lighthouse.draft(result).languages == ("en",)


def test_no_language_of_the_site_is_an_error() -> None:
    texts = ("Die Lampe ging aus.", "Der Nebel blieb.", "Möwen.")
    result = read(file_of(texts, GERMAN, language="de"))
    assert result.instrument is None
    assert found(result, "no_language").values == {"found": "de"}


def test_lead_text_in_one_language_only_is_left_to_the_editor() -> None:
    alone = {"linkId": "lead", "type": "display", "text": lighthouse.LEAD[0]}
    result = read(create_questionnaire([alone, question(1), question(2), question(3)]))
    assert messages(result) == {"lead_left_out"}
    assert lighthouse.draft(result).recall == {}


def test_broken_translation_is_named() -> None:
    file = create_questionnaire()
    file["item"][0]["_text"]["extension"].append(
        {"url": "http://hl7.org/fhir/StructureDefinition/translation", "extension": [{"url": "lang"}]}
    )
    result = read(file)
    assert messages(result) == {"translation_broken"}
    assert found(result, "translation_broken").place.path == "item[0]._text.extension[1]"


def test_title_in_one_language_stands_in_for_the_other() -> None:
    file = create_questionnaire()
    del file["_title"]
    assert lighthouse.draft(read(file)).title == {"ru": "Tower log", "en": "Tower log"}


def unnamed(**changes: object) -> dict[str, object]:
    """A file of which neither words nor letters tell the language."""
    file = file_of(("Lamp 1", "Lamp 2", "Lamp 3"), ("No", "So", "Too"), **changes)
    del file["language"], file["_title"]
    return file


def test_stated_language_counts_where_the_file_names_none() -> None:
    assert read(unnamed()).instrument is None
    result = read(unnamed(), language="en")
    assert found(result, "language_stated").values == {"language": "en"}
    assert "language_guessed" not in messages(result)
    assert lighthouse.draft(result).languages == ("en",)


def test_stated_language_does_not_overrule_the_file() -> None:
    result = read(create_questionnaire(), language="ru")
    assert messages(result) == set()
    assert lighthouse.draft(result).languages == ("ru", "en")


def test_stated_language_against_the_letters() -> None:
    file = file_of(lighthouse.RU[:3], RUSSIAN)
    del file["language"], file["_title"]
    finding = found(read(file, language="en"), "language_contradiction.stated")
    assert finding.values == {"declared": "en", "seems": "ru"}
