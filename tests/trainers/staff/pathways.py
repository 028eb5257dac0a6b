"""What tests of pathways in the admin share: addresses, colleagues at work, drafts with faults."""

from typing import Any

from django.test import Client

from tests.assessments.admin import form_of
from tests.factories.accounts import sign_in
from tests.factories.trainers import create_pathway
from trainers.actions import pathways
from trainers.models import PathwayVersion
from wellbeing.accounts.models import User

LIST = "/staff/trainers/pathways/"
NAMES = "/staff/trainers/pathways/names/"


def enter(user: User) -> Client:
    client = Client()
    sign_in(client, user)
    return client


def edit(version: PathwayVersion) -> str:
    return f"{LIST}edit/{version.pk}/"


def own(version: PathwayVersion, act: str) -> str:
    return f"{LIST}{version.pathway.slug}/{version.number}/{act}/"


def create_draft(version: PathwayVersion | None = None) -> PathwayVersion:
    return pathways.new_draft(pathway=(version or create_pathway()).pathway)


def typed(client: Client, version: PathwayVersion, **changes: Any) -> dict[str, Any]:
    """What the form of a draft would send, with these fields of requirements by key: `ethics__count=0`."""
    sent = form_of(client.get(edit(version)))
    places = {
        value[0] if isinstance(value, list) else value: name.removesuffix("-key")
        for name, value in sent.items()
        if name.endswith("-key")
    }
    for name, value in changes.items():
        key, _, field = name.partition("__")
        sent[f"{places[key.replace('_', '-')]}-{field}" if field else name] = value
    return sent
