"""The demo has a year planned, and rounds in each state, on whatever day it is made."""

from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from django.db import transaction
from django.utils import timezone
from pytest_django.plugin import DjangoDbBlocker

from courses.retreats import drafted, frozen
from courses.retreats.models import (
    Application,
    Bed,
    Colleague,
    ErasureReceipt,
    House,
    Lesson,
    Offer,
    Planning,
    ProgrammeVersion,
    Retreat,
    Round,
    SealedPart,
    StayForm,
)
from courses.retreats.opened import find
from courses.retreats.planning import given, stored
from courses.retreats.rules.programme import look
from courses.retreats.seeding import calendar, seed_retreats
from courses.retreats.seeding.demo import Demo
from tests.factories.accounts import create_key_pair
from trainers import coverage
from trainers.actions import seeding as trainers_seeding
from wellbeing.accounts import actions as accounts_actions
from wellbeing.accounts.models import TeamMember, User

pytestmark = pytest.mark.service

NOW = datetime(2026, 11, 28, 3, 7, tzinfo=UTC)
HAVE_KEYS = ("coordinator", "trainer", "organiser", "council", "second_council")
Standing = Offer.Standing


@pytest.fixture(scope="module")
def codes(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[dict[str, str]]:
    """The demo, made once for tests that change nothing; its codes by what they open."""
    with django_db_blocker.unblock(), transaction.atomic():
        _staff(NOW)
        yield dict(seed_retreats(now=NOW))
        transaction.set_rollback(True)


def test_a_year_is_planned_to_proof_and_accepted(codes: dict[str, str]) -> None:
    row = Planning.objects.select_related("year").get()
    plans = [stored.read(each) for each in row.plans]

    assert (row.status, row.accepted, row.year.year) == ("done", 1, 2027)
    assert [each.is_proven for each in plans] == [True] * 3
    made = Retreat.objects.filter(year=row.year)
    assert {each.begins_on for each in made} == {each.week_on for each in plans[0].stays}
    assert plans[0].left_out["RU-PRI"] == 2, "no house is near"
    assert House.objects.count() == 4
    assert all(given.places(each) > 0 for each in House.objects.prefetch_related("rooms"))


def test_who_leads_is_certified(codes: dict[str, str]) -> None:
    held = coverage.active_certificates(NOW.date()).values_list("candidacy__trainer", flat=True)
    leads = Colleague.objects.filter(roles__contains=["lead"])

    assert leads.count() == 3
    assert {each.trainer_id for each in leads} <= set(held)
    assert Colleague.objects.get(user__username="trainer").roles == ["co_trainer"]


def test_there_is_a_round_in_each_state(codes: dict[str, str]) -> None:
    rounds = {each.title: each for each in Round.objects.all()}
    found = {
        title: (each.decided, each.applications.count(), each.retreats.count())
        for title, each in rounds.items()
    }

    assert found == {
        "Набор на ближайшие выезды": ("open", 14, 2),
        "Набор на неделю у печки": ("committed", 14, 1),
        "Набор на неделю тишины": ("published", 13, 1),
        "Набор на неделю чая": ("published", 0, 1),
    }
    waits = rounds["Набор на неделю у печки"]
    assert waits.draws_at is not None
    assert waits.draws_at < NOW
    assert waits.value == ""
    assert set(Retreat.objects.filter(decided="done").values_list("title", flat=True)) == {"Неделя чая"}
    assert Lesson.objects.filter(retreat__title="Неделя чая").count() == 2
    assert sorted(
        (str(each.round), str(each.retreat), each.late) for each in ErasureReceipt.objects.all()
    ) == [
        ("None", "Неделя чая", False),
        ("Набор на неделю чая", "None", False),
    ]
    assert SealedPart.objects.filter(application__round=rounds["Набор на ближайшие выезды"]).count() == 14 * 3


def test_places_were_shared_out_yesterday_and_people_answer(codes: dict[str, str]) -> None:
    retreat = Retreat.objects.get(title="Неделя тишины")
    standings = Counter(Offer.objects.filter(retreat=retreat).values_list("standing", flat=True))
    waiting = Offer.objects.filter(retreat=retreat, standing=Standing.OFFERED)

    assert standings == {Standing.ACCEPTED: 3, Standing.DECLINED: 1, Standing.OFFERED: 3}
    assert all(each.answer_by and each.answer_by > NOW for each in waiting)
    assert (retreat.taken, retreat.places) == (6, 6)
    assert (Bed.objects.count(), StayForm.objects.count(), ProgrammeVersion.objects.count()) == (3, 1, 1)
    assert look(drafted.items(retreat), drafted.days(retreat)) == []
    assert retreat.where.contents().city == "Новосибирск"


def test_the_codes_open_what_they_say(codes: dict[str, str]) -> None:
    offered, without, still_open = (find(code) for code in codes.values())

    assert list(codes) == ["a place to answer", "without a place", "round still open"]
    assert offered.offers.get().standing == Standing.OFFERED
    assert not without.offers.exists()
    assert frozen.closed_case(without.round).reasons[without.facts().ticket]
    assert still_open.round.decided == "open"


def test_what_is_sealed_can_be_read(codes: dict[str, str]) -> None:
    open_round = Round.objects.get(decided="open")
    retreat = Retreat.objects.get(title="Неделя тишины")
    members = {
        code.partition(":")[0]: set(
            TeamMember.objects.filter(team__code=code).values_list("user__username", flat=True)
        )
        for code in (
            f"round-access:{open_round.pk}",
            f"round-safety:{open_round.pk}",
            f"round-contact:{open_round.pk}",
            f"round-appeal:{open_round.pk}",
            f"retreat:{retreat.pk}",
        )
    }

    assert members == {
        "round-access": {"organiser", "coordinator"},
        "round-safety": {"coordinator"},
        "round-contact": {"organiser", "coordinator"},
        "round-appeal": {"council", "second_council"},
        "retreat": {"organiser", "trainer"},
    }


@pytest.mark.parametrize(
    ("day", "year"),
    [((2027, 9, 30), 2027), ((2027, 10, 1), 2028), ((2027, 1, 1), 2027), ((2028, 2, 29), 2028)],
)
def test_there_are_weeks_to_choose_from_on_any_day(day: tuple[int, int, int], year: int) -> None:
    now = datetime(*day, 22, tzinfo=UTC)
    user = User()
    demo = Demo(user, user, (user, user), now)

    found = calendar.weeks_ahead(demo)

    assert calendar.year(demo) == year
    assert 4 <= len(found) <= 14
    assert calendar.closed(demo) in found
    assert all(each.year == year and (each - now.date()).days > 7 * 8 for each in found)


@pytest.mark.django_db
def test_without_a_key_there_is_a_year_and_an_open_round_for_which_nobody_applied(settings: object) -> None:
    settings.SEAL_KEYS = []  # type: ignore[attr-defined]
    now = timezone.now()
    _staff(now)

    assert seed_retreats(now=now) == []

    assert [each.decided for each in Round.objects.all()] == ["open"]
    assert Planning.objects.get().accepted == 1
    assert not Application.objects.exists()


def _staff(now: datetime) -> None:
    accounts_actions.seed_staff()
    for username in HAVE_KEYS:
        create_key_pair(user=User.objects.get(username=username))
    trainers_seeding.seed_trainers(today=now.date())
