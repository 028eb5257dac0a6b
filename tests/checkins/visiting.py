"""The pages of nudges as a browser without scripts uses them."""

import html
import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from bs4 import BeautifulSoup
from django.http import HttpResponse
from django.test import Client

ASK, MANAGE = "/ru/nudges/", "/ru/nudges/manage/"
FORM = "application/x-www-form-urlencoded"
CODE = re.compile(r'<p class="code">([^<]+)</p>')

# What a person fills in who wants e-mail in their own words.
FILLED: dict[str, Any] = {
    "channel": "email",
    "address": "vera@example.org",
    "cover": "own",
    "subject": "Полить цветы",
    "text": "Сегодня пора полить цветы на окне.",
    "language": "ru",
    "every": "1w",
    "days": ["1", "4"],
    "start": "10",
    "end": "14",
    "zone": "Europe/Moscow",
    "link": "yes",
}


def send(address: str, fields: Mapping[str, Any]) -> HttpResponse:
    """The answer to a form sent by somebody without a past."""
    return Client().post(address, urlencode(fields, doseq=True), content_type=FORM)


def press(page: HttpResponse, do: str, **typed: Any) -> HttpResponse:
    """The answer to a button of a page: its form with what stands in it, and what is typed over that."""
    soup = BeautifulSoup(page.content, "html.parser")
    button = soup.find("button", {"name": "do", "value": do})
    assert button is not None, f"no button {do}"
    form = button.find_parent("form")
    return send(form["action"], {**fields_of(form), **typed, "do": do})


def fields_of(form: Any) -> dict[str, list[str]]:
    """What a form would send if nothing in it were touched."""
    found: dict[str, list[str]] = {}
    for field in form.find_all(["input", "select", "textarea"]):
        for value in _values(field):
            found.setdefault(field["name"], []).append(value)
    return found


def _values(field: Any) -> list[str]:
    if field.name == "select":
        chosen = field.find("option", selected=True)
        return [chosen.get("value", chosen.text.strip())] if chosen else [""]
    if field.name == "textarea":
        return [field.text.removeprefix("\r\n").removeprefix("\n")]
    if field.get("type") in {"radio", "checkbox"} and not field.has_attr("checked"):
        return []
    return [field.get("value", "on" if field.get("type") == "checkbox" else "")]


def text_of(page: HttpResponse) -> str:
    """What stands on the page, on one line."""
    main = BeautifulSoup(page.content, "html.parser").find("main")
    assert main is not None
    return " ".join(main.get_text(" ").split())


def code_on(page: HttpResponse) -> str:
    found = CODE.search(page.content.decode())
    assert found, text_of(page)
    return html.unescape(found[1])


def errors_on(page: HttpResponse) -> dict[str, str]:
    """The sentences beside fields, by the name of the field."""
    soup = BeautifulSoup(page.content, "html.parser")
    found = soup.find_all("p", {"class": "caution"})
    return {each["id"].removeprefix("id_").removesuffix("_error"): each.text for each in found}
