"""Runs whose people answer their pulse, and days that pass."""

from datetime import date, timedelta
from typing import Any

from bs4 import BeautifulSoup
from django.db.models import F
from django.http import HttpResponse
from django.utils import timezone

from courses.runs.actions import enrolling, pulse
from courses.runs.models import Run, Session
from tests.assessments.pulse.answering import answer
from tests.courses.runs.public.visiting import place_of, send
from tests.factories.runs import create_run
from wellbeing.cohorts.actions import freezing
from wellbeing.cohorts.models import Wave
from wellbeing.privacy import codes

BEFORE = timedelta(days=60)


def create_pulse(**given: Any) -> Run:
    """A run of one session that began an hour ago, with its waves by that day."""
    begun = timezone.now() - timedelta(hours=1)
    run = create_run(**({"begins": begun, "sessions": 1, "capacity": 20} | given))
    pulse.follow(run=run)
    return run


def enrol(run: Run, count: int = 1) -> list[str]:
    """The place codes of so many, who came before it began."""
    before = timezone.now() - BEFORE
    drawn = [codes.draw() for _ in range(count)]
    for number, code in enumerate(drawn):
        enrolling.enrol(run=run.pk, names=[f"Клён {number}"], code=code, now=before)
    return drawn


def pass_days(number: int) -> None:
    """Everything lies so many days earlier; what closed meanwhile is frozen by the night."""
    back = timedelta(days=number)
    Session.objects.update(starts_at=F("starts_at") - back, ends_at=F("ends_at") - back)
    Wave.objects.update(opens_on=F("opens_on") - back, closes_on=F("closes_on") - back)
    freezing.freeze_closed(today=timezone.localdate())


def waves(run: Run) -> list[tuple[str, date, date]]:
    rows = Wave.objects.filter(cohort=run.pulse)
    return list(rows.values_list("kind", "opens_on", "closes_on"))


def pulse_code(page: HttpResponse) -> str:
    """The pulse code on the page of a place, empty when none stands there."""
    soup = BeautifulSoup(page.content, "html.parser")
    field = soup.select_one('form[action$="/pulse/"] input[name=code]')
    shown = soup.select_one("p.code")
    return str(field["value"]) if field else shown.text if shown else ""


def press_pulse(page: HttpResponse) -> HttpResponse:
    """The answer to the button of the pulse on the page of a place."""
    form = BeautifulSoup(page.content, "html.parser").select_one('form[action$="/pulse/"]')
    assert form is not None
    return send(str(form["action"]), {field["name"]: field["value"] for field in form.select("input")})


def answer_all(place_codes: list[str], *places: str) -> None:
    """Each goes from their place to the questions and marks these options, in turn."""
    for number, code in enumerate(place_codes):
        page = answer(press_pulse(place_of(code)), places[number % len(places)])
        assert "Ответ учтён" in page.content.decode()
