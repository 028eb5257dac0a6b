"""A burnout questionnaire in the shape of the CBI, and what an editor does with its draft in the admin."""

import json
from typing import Any

from bs4 import BeautifulSoup
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client

from tests.assessments.admin import IMPORT, VERSIONS, form_of
from wellbeing.assessments.models import Finding, InstrumentVersion, Scale

# Labels of two sets as the card has them: how often, and how much; invented sentences about a lighthouse.
OFTEN = ("always", "often", "sometimes", "seldom", "never")
MUCH = ("very much", "a lot", "somewhat", "a little", "not at all")
WORDS = {
    "always": ("Always", "Всегда"),
    "often": ("Often", "Часто"),
    "sometimes": ("Sometimes", "Иногда"),
    "seldom": ("Seldom", "Редко"),
    "never": ("Never", "Никогда"),
    "very much": ("Very much", "Очень сильно"),
    "a lot": ("Quite a bit", "Сильно"),
    "somewhat": ("Somewhat", "Отчасти"),
    "a little": ("A little", "Немного"),
    "not at all": ("Not at all", "Совсем нет"),
}
DEGREE = {7, 8, 9, 14, 15, 16, 17}
UPSIDE_DOWN = (0, 25, 50, 75, 100)
RIGHT = (100, 75, 50, 25, 0)
LICENCE = "Public domain, as the institute says."
LICENCE_RECORD = {
    "licence_class": "free",
    "licence_holder": "NFA",
    "licence_evidence_url": "https://nfa.dk/",
    "licence_evidence_on": "2026-11-22",
    "licence_uses": "display",
    "attribution_ru": "Т. Кристенсен и другие, 2005.",
    "attribution_en": "T. S. Kristensen and others, 2005.",
}
# What the wrong file is told and a right one is not.
MENDED = ("direction", "card_not_applied", "scales_by_hand")


def questionnaire(codes: tuple[int, ...]) -> bytes:
    """Nineteen questions in the card's order; “always” has the first of these numbers."""
    items: list[dict[str, Any]] = []
    words: dict[str, dict[str, str]] = {"en": {}, "ru": {}}
    for key, (english, russian) in WORDS.items():
        words["en"][key], words["ru"][key] = english, russian
    for number in range(1, 20):
        key = f"lamp{number}"
        words["en"][key] = f"The lamp went out {number} times."
        words["ru"][key] = f"Лампа гасла столько раз: {number}."
        labels = MUCH if number in DEGREE else OFTEN
        options = [{"text_key": label, "value": code} for label, code in zip(labels, codes, strict=True)]
        items.append({"id": key, "text_key": key, "type": "multi", "options": options})
    scales = {"personal": range(1, 7), "work": range(7, 14), "client": range(14, 20)}
    scoring = {
        name: {"method": "mean_coded", "items": {f"lamp{n}": -1 if n == 13 else 1 for n in numbers}}
        for name, numbers in scales.items()
    }
    info = {"name": "Copenhagen Burnout Inventory", "code": "CBI", "license": LICENCE}
    definition = {"scale_info": info, "items": items, "scoring": scoring}
    file = {"osd_version": "1.0", "definition": definition, "translations": words}
    return json.dumps(file, ensure_ascii=False, indent=1).encode()


def load(client: Client, codes: tuple[int, ...]) -> HttpResponse:
    file = SimpleUploadedFile("cbi.osd", questionnaire(codes))
    return client.post(IMPORT, {"slug": "check-7", "file": file})


def rows(response: HttpResponse) -> dict[str, str]:
    """What the report says, with the place that stands beside it."""
    found = BeautifulSoup(response.content, "html.parser").select("table.listing tbody tr")
    cells = [[" ".join(cell.get_text(" ").split()) for cell in row.find_all("td")] for row in found]
    return {row[0]: row[1] for row in cells}


def sign_all(client: Client, version: InstrumentVersion) -> None:
    """Everything but what is going to be mended."""
    for finding in version.findings.filter(severity=Finding.Severity.OPEN).exclude(kind__in=MENDED):
        reason = {"finding": str(finding.pk), f"{finding.pk}-reason": "Сверено с бланком."}
        client.post(f"{VERSIONS}{version.code}/sign-off/", reason)


def edit(client: Client, version: InstrumentVersion, **changes: str) -> None:
    address = f"{VERSIONS}edit/{version.pk}/"
    response = client.post(address, form_of(client.get(address)) | changes)
    assert response.headers["Location"] == address


def turn(client: Client, version: InstrumentVersion, codes: tuple[int, ...]) -> None:
    """By way of numbers between: no two answers may have the same at any moment."""
    for step in (1, 0):
        answers = {
            f"response_sets-{each}-options-{n}-code": str(code + step)
            for each in (0, 1)
            for n, code in enumerate(codes)
        }
        edit(client, version, **answers)


def check_again(client: Client, version: InstrumentVersion) -> str:
    return page_after(client.post(f"{VERSIONS}{version.code}/again/", follow=True))


def page_after(response: HttpResponse) -> str:
    return " ".join(BeautifulSoup(response.content, "html.parser").get_text(" ").split())


def kinds(version: InstrumentVersion) -> set[str]:
    return set(version.findings.values_list("kind", flat=True))


def scales(version: InstrumentVersion) -> list[tuple[str, list[str], list[str], int]]:
    return [
        (scale.key, scale.item_keys, scale.reversed_keys, scale.bands.count())
        for scale in Scale.objects.filter(version=version)
    ]


def lamps(*numbers: int) -> list[str]:
    return [f"lamp{n}" for n in numbers]


OF_THE_CARD = [
    ("personal", lamps(*range(1, 7)), [], 4),
    ("work", lamps(*range(7, 14)), ["lamp13"], 4),
    ("client", lamps(*range(14, 20)), [], 4),
]
