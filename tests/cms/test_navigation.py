"""The links of the frame follow what editors publish."""

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries, DjangoCaptureOnCommitCallbacks

from cms import generation, navigation
from cms.models import ContentPage
from cms.navigation import Link
from tests.factories.cms import create_help_entry, create_help_page, create_home, create_page

pytestmark = pytest.mark.django_db


def test_the_frame_leads_to_checks_to_pages_in_menus_and_to_help() -> None:
    home = create_home()
    create_page(
        parent=home,
        slug="about",
        title="О выгорании в активизме",
        menu_title="О выгорании",
        show_in_menus=True,
    )
    create_page(parent=home, slug="long", title="Без короткого", show_in_menus=True)
    create_page(parent=home, slug="hidden")
    create_page(parent=home, slug="draft", show_in_menus=True, live=False)
    create_help_page(parent=home, show_in_menus=True)
    generation.bump()

    links = navigation.of("ru")

    assert (links.home_url, links.help_url) == ("/ru/", "/ru/help/")
    assert links.links == (
        Link("Самопроверки", "/ru/check/"),
        Link("О выгорании", "/ru/about/"),
        Link("Без короткого", "/ru/long/"),
    )


def test_without_pages_there_is_still_a_frame() -> None:
    generation.bump()

    below = (
        Link("The picture of the regions", "/en/picture/"),
        Link("Where a group can be held", "/en/regions/"),
        Link("Check a certificate", "/en/verify/"),
    )
    assert navigation.of("en") == navigation.Navigation(
        "/en/", "/en/", (Link("Self-checks", "/en/check/"),), below
    )


def test_the_links_are_read_once(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    create_home()
    generation.bump()
    navigation.of("ru")

    with django_assert_num_queries(0):
        navigation.of("ru")


def test_publishing_a_page_changes_the_links(
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    page = create_page(parent=create_home(), slug="about", title="О нас", show_in_menus=True, live=False)
    generation.bump()
    before = navigation.of("ru").links

    with django_capture_on_commit_callbacks(execute=True):
        page.save_revision().publish()

    assert (len(before), len(navigation.of("ru").links)) == (1, 2)
    with django_capture_on_commit_callbacks(execute=True):
        ContentPage.objects.get(pk=page.pk).unpublish()
    assert navigation.of("ru").links == before


def test_a_change_of_a_help_entry_is_a_change_of_what_the_public_sees(
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    generation.bump()
    seen = [generation.current()]

    with django_capture_on_commit_callbacks(execute=True):
        entry = create_help_entry(ways=2)
    seen.append(generation.current())
    with django_capture_on_commit_callbacks(execute=True):
        entry.contacts.first().delete()
    seen.append(generation.current())
    with django_capture_on_commit_callbacks(execute=True):
        entry.delete()
    seen.append(generation.current())

    assert len(set(seen)) == len(seen)


def test_the_error_page_remembers_the_links_it_saw_last() -> None:
    create_help_page(parent=create_home())
    generation.bump()
    Client().get("/ru/")

    assert navigation.without_services("ru").help_url == "/ru/help/"


def test_the_link_of_the_page_being_read_is_marked() -> None:
    home = create_home()
    about = create_page(parent=home, slug="about", title="О нас", show_in_menus=True)
    create_page(parent=about, slug="more")
    generation.bump()

    assert '<a href="/ru/about/" aria-current="page">' in Client().get("/ru/about/").content.decode()
    assert '<a href="/ru/about/" aria-current="true">' in Client().get("/ru/about/more/").content.decode()
    assert "aria-current=" not in Client().get("/ru/").content.decode()
