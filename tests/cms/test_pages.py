"""What a page carries."""

from http import HTTPStatus

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from cms import generation
from cms.models import ContentPage, HomePage
from tests.factories.cms import create_help_page, create_home, create_page


def shown(path: str) -> str:
    response = Client().get(path)
    assert response.status_code == HTTPStatus.OK, path
    assert not response.cookies
    page: str = response.content.decode()
    return page


def test_without_a_title_for_the_browser_it_is_neutral(db: None) -> None:
    create_home()

    assert "<title>Заметки</title>" in shown("/ru/")


def test_the_other_language_is_offered_where_the_page_exists_in_it(db: None) -> None:
    home = create_home()
    english = create_home(language="en")
    create_page(parent=home, slug="only")
    causes = create_page(parent=home, slug="causes")
    create_page(parent=english, slug="why", translation_key=causes.translation_key)

    assert '<a class="language" href="/en/why/" lang="en"' in shown("/ru/causes/")
    assert '<a class="language" href="/ru/causes/" lang="ru"' in shown("/en/why/")
    assert '<a class="language" href="/en/" lang="en"' in shown("/ru/only/")


def test_a_draft_is_not_shown(db: None) -> None:
    create_page(parent=create_home(), slug="draft", live=False)

    assert Client().get("/ru/draft/").status_code == HTTPStatus.NOT_FOUND


@pytest.mark.parametrize("count", [1, 3])
def test_a_list_of_pages_takes_the_same_queries_however_long(
    db: None, count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    home = create_home()
    about = create_page(parent=home, slug="about")
    for number in range(count):
        create_page(parent=about, slug=f"p{number}", title=f"Страница {number}")
    generation.bump()
    Client().get("/ru/about/")

    with django_assert_num_queries(8):
        page = shown("/ru/about/")

    assert page.count("<b>Страница") == count


def test_no_page_can_be_kept_for_some(db: None) -> None:
    for model in (HomePage, ContentPage):
        assert model.private_page_options == []


def test_blocks_above_the_first_heading_stand_above_the_directory(db: None) -> None:
    body = [
        {"type": "paragraph", "value": "<p>before</p>"},
        {"type": "heading", "value": "After"},
        {"type": "paragraph", "value": "<p>below</p>"},
    ]
    create_help_page(parent=create_home(), body=body)
    page = shown("/ru/help/")

    assert page.index("before") < page.index('id="russia"') < page.index("After") < page.index("below")
