"""Who asked for a place: seen by those who hold the run, and given a place by one press."""

from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from courses.runs.actions import enrolling
from courses.runs.models import Party, Run
from tests.courses.runs.public.visiting import soon
from tests.factories.accounts import create_colleague
from tests.factories.runs import create_run, engage
from tests.factories.trainers import create_trainer, region
from tests.trainers.staff.looking import client_of, queries, text
from wellbeing.accounts.models import User
from wellbeing.privacy import codes

pytestmark = [pytest.mark.service, pytest.mark.django_db]


@pytest.fixture
def lena() -> User:
    return create_colleague(username="lena", role="trainer", region=region())


@pytest.fixture
def run(lena: User) -> Run:
    """A run of hers with one place, for which people ask."""
    run = create_run(capacity=1, begins=soon())
    engage(run, trainer=create_trainer(user=lena))
    Run.objects.update(joining=Run.Joining.ASKING)
    return run


def ask(run: Run, *names: str) -> Party:
    code = codes.draw()
    enrolling.enrol(run=run.pk, names=names, code=code, now=timezone.now())
    return Party.objects.get(places=codes.lookup_id(code))


def page_of(run: Run) -> str:
    return reverse("runs_staff:asking", args=[run.pk])


def admit(run: Run, party: object) -> str:
    return reverse("runs_staff:admit", args=[run.pk, party])


def test_those_who_ask_stand_in_the_order_of_coming_and_the_page_of_the_run_leads_there(
    lena: User, run: Run
) -> None:
    ask(run, "Рябина"), ask(run, "Ива")
    visit = client_of(lena)
    found = text(visit.get(page_of(run)))

    assert found.index("Рябина") < found.index("Ива")
    assert page_of(run) in visit.get(reverse("runs_staff:run", args=[run.pk])).content.decode()


def test_one_press_keeps_a_place_and_the_next_is_refused_when_none_is_left(lena: User, run: Run) -> None:
    first, second = ask(run, "Рябина"), ask(run, "Ива")
    visit = client_of(lena)

    for party in (first, first, second):
        assert visit.post(admit(run, party.pk)).status_code == 302
    assert list(Party.objects.order_by("number").values_list("standing", flat=True)) == ["offered", "waiting"]


def test_who_left_meanwhile_is_a_sentence(lena: User, run: Run) -> None:
    assert client_of(lena).post(admit(run, uuid4())).status_code == 302
    assert Party.objects.count() == 0


def test_a_party_of_another_run_is_not_reached_through_ones_own(lena: User, run: Run) -> None:
    other = create_run(begins=soon())
    Run.objects.filter(pk=other.pk).update(joining=Run.Joining.ASKING)
    party = ask(other, "Ива")

    client_of(lena).post(admit(run, party.pk))

    assert Party.objects.get().standing == "waiting"


def test_another_trainer_finds_neither_page(run: Run) -> None:
    party = ask(run, "Ива")
    other = create_colleague(username="olga", role="trainer", region=region())
    create_trainer(user=other)
    visit = client_of(other)

    assert visit.get(page_of(run)).status_code == 404
    assert visit.post(admit(run, party.pk)).status_code == 404
    assert Party.objects.get().standing == "waiting"


def test_where_anyone_may_join_there_is_no_such_page(lena: User, run: Run) -> None:
    Run.objects.update(joining=Run.Joining.OPEN)

    assert client_of(lena).get(page_of(run)).status_code == 404


def test_the_page_costs_as_many_queries_for_three_as_for_one(lena: User, run: Run) -> None:
    visit = client_of(lena)
    visit.get(page_of(run))
    costs = []
    for name in ("Ива", "Клён", "Рябина"):
        ask(run, name)
        costs.append(queries(visit, page_of(run)))

    assert len(set(costs)) == 1
