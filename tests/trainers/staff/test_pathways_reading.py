"""How the list and the rules of a pathway are read in the admin, on a phone and in either language."""

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from wagtail.users.models import UserProfile

from tests.assessments.admin import page
from tests.factories.trainers import create_coordinator, create_pathway
from tests.trainers.staff.pathways import LIST, enter
from wellbeing.accounts.models import User

pytestmark = [pytest.mark.service, pytest.mark.django_db]


@pytest.fixture
def vera() -> User:
    return create_coordinator()


@pytest.fixture
def client(vera: User) -> Client:
    return enter(vera)


def test_a_list_wider_than_a_phone_can_be_moved_with_the_keyboard_too(client: Client) -> None:
    create_pathway()

    listed = BeautifulSoup(client.get(LIST).content, "html.parser")

    assert listed.select_one('[role="region"][tabindex="0"] table') is not None


@pytest.mark.parametrize(
    ("language", "said"), [("ru", "январь 2024, публикация"), ("en", "January 2024, published by")]
)
def test_a_month_begins_as_its_language_wants(client: Client, vera: User, language: str, said: str) -> None:
    UserProfile.objects.update_or_create(user=vera, defaults={"preferred_language": language})

    assert said in page(client.get(f"{LIST}inspect/{create_pathway().pk}/"))
