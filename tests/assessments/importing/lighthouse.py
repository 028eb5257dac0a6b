"""Questionnaires about keeping a lighthouse: invented, and of no use to anybody but these tests."""

import json
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

from wellbeing.assessments import importing
from wellbeing.assessments.importing import factcards
from wellbeing.assessments.rules import definition

FILES = Path(__file__).with_name("files")
TODAY = date(2026, 11, 22)

EN = (
    "The lamp went out on me.",
    "The fog stayed for tea.",
    "I argued with the gulls.",
    "The stairs grew longer.",
)
RU = (
    "Лампа гасла прямо при мне.",
    "Туман оставался к чаю.",
    "Приходилось спорить с чайками.",
    "Лестница росла.",
)
OFTEN = (("Never", "Никогда"), ("Sometimes", "Иногда"), ("Often", "Часто"))
LEAD = ("Over the last two weeks at the lighthouse:", "За последние две недели на маяке:")

# Every questionnaire that no card knows gets these; tests look at what comes besides.
ALWAYS = {"card_none", "licence_unknown", "proofread", "scales_by_hand"}


def keeper() -> factcards.FactCard:
    """A card of four items on two scales, the last of them reversed."""
    return factcards.load((FILES / "keeper.yaml").read_text(encoding="utf-8"))


def load(name: str) -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads((FILES / name).read_text(encoding="utf-8"))
    return loaded


def translated(russian: str) -> dict[str, Any]:
    return {
        "extension": [
            {
                "url": "http://hl7.org/fhir/StructureDefinition/translation",
                "extension": [{"url": "lang", "valueCode": "ru"}, {"url": "content", "valueString": russian}],
            }
        ]
    }


def option(code: object, english: str, russian: str, /, **more: Any) -> dict[str, Any]:
    """An answer with its number; without one if `code` is None. `more` goes into the coding."""
    coding = {"display": english, "_display": translated(russian), **more}
    if code is None:
        return {"valueCoding": coding}
    weight = {"url": "http://hl7.org/fhir/StructureDefinition/ordinalValue", "valueDecimal": code}
    return {"extension": [weight], "valueCoding": coding}


def question(number: int, **changes: Any) -> dict[str, Any]:
    """Question 1 to 4, answered 0 never, 1 sometimes, 2 often."""
    return {
        "linkId": f"q{number}",
        "type": "choice",
        "text": EN[number - 1],
        "_text": translated(RU[number - 1]),
        "answerOption": [option(code, *labels) for code, labels in enumerate(OFTEN)],
    } | changes


def loinc(number: int, **changes: Any) -> dict[str, Any]:
    """The same with the code that `keeper` knows it by."""
    coded = {"code": [{"system": "http://loinc.org", "code": f"1000{number}-1"}]}
    return question(number, **(coded | changes))


def lead(**changes: Any) -> dict[str, Any]:
    return {"linkId": "lead", "type": "display", "text": LEAD[0], "_text": translated(LEAD[1])} | changes


def create_questionnaire(items: Sequence[dict[str, Any]] | None = None, **changes: Any) -> dict[str, Any]:
    """Three questions in two languages, with nothing to complain of but what `ALWAYS` names."""
    return {
        "resourceType": "Questionnaire",
        "language": "en",
        "status": "active",
        "title": "Tower log",
        "_title": translated("Журнал башни"),
        "item": [question(1), question(2), question(3)] if items is None else list(items),
    } | changes


def read(
    questionnaire: object, *valuesets: object, cards: Sequence[factcards.FactCard] = (), language: str = ""
) -> importing.Import:
    """Imports Python values or bytes as they are."""
    data, *beside = [
        file if isinstance(file, bytes) else json.dumps(file, ensure_ascii=False).encode()
        for file in (questionnaire, *valuesets)
    ]
    return importing.read_questionnaire(data, beside, today=TODAY, cards=cards, language=language)


def messages(result: importing.Import) -> set[str]:
    """What was found, besides what every import says."""
    return {finding.message for finding in result.report.findings} - ALWAYS


def found(result: importing.Import, message: str) -> importing.Finding:
    """The one finding with this message."""
    (only,) = [finding for finding in result.report.findings if finding.message == message]
    return only


def draft(result: importing.Import) -> definition.Instrument:
    assert result.instrument is not None, [finding.sentence("en") for finding in result.report.findings]
    return result.instrument
