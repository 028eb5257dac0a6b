"""Somebody at their result who adds it to the picture, as a browser sends it."""

import re
from datetime import timedelta

from django.http import HttpResponse
from django.utils import timezone

from tests.assessments.requests import send
from tests.factories import ballots
from wellbeing.assessments.models import InstrumentVersion
from wellbeing.ballots import contents, forms, quarters
from wellbeing.ballots.contents import Contribution
from wellbeing.ballots.models import Ballot

READ = timedelta(seconds=40)
FORM = re.compile(r'name="form" value="([^"]*)"')


def open_boxes() -> None:
    """The boxes of the quarter in which the test runs."""
    ballots.create_boxes(quarter=quarters.first_day(timezone.localdate()))


def read_form(*, ago: timedelta = READ) -> str:
    """The token of a result page that somebody has looked at for a while."""
    return forms.issue(timezone.now() - ago)


def press(
    version: InstrumentVersion, line: str, *, do: str = "picture", language: str = "ru", **fields: str
) -> HttpResponse:
    """The answer to a button of the offer, ticked and read unless said otherwise; the empty is not sent."""
    whole = {"v": version.code, "a": line, "do": do, "ok": "1", "form": fields.pop("form", "") or read_form()}
    sent = {name: value for name, value in (whole | fields).items() if value}
    return send(f"/{language}/check/{version.instrument.slug}/", sent)


def form_in(page: str) -> str:
    """The token that a page carries."""
    found = FORM.search(page)
    assert found
    return found[1]


def in_the_box() -> list[Contribution]:
    """What was added, for whoever has the private half."""
    return [contents.unseal(bytes(each.sealed), private=ballots.PRIVATE) for each in Ballot.objects.all()]
