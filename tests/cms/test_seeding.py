"""The first pages, in both languages, made through the editors' own tools."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
import yaml
from django.db import transaction
from pytest_django import DjangoDbBlocker
from wagtail.models import Page, Site
from wagtail_localize.models import StringTranslation, Translation, TranslationSource

from cms import actions
from cms.actions import seeding
from cms.models import ContentPage, HelpEntry, HomePage
from tests.factories.cms import TODAY, create_colleague

pytestmark = pytest.mark.django_db

PATHS = ["", "privacy/", "about/", "about/causes/", "about/helps/", "help/"]


@pytest.fixture(scope="module")
def seeded(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """The whole content once for this module: thousands of small steps of the translation tool."""
    with django_db_blocker.unblock(), transaction.atomic():
        assert actions.seed_site(by=create_colleague(username="editor", is_superuser=True), today=TODAY)
        yield
        transaction.set_rollback(True)


@pytest.mark.usefixtures("seeded")
def test_both_languages_hold_the_same_published_tree() -> None:
    pages = list(Page.objects.filter(depth__gt=1).order_by("path"))

    for language in ("ru", "en"):
        found = [page.get_url() for page in pages if page.locale.language_code == language]
        assert found == [f"/{language}/{path}" for path in PATHS]
    assert all(page.live and not page.has_unpublished_changes for page in pages)
    assert {page.get_translations().count() for page in pages} == {1}
    assert Page.find_problems() == ([], [], [], [], [])
    assert Site.objects.get().root_page.specific == HomePage.objects.get(locale__language_code="ru")


@pytest.mark.usefixtures("seeded")
def test_every_string_is_translated_and_editors_can_go_on_from_there() -> None:
    assert TranslationSource.objects.count() == Translation.objects.count() == len(PATHS)
    for translation in Translation.objects.all():
        total, translated = translation.get_progress()
        assert total == translated > 0
    assert not StringTranslation.objects.filter(has_error=True).exists()


@pytest.mark.usefixtures("seeded")
def test_the_english_body_has_the_structure_of_the_russian_one() -> None:
    for russian in ContentPage.objects.filter(locale__language_code="ru"):
        english = russian.get_translations().get().specific
        shape = [(block.block_type, block.id) for block in russian.body]
        assert shape == [(block.block_type, block.id) for block in english.body]
        assert shape
        assert str(russian.body) != str(english.body)


@pytest.mark.usefixtures("seeded")
def test_a_second_time_changes_nothing() -> None:
    def counts() -> list[int]:
        return [model.objects.count() for model in (Page, HelpEntry, StringTranslation, Site)]

    before = counts()

    assert not actions.seed_site(by=None, today=TODAY + timedelta(days=1))
    assert counts() == before


@pytest.mark.usefixtures("seeded")
def test_help_entries_are_verified_as_many_days_ago_as_the_file_says() -> None:
    rows = yaml.safe_load((seeding.CONTENT / "help.yaml").read_text("utf-8"))
    ages = {row["name"]["ru"]: row["verified_days_ago"] for row in rows}

    stored = {
        entry.name_ru: (TODAY - entry.verified_on).days
        for entry in HelpEntry.objects.exclude(verified_on__isnull=True)
    }

    assert stored == ages
    young = sorted(name for name, days in ages.items() if days < 90)
    assert sorted(entry.name_ru for entry in HelpEntry.objects.current(TODAY)) == young
    assert 1 < len(young) < len(ages)
