"""The project's own self-checks in the test's database, and forms as a browser sends them."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from urllib.parse import urlencode

from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from pytest_django import DjangoDbBlocker

from cms import generation
from wellbeing.assessments.actions import shipped
from wellbeing.assessments.models import InstrumentVersion

TODAY = date(2026, 11, 22)
EDITOR = "editor"
FORM = "application/x-www-form-urlencoded"

Fields = Mapping[str, str] | Sequence[tuple[str, str]]


def publish_shipped() -> dict[str, InstrumentVersion]:
    """The full check as `month`, the check-in as `week`, and nothing remembered from before."""
    versions = shipped.load_shipped(by=EDITOR, today=TODAY)
    generation.bump()
    return {version.instrument.slug: version for version in versions}


@contextmanager
def shipped_for_a_module(blocker: DjangoDbBlocker) -> Iterator[None]:
    """They stand there for all tests of a module, since publishing takes longer than most tests do."""
    with blocker.unblock(), transaction.atomic():
        publish_shipped()
        yield
        transaction.set_rollback(True)


def shipped_version(slug: str) -> InstrumentVersion:
    return InstrumentVersion.objects.get(instrument__slug=slug)


def send(address: str, fields: Fields) -> HttpResponse:
    """The answer to a form sent to this address by somebody without a past."""
    return Client().post(address, urlencode(fields), content_type=FORM)


def take(version: InstrumentVersion, places: str, *, language: str = "ru", **fields: str) -> HttpResponse:
    """The answer to this version with the option at these places marked, `-` for a skipped question."""
    answers = {f"q{number}": place for number, place in enumerate(places, start=1)}
    return send(f"/{language}/check/{version.instrument.slug}/", {"v": version.code, **answers, **fields})


def text_of(response: HttpResponse) -> str:
    return response.content.decode()
