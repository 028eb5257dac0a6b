"""Somebody who walks a path of their own, signed in."""

import pytest
from django.test import Client

from tests.factories.accounts import create_colleague, sign_in
from tests.factories.trainers import create_candidacy, create_trainer, region
from trainers.models import Candidacy
from wellbeing.accounts.models import User


@pytest.fixture
def user() -> User:
    return create_colleague(username="lena", role="trainer", region=region())


@pytest.fixture
def visit(client: Client, user: User) -> Client:
    sign_in(client, user)
    return client


@pytest.fixture
def candidacy(user: User) -> Candidacy:
    return create_candidacy(trainer=create_trainer(name="Лена", user=user))
