"""Whoever only looks at a public page writes nothing, and brings nothing back that was erased."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.apps import apps
from django.core.cache import cache
from django.db import connection, transaction
from django.http import HttpResponse
from django.utils import timezone

from courses.retreats import readiness
from courses.retreats.actions.committee import care, teams
from courses.retreats.actions.rounds import opening
from courses.retreats.models import Round
from courses.retreats.models.choices import Part
from tests.courses.retreats.offers.rounds import Published, publish
from tests.courses.retreats.public.visiting import (
    APPLICATION,
    application_of,
    applied,
    apply_address,
    codes_of,
    look,
    open_round,
    send,
)
from tests.factories.accounts import create_colleague
from tests.factories.retreats import create_round
from wellbeing.accounts.actions import recovery
from wellbeing.accounts.models import Team

pytestmark = [pytest.mark.service, pytest.mark.django_db]

Look = Callable[[], HttpResponse]


@pytest.fixture(autouse=True)
def _nobody_was_counted() -> None:
    cache.clear()


@pytest.fixture
def round() -> Round:
    """Open, and nothing was ever sealed for it."""
    return open_round(readers=False)


@pytest.fixture
def published() -> Published:
    return publish(now=timezone.now(), people=[{"need": 3}, {"need": 2}, {"need": 1}, {"need": 0}])


def rows() -> dict[str, int]:
    return {model._meta.db_table: model._default_manager.count() for model in apps.get_models()}


def only_read(look: Look) -> HttpResponse:
    """The answer of a page in a transaction in which the database refuses to write."""
    before = rows()
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION READ ONLY")
        page = look()
    assert rows() == before
    return page


@pytest.mark.parametrize("address", ["", "{round}/", "{round}/apply/"])
def test_looking_at_a_round_writes_nothing(round: Round, address: str) -> None:
    page = only_read(lambda: look(f"/ru/retreats/{address.format(round=round.pk)}"))

    assert page.status_code == 200


@pytest.mark.parametrize("address", [APPLICATION, f"{APPLICATION}messages/"])
def test_looking_where_a_code_is_asked_for_writes_nothing(address: str) -> None:
    assert only_read(lambda: look(address)).status_code == 200


def test_what_comes_back_with_faults_writes_nothing(round: Round) -> None:
    page = only_read(lambda: send(apply_address(round), {"name": "", "once": "x"}))

    assert page.status_code == 400


@pytest.mark.parametrize("do", ["open", "change", "deleting"])
def test_reading_an_application_writes_nothing(do: str) -> None:
    code = codes_of(applied(open_round(readers=False)))[0]
    Team.objects.all().delete()

    assert only_read(lambda: send(APPLICATION, {"code": code, "do": do})).status_code == 200


@pytest.mark.parametrize("person", [0, 3])
def test_reading_what_came_of_it_writes_nothing(published: Published, person: int) -> None:
    """The first said yes and is asked the rest; the last has no place and can appeal."""
    code = published.codes[person]
    if not person:
        send(APPLICATION, {"code": code, "do": "accept"})
    Team.objects.all().delete()

    assert only_read(lambda: application_of(code)).status_code == 200


def test_a_page_that_is_looked_at_brings_no_team_back_that_went_with_the_round(round: Round) -> None:
    late = timezone.localdate() + timedelta(days=400)
    for part in Part:
        teams.team_for(round, part)
    care.look_after(today=late)
    assert not Team.objects.exists()

    look(apply_address(round))

    assert not Team.objects.exists()


def test_what_is_missing_before_opening_is_only_read() -> None:
    round = create_round(decided="preparing")
    before = rows()

    readiness.missing(round, timezone.now())

    assert rows() == before


def test_the_step_that_opens_a_round_makes_its_teams() -> None:
    round = open_round(readers=False, decided="preparing")
    recovery.make_recovery_key(language="ru", today=timezone.localdate(), by=None)
    organiser = create_colleague(username="lena", role="organiser")
    assert not Team.objects.filter(code__endswith=str(round.pk)).exists()

    opening.open_round(round=round.pk, by=organiser, now=timezone.now())

    made = Team.objects.filter(code__endswith=str(round.pk))
    assert {team.code.partition(":")[0] for team in made} == {f"round-{part}" for part in Part}
