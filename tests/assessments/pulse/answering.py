"""Groups whose people answer, and the pulse page as a browser without scripts uses it."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid4

from bs4 import BeautifulSoup
from django.http import HttpResponse
from django.utils import timezone

from tests.assessments.requests import send
from wellbeing.cohorts.actions import holding
from wellbeing.cohorts.codes import personal
from wellbeing.privacy import codes

PULSE = "/ru/pulse/"


def create_group(*, language: str = "ru", first: date | None = None) -> UUID:
    """Meets on one day, today if none is given."""
    cohort = uuid4()
    holding.begin(cohort=cohort, language=language, days=[first or timezone.localdate()])
    return cohort


def draw_code(cohort: UUID) -> str:
    """The pulse code of somebody new, as they write it down."""
    return codes.show(personal(cohort, codes.draw()))


def days(number: int) -> timedelta:
    return timedelta(days=number)


def open_with(code: str, address: str = PULSE) -> HttpResponse:
    return send(address, {"code": code})


def answer(page: HttpResponse, places: str, **typed: Any) -> HttpResponse:
    """The answer to the questions of a page with the options at these places marked."""
    form = BeautifulSoup(page.content, "html.parser").find("form")
    assert form is not None
    there = {field["name"]: field["value"] for field in form.select("input[type=hidden]")}
    marked = {f"q{number}": place for number, place in enumerate(places, start=1)}
    return send(str(form["action"]), {**there, **marked, **typed})


def main_of(page: HttpResponse) -> str:
    """What stands on the page, on one line."""
    main = BeautifulSoup(page.content, "html.parser").find("main")
    assert main is not None
    return " ".join(main.get_text(" ").split())


def typed_on(page: HttpResponse) -> str:
    """What stands in the field for the code."""
    field = BeautifulSoup(page.content, "html.parser").select_one("input[name=code]")
    assert field is not None
    return str(field.get("value", ""))
