"""Whose questions they are is said to whoever answers them: before, after, and on paper."""

import pytest
from django.test import Client

from tests.assessments import building
from tests.assessments.requests import send, take
from tests.factories.assessments import create_published
from tests.reading_pdf import Pdf
from wellbeing.assessments.rules.definition import Licence, LicenceClass

pytestmark = [pytest.mark.django_db, pytest.mark.service]

WORDS = {"ru": "Вопросы: А. Чайкин, 2005.", "en": "Questions: A. Gull, 2005."}


@pytest.mark.parametrize("language", ["ru", "en"])
def test_it_stands_with_the_questions_the_result_and_on_paper(client: Client, language: str) -> None:
    licence = Licence(
        LicenceClass.FREE,
        "A. Gull",
        "https://example.org/terms",
        "2026-01-31",
        allowed_uses=("display",),
        attribution=WORDS,
    )
    version = create_published(licence=licence, about=building.create_texts("about"))
    address = f"/{language}/check/check-1/"

    asked = client.get(address).text
    result = take(version, "012", language=language).text
    paper = send(address, {"v": version.code, "a": "012", "do": "pdf"}).content

    said = WORDS[language]
    assert (asked.count(said), result.count(said)) == (1, 1)
    assert said in " ".join(" ".join(Pdf(paper).pages).split())
    assert WORDS["en" if language == "ru" else "ru"] not in asked + result
