"""The rules that anyone can read: published ones alone, in plain words, the same for everybody."""

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.factories.trainers import TODAY, create_pathway
from trainers.actions import pathways
from trainers.models import Pathway, PathwayVersion, Requirement

pytestmark = [pytest.mark.service, pytest.mark.django_db]

ALL = "/ru/pathways/"
ONE = "/ru/pathways/recovery-group/"


def read(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200
    main = BeautifulSoup(response.content, "html.parser").find("main")
    assert main is not None
    return " ".join(main.get_text(" ").split())


def create_other(slug: str) -> PathwayVersion:
    """A pathway of one requirement, published."""
    pathway = Pathway.objects.create(slug=slug, name_ru=f"Путь {slug}", name_en=f"Pathway {slug}")
    version = pathways.new_draft(pathway=pathway)
    Requirement.objects.create(
        version=version, key="led", kind="led", assessors=["assessor"], text_ru="Поток", text_en="A run"
    )
    return pathways.publish(version=version, by="rita", today=TODAY)


def test_the_rules_are_read_by_anybody_in_plain_words(client: Client) -> None:
    create_pathway()

    shown = read(client, ONE)

    assert "Сертификат действует 24 месяца." in shown
    assert "2 потока, проведённых вдвоём, за последние 3 года." in shown
    assert "Либо 2 потока, проведённых самостоятельно, либо 3 потока, проведённых вдвоём." in shown
    assert "8 часов супервизии." in shown
    assert "Кто подтверждает: координация региона или экспертки и эксперты." in shown
    assert "Версия правил 1, опубликована: январь 2024." in shown
    assert "rita" not in shown, "who published it is the colleagues' business"


def test_they_are_read_in_english_too(client: Client) -> None:
    create_pathway()

    shown = read(client, ONE.replace("/ru/", "/en/"))

    assert "published in January 2024." in shown
    assert "Either 2 runs led, or 3 runs co-facilitated." in shown
    assert not any("а" <= letter.lower() <= "я" for letter in shown)


def test_a_page_has_no_cookie_no_script_and_no_form(client: Client) -> None:
    create_pathway()

    for address in (ALL, ONE):
        response = client.get(address)
        assert not response.cookies
        assert "<script" not in response.text
        assert "<form" not in response.text


def test_drafts_and_earlier_versions_are_not_shown(client: Client) -> None:
    first = create_pathway()
    draft = pathways.new_draft(pathway=first.pathway)
    draft.requirements.filter(key="ethics").update(text_ru="Слово черновика")
    hidden = Pathway.objects.create(slug="hidden", name_ru="Спрятанный путь", name_en="Hidden")
    pathways.new_draft(pathway=hidden)

    assert "Слово черновика" not in read(client, ONE)
    assert "Спрятанный" not in read(client, ALL)
    assert client.get("/ru/pathways/hidden/").status_code == 404
    assert client.get("/ru/pathways/no-such/").status_code == 404

    pathways.publish(version=draft, by="vera", today=TODAY)

    assert "Слово черновика" in read(client, ONE)
    assert read(client, ALL).count("Группа восстановления") == 1


def test_without_rules_the_page_says_so(client: Client) -> None:
    assert "Правила пока не опубликованы." in read(client, ALL)


@pytest.mark.parametrize("address", [ALL, ONE])
def test_many_pathways_cost_no_more_queries_than_one(client: Client, address: str) -> None:
    create_pathway()
    one = count(client, address)
    for slug in ("second", "third"):
        create_other(slug)

    assert count(client, address) == one
    assert one <= 3


def count(client: Client, address: str) -> int:
    client.get(address)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    return len(captured)
