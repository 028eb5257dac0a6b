"""What colleagues see of offers: numbers, and for the team of a retreat who comes and what they sent."""

import pytest
from django.urls import reverse
from django.utils import timezone
from wagtail.models import ModelLogEntry

from courses.retreats.actions.committee import teams
from courses.retreats.actions.offers import answers
from courses.retreats.actions.preparing import stay_forms
from courses.retreats.models import Retreat
from courses.retreats.rules.stay import Stay
from tests.courses.retreats.offers.rounds import Published, publish
from tests.factories.accounts import create_colleague, create_key_pair, unlock
from tests.factories.retreats import create_retreat_colleague, create_team_part
from tests.trainers.staff.looking import client_of, text
from wellbeing.accounts.models import User

pytestmark = [pytest.mark.service, pytest.mark.django_db]


@pytest.fixture
def published() -> Published:
    found = publish(people=[{"need": 3 - n} for n in range(4)], now=timezone.now())
    answers.accept(code=found.codes[0], now=timezone.now())
    return found


def holder(retreat: Retreat) -> User:
    user = create_colleague(username="nina", role="trainer")
    create_team_part(retreat, colleague=create_retreat_colleague(user=user))
    create_key_pair(user=user)
    teams.follow(teams.team_of(retreat), by=None)
    return user


def test_organisers_count_offers_and_read_no_name(published: Published) -> None:
    client = client_of(create_colleague(username="olya", role="organiser"))
    round_page = text(client.get(reverse("retreats_staff:round", args=[published.round.pk])))
    page = text(client.get(reverse("retreats_staff:retreat", args=[published.retreats[0].pk])))
    assert "согласились: 1, ещё могут ответить: 1, свободно: 0" in round_page
    assert "Согласились: 1; ещё могут ответить: 1" in page
    assert "Имя " not in page


def test_the_team_reads_who_comes_and_second_forms_with_a_trace(published: Published) -> None:
    retreat = published.retreats[0]
    client = client_of(holder(retreat))
    stay_forms.send(code=published.codes[0], stay=Stay(travel="Поезд в 9"), now=timezone.now())
    assert "Имя " in text(client.get(reverse("retreats_staff:retreat", args=[retreat.pk])))
    address = reverse("retreats_staff:stay_forms", args=[retreat.pk])
    assert client.get(address)["Location"].startswith(reverse("accounts:unlock"))
    unlock(client)
    assert "Поезд в 9" in text(client.get(address))
    assert ModelLogEntry.objects.filter(action="retreats.read_stay_forms").count() == 1


def test_whoever_is_not_in_the_team_reads_why_they_see_none(published: Published) -> None:
    holder(published.retreats[0])
    stay_forms.send(code=published.codes[0], stay=Stay(travel="Поезд в 9"), now=timezone.now())
    client = client_of(create_colleague(username="olya", role="organiser"))
    page = text(client.get(reverse("retreats_staff:stay_forms", args=[published.retreats[0].pk])))
    assert "Вы не в команде этого выезда" in page
    assert "Поезд в 9" not in page
