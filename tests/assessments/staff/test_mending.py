"""An editor loads a burnout questionnaire that has it wrong, is told so in words, mends it and publishes."""

import json
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client

from tests.assessments.admin import IMPORT, VERSIONS, page
from tests.assessments.requests import take
from wellbeing.assessments.models import Finding, InstrumentVersion

pytestmark = [pytest.mark.django_db, pytest.mark.service]

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
    for finding in version.findings.filter(severity=Finding.Severity.OPEN):
        reason = {"finding": str(finding.pk), f"{finding.pk}-reason": "Сверено с бланком."}
        client.post(f"{VERSIONS}{version.code}/sign-off/", reason)


def test_a_file_that_has_it_wrong_is_mended_and_published(editor: Client) -> None:
    told = rows(load(editor, UPSIDE_DOWN))

    (said,) = [text for text in told if "числа идут не в ту сторону" in text]
    assert said.startswith("В вопросах 1–12, 14–19 числа идут не в ту сторону, что по карточке cbi")
    assert "0 Всегда, 25 Часто" in said
    assert told[said].startswith("строка ")
    assert told[said].endswith("definition.items[0]")
    wrong = InstrumentVersion.objects.get()
    assert [scale.key for scale in wrong.scales.all()] == ["total"]
    editor.post(f"{VERSIONS}{wrong.code}/publish/")
    wrong.refresh_from_db()
    assert wrong.status == "draft"

    again = rows(load(editor, RIGHT))
    assert not [text for text in again if "не в ту сторону" in text]
    mended = InstrumentVersion.objects.get(number=2)
    assert [(scale.key, scale.reversed_keys) for scale in mended.scales.all()] == [
        ("personal", []),
        ("work", ["lamp13"]),
        ("client", []),
    ]
    check = f"{VERSIONS}{mended.code}/check/"
    sign_all(editor, mended)
    InstrumentVersion.objects.filter(pk=mended.pk).update(licence_evidence_on="2026-11-22")
    editor.post(f"{VERSIONS}{mended.code}/licence/")
    assert "Черновик можно публиковать" in page(editor.get(check))
    editor.post(f"{VERSIONS}{mended.code}/publish/")

    mended.refresh_from_db()
    assert (mended.status, mended.licence_checked_by) == ("published", "nadya")
    result = take(mended, "0" * 19).text
    assert "Т. Кристенсен" in result
    assert "<b>100</b>" in result
    (wrong_draft,) = InstrumentVersion.objects.filter(status="draft")
    assert wrong_draft == wrong
