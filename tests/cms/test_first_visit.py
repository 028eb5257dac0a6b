"""The pages as they ship: light, in one request, with the way to help and out, under a neutral title."""

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from http import HTTPStatus

import pytest
from django.db import transaction
from django.test import Client
from pytest_django import DjangoDbBlocker

from cms import actions, generation
from tests.factories.cms import TODAY, create_colleague

pytestmark = pytest.mark.django_db

HEAVIEST = 30 * 1024
# Words of a title that would tell whoever looks into a browser's history what was read.
TELLING = re.compile(
    "выгор|помощ|лгбт|актив|хран|самопров|передыш|burn|help|lgbt|activ|keep|check|breath", re.I
)
PAGES = [
    f"/{language}/{path}"
    for language in ("ru", "en")
    for path in ("", "privacy/", "about/", "about/causes/", "about/helps/", "help/")
]


@pytest.fixture(scope="module")
def shown(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[dict[str, str]]:
    """Every page by its address, as a browser gets it."""
    with django_db_blocker.unblock(), transaction.atomic():
        actions.seed_site(by=create_colleague(username="editor", is_superuser=True), today=TODAY)
        generation.bump()
        yield {path: read(path) for path in PAGES}
        transaction.set_rollback(True)


def read(path: str) -> str:
    response = Client().get(path)
    assert response.status_code == HTTPStatus.OK, path
    assert not response.cookies
    page: str = response.content.decode()
    return page


class Fetched(HTMLParser):
    """Collects what a browser would ask for by itself."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.addresses: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag in {"img", "script", "iframe", "source", "video", "audio", "embed", "object"}:
            self.addresses.append(tag)
        if tag == "link" and not (given.get("href") or "").startswith("data:"):
            self.addresses.append(str(given))


def test_a_first_visit_is_light_and_one_request(shown: dict[str, str]) -> None:
    assert {path: len(page.encode()) for path, page in shown.items() if len(page.encode()) > HEAVIEST} == {}
    assert {path: Fetched(page).addresses for path, page in shown.items() if Fetched(page).addresses} == {}
    assert len(shown["/ru/"].encode()) < 20 * 1024


@pytest.mark.parametrize("path", PAGES)
def test_each_page_carries_the_way_to_help_the_way_out_and_a_neutral_title(
    shown: dict[str, str], path: str
) -> None:
    language, page = path[1:3], shown[path]
    title = re.search("<title>(.*?)</title>", page)

    assert f'<html lang="{language}">' in page
    assert f'<a class="help" href="/{language}/help/">' in page
    assert '<a class="exit" href="/exit/"' in page
    assert title is not None
    assert 1 < len(title[1]) < 20
    assert not TELLING.search(title[1])
    assert page.count("<h1>") == 1
    assert " style=" not in page


@pytest.mark.parametrize("language", ["ru", "en"])
def test_whoever_comes_because_of_a_trainer_is_led_on_from_home_and_from_the_foot_of_every_page(
    shown: dict[str, str], language: str
) -> None:
    wanted = [f'href="/{language}/{below}"' for below in ("regions/", "verify/")]
    _, main, foot = re.split("<main |<footer ", shown[f"/{language}/"])

    assert [address in main for address in wanted] == [True, True]
    assert [address in foot for address in wanted] == [True, True]
    for path in PAGES:
        if path.startswith(f"/{language}/"):
            assert [address in shown[path].partition("<footer ")[2] for address in wanted] == [True, True]
    for below in ("regions/", "verify/"):
        page = read(f"/{language}/{below}")
        assert f'href="/{language}/{below}" aria-current="page"' in page


@pytest.mark.parametrize("path", PAGES)
def test_links_lead_to_pages_of_their_own_language(shown: dict[str, str], path: str) -> None:
    body = shown[path].partition("<main")[2].partition("</main>")[0]
    other = "en" if path.startswith("/ru/") else "ru"

    assert f'href="/{other}/' not in body
    assert 'href="None"' not in body
    assert 'href=""' not in body


@pytest.mark.parametrize("path", PAGES)
def test_the_language_switch_leads_to_the_same_page(shown: dict[str, str], path: str) -> None:
    other = "en" if path.startswith("/ru/") else "ru"

    assert f'<a class="language" href="/{other}/{path[4:]}" lang="{other}"' in shown[path]
