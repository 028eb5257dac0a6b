"""What tests of the admin share: its addresses, and reading its pages as people and browsers do."""

from typing import Any

from bs4 import BeautifulSoup
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext

VERSIONS = "/staff/instruments/versions/"
STEPS = "/staff/instruments/steps/"
ADDRESSES = "/staff/instruments/addresses/"
IMPORT = "/staff/instruments/import/"


def page(response: HttpResponse) -> str:
    """What stands on the page, without mark-up, on one line."""
    assert response.status_code == 200, response.headers.get("Location")
    main = BeautifulSoup(response.content, "html.parser").find(id="main")
    assert main is not None
    return " ".join(main.get_text(" ").split())


def form_of(response: HttpResponse) -> dict[str, Any]:
    """What the edit form would send if nothing in it were touched."""
    form = BeautifulSoup(response.content, "html.parser").find("form", id="w-editor-form")
    assert form is not None
    sent: dict[str, Any] = {}
    for field in form.find_all(["input", "textarea", "select"]):
        name = field.get("name")
        if not name or "__prefix__" in name or "csrf" in name:
            continue
        if field.name == "textarea":
            sent[name] = field.text.removeprefix("\n").removeprefix("\r\n")
        elif field.name == "select":
            chosen = field.find("option", selected=True)
            sent[name] = chosen["value"] if chosen else ""
        elif field.get("type") not in {"checkbox", "radio"} or field.has_attr("checked"):
            value = field.get("value", "on" if field.get("type") == "checkbox" else "")
            sent[name] = [*sent[name], value] if name in sent else [value]
    return sent


def queries(client: Client, address: str) -> int:
    client.get(address)
    with CaptureQueriesContext(
        connection,
    ) as captured:
        assert client.get(address).status_code == 200
    return len(captured)
