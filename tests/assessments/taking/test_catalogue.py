"""What the public may take, and that it is read once until an editor publishes."""

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries, DjangoCaptureOnCommitCallbacks

from cms import generation
from tests.factories.assessments import TODAY, create_draft, create_published
from wellbeing.assessments.actions import drafts, instruments, publishing
from wellbeing.assessments.taking import catalogue

pytestmark = [pytest.mark.django_db, pytest.mark.service]


@pytest.fixture(autouse=True)
def _nothing_remembered() -> None:
    generation.bump()


def slugs(language: str = "ru") -> list[str]:
    return [each.slug for each in catalogue.listed(language)]


def test_the_public_finds_what_is_published_in_its_language() -> None:
    create_published(slug="check-1")
    create_published(slug="check-2", languages=("ru",))
    create_draft(slug="check-3")

    assert slugs("ru") == ["check-1", "check-2"]
    assert slugs("en") == ["check-1"]
    assert catalogue.current("check-2", "en") is None
    assert catalogue.current("check-3", "ru") is None


def test_the_list_stands_in_the_editors_order() -> None:
    create_published(slug="check-1")
    last = create_published(slug="check-2").instrument
    last.position = 0
    instruments.save_instrument(instrument=last)
    generation.bump()

    assert slugs() == ["check-2", "check-1"]


def test_the_newest_version_is_asked_and_every_public_one_is_known_by_its_code() -> None:
    first = create_published()
    second = publishing.publish(version=drafts.new_draft_from(version=first), by="vera", today=TODAY)
    draft = create_draft()

    shown = catalogue.current("check-1", "ru")
    assert shown
    assert shown.code == second.code
    known = [catalogue.version(each.code, "ru") for each in (first, second, draft)]
    assert [each.code if each else None for each in known] == [first.code, second.code, None]


def test_a_version_is_made_ready_once_a_language(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    code = create_published().code
    made = catalogue.version(code, "ru")

    with django_assert_num_queries(0):
        assert catalogue.version(code, "ru") is made
    assert catalogue.version(code, "en") is not made


def test_unknown_codes_are_not_remembered() -> None:
    create_published()
    catalogue.listed("ru")
    before = dict(catalogue._memo[1])

    for number in range(50):
        assert catalogue.version(f"unknown{number}", "ru") is None
        assert catalogue.current(f"unknown-{number}", "ru") is None

    assert catalogue._memo[1] == before


def test_publishing_is_seen_at_once(
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    assert slugs() == []

    with django_capture_on_commit_callbacks(execute=True):
        version = create_published()
    assert slugs() == ["check-1"]

    with django_capture_on_commit_callbacks(execute=True):
        publishing.withdraw(version=version)
    assert slugs() == []


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_page_asks_the_database_nothing_once_read(
    count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(count):
        create_published(slug=f"check-{number}")
    client = Client()
    client.get("/ru/check/")

    with django_assert_num_queries(0):
        response = client.get("/ru/check/")

    assert response.content.decode().count('<section class="card">') == count
