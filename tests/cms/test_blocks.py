"""The blocks of a page: few, each shown to editors before they choose it, none without its words."""

import gc

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils.translation import override
from wagtail.blocks import Block, StreamBlock
from wagtail.models import Locale

from cms import blocks
from cms.blocks import SECTIONS
from cms.models import ContentPage, HelpPage, HomePage
from tests.factories.cms import create_home, create_page, create_picture

MOST = 12
CHILDREN = StreamBlock(blocks.BODY).child_blocks
LESSONS = StreamBlock(blocks.LESSON).child_blocks
BLOCKS = list((CHILDREN | LESSONS).values())


def test_there_are_at_most_twelve() -> None:
    assert 1 < len(CHILDREN) <= MOST
    assert 1 < len(LESSONS) <= MOST


def test_all_page_models_share_them() -> None:
    for model in (HomePage, ContentPage, HelpPage):
        assert list(model.body.field.stream_block.child_blocks) == list(CHILDREN)


@pytest.mark.django_db
@pytest.mark.parametrize("block", BLOCKS, ids=lambda block: block.name)
def test_each_has_a_description_and_a_preview_that_shows_something(block: Block) -> None:
    assert block.is_previewable
    assert str(block.meta.description)
    assert block.meta.preview_value
    html = block.render(block.get_preview_value())
    assert len(html.strip()) > len("<p></p>")
    assert "style=" not in html


def picture_value(**changes: object) -> object:
    block = CHILDREN["image"]
    return block, block.to_python({"image": None, "alt": "Тропинка", "caption": ""} | changes)


@pytest.mark.django_db
@pytest.mark.parametrize("alt", ["", "   "])
def test_a_picture_without_words_is_refused(alt: str) -> None:
    block, value = picture_value(alt=alt)
    value["image"] = create_picture()

    with pytest.raises(ValidationError) as refused:
        block.clean(value)

    assert set(refused.value.block_errors) == {"alt"}


@pytest.mark.django_db
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_a_picture_is_shown_with_its_words_and_its_size() -> None:
    block, value = picture_value(alt="Тропинка в «лесу»")
    value["image"] = create_picture(size=(900, 600))

    html = block.render(value)

    assert 'alt="Тропинка в «лесу»"' in html
    assert 'width="720" height="480"' in html
    assert 'src="/media/images/' in html
    gc.collect()  # Wagtail leaves the unnamed temporary file it draws to for Python to close


def table_value(cells: int) -> object:
    return CHILDREN["table"].to_python(
        {
            "caption": "Подпись",
            "columns": ["Что", "Где"],
            "rows": [{"cells": ["а", "б"]}, {"cells": ["в"] * cells}],
        }
    )


def test_a_table_names_the_row_that_does_not_fit() -> None:
    with pytest.raises(ValidationError) as refused:
        CHILDREN["table"].clean(table_value(3))

    with override("en"):
        assert list(refused.value.non_block_errors) == ["Row 2 needs 2 cells, one for each column."]
    assert len(CHILDREN["table"].clean(table_value(2))["rows"]) == 2


def test_a_table_says_on_a_phone_what_each_cell_is() -> None:
    html = CHILDREN["table"].render(table_value(2))

    assert '<th scope="row" role="rowheader">а</th><td role="cell" data-label="Где">б</td>' in html


def link_value(**target: object) -> object:
    block = CHILDREN["links"].child_blocks["items"].child_block
    return block.to_python({"text": "Дальше", "note": ""} | target)


@pytest.mark.parametrize("target", [{}, {"section": "check/", "address": "https://example.org/"}])
def test_a_link_leads_to_exactly_one_place(target: dict[str, str]) -> None:
    value = link_value(**target)

    with pytest.raises(ValidationError):
        value.block.clean(value)


@pytest.mark.parametrize(
    ("target", "url"),
    [({"section": "check/"}, "/en/check/"), ({"address": "https://example.org/"}, "https://example.org/")],
)
def test_a_link_within_the_site_keeps_the_language(target: dict[str, str], url: str) -> None:
    with override("en"):
        value = link_value(**target)

        assert value.url() == url
        assert value.block.clean(value)["text"] == "Дальше"


@pytest.mark.service
@pytest.mark.django_db
@pytest.mark.parametrize("section", [section for section, _name in SECTIONS])
@pytest.mark.parametrize("language", ["ru", "en"])
def test_every_part_of_the_site_that_a_link_may_lead_to_is_there(
    client: Client, language: str, section: str
) -> None:
    with override(language):
        assert client.get(link_value(section=section).url()).status_code == 200  # type: ignore[attr-defined]


def test_a_link_leads_to_the_parts_of_the_site_that_are_no_pages() -> None:
    assert {"regions/", "verify/", "runs/", "place/", "pulse/", "nudges/"} <= set(dict(SECTIONS))


@pytest.mark.django_db
def test_a_link_to_a_page_leads_to_its_translation() -> None:
    russian = create_page(parent=create_home(), slug="causes")
    home = create_home(language="en")
    english = create_page(parent=home, slug="why", translation_key=russian.translation_key)

    value = link_value(page=russian.pk)

    with override("ru"):
        assert value.url() == "/ru/causes/"
    with override("en"):
        assert (value.url(), english.locale) == ("/en/why/", Locale.objects.get(language_code="en"))
