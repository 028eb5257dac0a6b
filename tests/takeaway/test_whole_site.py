"""The copies of the site that ships with the project: what they hold, how large they are, where they lead."""

import re
from collections.abc import Iterator
from html.parser import HTMLParser

import pytest
from django.db import transaction
from django.test import override_settings
from pytest_django import DjangoDbBlocker

from cms import actions as cms_actions
from cms import generation
from courses.content import actions as content_actions
from tests.factories.cms import TODAY, create_colleague
from wellbeing.assessments.actions import shipped
from wellbeing.takeaway import checking, keys, signing
from wellbeing.takeaway.actions import copies
from wellbeing.takeaway.models import Copy

pytestmark = [pytest.mark.service, pytest.mark.django_db]

KEYS = [b"o" * 32]


class Links(HTMLParser):
    """Where the links of a page lead, and what a browser would fetch."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.leads: set[str] = set()
        self.fetched: list[str] = []
        self.ids: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self.ids += [given["id"]] if "id" in given else []
        if tag == "a" and "href" in given:
            self.leads.add(given["href"])
        elif {"src", "href", "srcset", "data", "poster", "action", "background"} & given.keys():
            self.fetched.append(f"{tag} {given}")


@pytest.fixture(scope="module")
def seeded(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[dict[str, bytes]]:
    """The copies of the site that ships with the project."""
    with django_db_blocker.unblock(), transaction.atomic(), override_settings(SEAL_KEYS=KEYS):
        editor = create_colleague(username="editor", is_superuser=True)
        shipped.load_shipped(by="editor", today=TODAY)
        cms_actions.seed_site(by=editor, today=TODAY)
        content_actions.seed_courses(by=editor)
        generation.bump()
        copies.make(today=TODAY)
        yield {copy.language: bytes(copy.content) for copy in Copy.objects.all()}
        transaction.set_rollback(True)


@pytest.mark.parametrize("language", ["ru", "en"])
def test_the_copy_of_the_whole_site_is_small_and_leads_nowhere_outside(
    seeded: dict[str, bytes], language: str
) -> None:
    content = seeded[language]
    html = signing.body_of(content)[0].decode()
    links = Links(html)
    within = {link.removeprefix("#") for link in links.leads if link.startswith("#")}

    assert len(content) < 400_000
    with override_settings(SEAL_KEYS=KEYS):
        assert checking.check(content, [keys.current().public]).verdict is checking.Verdict.OURS
    assert {link for link in links.leads if not link.startswith(("#", "tel:", "sms:"))} == set()
    assert links.fetched == []
    assert within <= set(links.ids)
    assert len(links.ids) == len(set(links.ids))
    assert " style=" not in html
    assert re.findall(r"<title>(.*?)</title>", html) == ["Заметки" if language == "ru" else "Notes"]


@pytest.mark.parametrize(
    ("language", "words"),
    [
        (
            "ru",
            [
                "Самопроверка за месяц",
                "Короткая сверка за неделю",
                "Узнать выгорание",
                "Если вы думаете о смерти",
            ],
        ),
        ("en", ["Self-check: the past month", "Recognising it", "If you are thinking about death"]),
    ],
)
def test_it_holds_the_checks_the_help_and_the_first_lessons(
    seeded: dict[str, bytes], language: str, words: list[str]
) -> None:
    html = seeded[language].decode()

    assert [word for word in words if word not in html] == []
    assert html.count('<details class="part">') == 4
