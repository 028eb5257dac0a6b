"""The public pages of retreats as a browser without scripts uses them."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any
from urllib.parse import urlencode

from bs4 import BeautifulSoup, Tag
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from courses.retreats.actions.applying import sealing_words
from courses.retreats.actions.committee import teams
from courses.retreats.models import Retreat, Round, Seat
from courses.runs.public.forms import tidied
from tests.courses.runs.public.visiting import FORM, codes_on, look
from tests.factories.accounts import create_colleague, create_key_pair
from tests.factories.retreats import create_house, create_retreat, create_round
from tests.factories.trainers import region
from wellbeing.accounts.models import User

APPLICATION = "/ru/application/"


def open_round(*, retreats: int = 3, readers: bool = True, **changes: Any) -> Round:
    """A round that is open now, with retreats in one house, and a committee that can read."""
    region("RU-MOW")
    round = create_round(**({"closes_at": timezone.now() + timedelta(days=9)} | _draws(changes) | changes))
    house = create_house()
    for number in range(retreats):
        begins_on = (timezone.now() + timedelta(days=60 + 30 * number)).date()
        create_retreat(round=round, house=house, begins_on=begins_on)
    if readers:
        seat_readers(round)
    return round


def seat_readers(round: Round) -> dict[str, User]:
    """Somebody with keys for each part of what is sealed."""
    found = {}
    for part in sealing_words.PARTS:
        user = User.objects.filter(username=f"{part}-reader").first()
        if user is None:
            user = create_colleague(username=f"{part}-reader", role="organiser")
            create_key_pair(user=user)
        Seat.objects.create(round=round, user=user, part=part)
        teams.follow(teams.team_for(round, part), by=None)
        found[str(part)] = user
    return found


def retreats_of(round: Round) -> list[Retreat]:
    return list(round.retreats.order_by("begins_on"))


def apply_address(round: Round) -> str:
    return f"/ru/retreats/{round.pk}/apply/"


def send(address: str, fields: dict[str, Any]) -> HttpResponse:
    return Client().post(address, urlencode(fields, doseq=True), content_type=FORM)


def standing_in(page: HttpResponse, do: str = "") -> tuple[str, dict[str, Any]]:
    """Where the form with this button goes, and what a browser would send of it as it stands."""
    soup = BeautifulSoup(page.content, "html.parser")
    button = soup.find("button", {"value": do}) if do else soup.select_one("form[method=post] button")
    assert button is not None, f"no button {do}"
    form = button.find_parent("form")
    assert form is not None
    fields: dict[str, Any] = {"do": do} if do else {}
    for field in form.find_all(["input", "select", "textarea"]):
        values = _values(field)
        if values:
            fields.setdefault(field["name"], []).extend(values)
    return str(form["action"]), fields


def press(page: HttpResponse, do: str = "", **typed: Any) -> HttpResponse:
    """The answer to a button of a page: its form with what stands in it, and what is typed over that."""
    action, fields = standing_in(page, do)
    return send(action, fields | typed)


def filled(round: Round, **typed: Any) -> dict[str, Any]:
    """What somebody types who wants to come to the first retreat, and what else is said."""
    said = {"name": "Ива", "region": "RU-MOW", "wish1": str(retreats_of(round)[0].pk)}
    return said | typed


def applied(round: Round, **typed: Any) -> HttpResponse:
    """The answer to applying."""
    return press(look(apply_address(round)), **filled(round, **typed))


def codes_of(page: HttpResponse) -> tuple[str, str]:
    """The application code and the mark, as they stand on the page."""
    code, mark = codes_on(page)
    return code, mark


def application_of(code: str) -> HttpResponse:
    return send(APPLICATION, {"code": code, "do": "open"})


def typed_in(page: HttpResponse, name: str) -> list[str]:
    """What stands in the fields of this name."""
    soup = BeautifulSoup(page.content, "html.parser")
    found: list[str] = []
    for field in soup.find_all(["input", "select", "textarea"], {"name": name}):
        found += _values(field)
    return found


def faults_of(page: HttpResponse) -> list[str]:
    """The sentences beside fields."""
    soup = BeautifulSoup(page.content, "html.parser")
    return [each.text for each in soup.select("p.caution[id]")]


def alert_of(page: HttpResponse) -> str:
    said = BeautifulSoup(page.content, "html.parser").select_one('[role="alert"]')
    return tidied(said.text) if said else ""


def _values(field: Tag) -> Sequence[str]:
    if field.name == "textarea":
        return [field.text.removeprefix("\n").removeprefix("\r\n")]
    if field.name == "select":
        chosen = field.find("option", selected=True) or field.find("option")
        return [str(chosen["value"])] if isinstance(chosen, Tag) else []
    if field.get("type") in ("checkbox", "radio") and not field.has_attr("checked"):
        return []
    return [str(field.get("value", "on" if field.get("type") == "checkbox" else ""))]


def _draws(changes: dict[str, Any]) -> dict[str, Any]:
    closes = changes.get("closes_at", timezone.now() + timedelta(days=9))
    return {"draws_at": closes + timedelta(days=2)}
