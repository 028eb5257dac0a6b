"""Colleagues at work in the admin."""

import pytest
from django.test import Client

from tests.factories.accounts import create_colleague, sign_in
from tests.factories.assessments import EDITOR


@pytest.fixture
def editor(client: Client) -> Client:
    sign_in(client, create_colleague(username=EDITOR, role="editor"))
    return client


@pytest.fixture
def reader(client: Client) -> Client:
    """The council sees versions and changes nothing."""
    sign_in(client, create_colleague(username="sova", role="council"))
    return client
