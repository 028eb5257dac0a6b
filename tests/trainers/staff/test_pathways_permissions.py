"""Every role on every page of pathways: who reads, who writes, who publishes, who moves."""

import pytest
from django.test import Client

from tests.factories.accounts import create_colleague, sign_in
from tests.factories.trainers import TODAY, create_pathway, region
from tests.trainers.staff.pathways import LIST, NAMES, create_draft, edit, own
from trainers.actions import pathways
from wellbeing.accounts import roles

pytestmark = [pytest.mark.service, pytest.mark.django_db]

WRITE = {"coordinator", "lead"}
READ = WRITE | {"trainer", "assessor", "council"}
MOVE = WRITE

# Refused by the admin: back to its first page with a sentence, or no way in at all.
SHUT = {302, 403}


@pytest.mark.parametrize("role", [each.code for each in roles.every()])
def test_each_role_reaches_what_is_its_own_and_nothing_else(client: Client, role: str) -> None:
    version = create_pathway()
    draft = create_draft(version)
    place = region() if role == "coordinator" else None
    sign_in(client, create_colleague(username="somebody", role=role, region=place))
    pages = {
        LIST: READ,
        f"{LIST}inspect/{version.pk}/": READ,
        f"{LIST}history/{version.pk}/": WRITE,
        edit(draft): WRITE,
        f"{LIST}delete/{draft.pk}/": WRITE,
        f"{LIST}new/": WRITE,
        own(version, "new-draft"): WRITE,
        own(draft, "check"): WRITE,
        own(version, "move"): MOVE,
        NAMES: READ,
        f"{NAMES}edit/{version.pathway.pk}/": WRITE,
    }

    reached = {address for address in pages if client.get(address).status_code == 200}

    assert reached == {address for address, who in pages.items() if role in who}


@pytest.mark.parametrize("role", sorted({each.code for each in roles.every()} - WRITE))
def test_who_may_not_publish_changes_nothing_by_sending_the_form(client: Client, role: str) -> None:
    version = create_pathway()
    draft = create_draft(version)
    sign_in(client, create_colleague(username="somebody", role=role))

    for address in (
        own(draft, "publish"),
        edit(draft),
        f"{LIST}delete/{draft.pk}/",
        own(version, "new-draft"),
    ):
        assert client.post(address, {"seen": pathways.mark(version=draft)}).status_code in SHUT

    assert [(each.number, each.status) for each in version.pathway.versions.all()] == [
        (2, "draft"),
        (1, "published"),
    ]


@pytest.mark.parametrize("role", [each.code for each in roles.every()])
def test_the_menu_offers_pathways_to_those_who_may_read_them(client: Client, role: str) -> None:
    pathways.load_shipped(by="rita", today=TODAY)
    place = region() if role == "coordinator" else None
    sign_in(client, create_colleague(username="somebody", role=role, region=place))

    home = client.get("/staff/", follow=True).text

    assert (f'"{LIST}"' in home) == (role in READ)
