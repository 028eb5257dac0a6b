"""The public pages of runs as a browser without scripts uses them."""

import re
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlencode

from bs4 import BeautifulSoup
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from courses.runs.models import Run
from tests.factories.runs import create_run

RUNS, PLACE = "/ru/runs/", "/ru/place/"
FORM = "application/x-www-form-urlencoded"
SPELLED = re.compile(r"(?:[0-9A-HJKMNP-TV-Z]{4}-){4}[0-9A-HJKMNP-TV-Z]{4}")


def soon(days: int = 30) -> datetime:
    return timezone.now().replace(microsecond=0) + timedelta(days=days)


def open_run(**given: Any) -> Run:
    """A run that may be joined now."""
    return create_run(**({"begins": soon()} | given))


def join_address(run: Run) -> str:
    return f"{RUNS}{run.pk}/join/"


def look(address: str) -> HttpResponse:
    """The answer to somebody without a past."""
    return Client().get(address)


def send(address: str, fields: dict[str, Any]) -> HttpResponse:
    return Client().post(address, urlencode(fields), content_type=FORM)


def press(page: HttpResponse, do: str = "", **typed: Any) -> HttpResponse:
    """The answer to a button of a page: its form with what stands in it, and what is typed over that."""
    soup = BeautifulSoup(page.content, "html.parser")
    button = soup.find("button", {"value": do}) if do else soup.select_one("form[method=post] button")
    assert button is not None, f"no button {do}"
    form = button.find_parent("form")
    assert form is not None, text_of(page)
    there = {field["name"]: field.get("value", "") for field in form.find_all("input")}
    return send(form["action"], {**there, **typed, **({"do": do} if do else {})})


def join(run: Run, *names: str, **typed: Any) -> HttpResponse:
    """The answer to joining under these names."""
    filled = {f"name{number}": name for number, name in enumerate(names or ("Ива",), 1)}
    return press(look(join_address(run)), **filled, **typed)


def codes_on(page: HttpResponse) -> list[str]:
    shown = BeautifulSoup(page.content, "html.parser").find_all("p", {"class": "code"})
    return [each.text for each in shown if SPELLED.fullmatch(each.text)]


def place_of(code: str) -> HttpResponse:
    """The page that a place code opens."""
    return send(PLACE, {"code": code, "do": "open"})


def text_of(page: HttpResponse) -> str:
    """What stands on the page, on one line."""
    main = BeautifulSoup(page.content, "html.parser").find("main")
    assert main is not None
    return " ".join(main.get_text(" ").split())


def buttons_of(page: HttpResponse) -> list[str]:
    soup = BeautifulSoup(page.content, "html.parser")
    return [each.get("value", "") for each in soup.find_all("button")]
