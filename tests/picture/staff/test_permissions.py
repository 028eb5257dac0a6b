"""Which role may do what with the boxes of quarters: every address against every role."""

from typing import Any

import pytest
from django.test import Client

from tests.factories.accounts import create_colleague, sign_in
from tests.factories.picture import create_council, create_shared_box
from wellbeing.accounts import roles

pytestmark = [pytest.mark.django_db, pytest.mark.service]

GET, POST = ["", "{box}/"], ["{box}/begin/", "{box}/key/", "{box}/stop/", "{box}/judge/"]
MAY = {"council"}


def statuses(client: Client) -> set[int]:
    """Of every address; what leads away to the first page counts as refused."""
    box = create_shared_box().pk
    found: list[Any] = [client.get(f"/staff/picture/boxes/{each.format(box=box)}") for each in GET]
    found += [client.post(f"/staff/picture/boxes/{each.format(box=box)}", {}) for each in POST]
    return {403 if each.headers.get("Location") == "/staff/" else each.status_code for each in found}


@pytest.mark.parametrize("role", [each.code for each in roles.every()])
def test_only_the_council_comes_to_boxes(client: Client, role: str) -> None:
    council = create_council(2)
    sign_in(client, council[0] if role in MAY else create_colleague(username="rita", role=role))

    found = statuses(client)
    assert 403 not in found if role in MAY else found == {403}
    menu: Any = client.get("/staff/")
    assert ("/staff/picture/boxes/" in menu.content.decode()) == (role in MAY)


def test_a_stranger_is_led_to_signing_in(client: Client) -> None:
    create_council(2)

    assert statuses(client) == {302}
