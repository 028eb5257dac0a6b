"""How well instruments measure, at an editor's desk: nothing for axe-core to find, room on a phone, no script
needed to choose a quarter."""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.desks import desk
from tests.journeys.looking import TOO_WIDE, WIDE, findings
from tests.running import Site
from wellbeing.picture import staff_urls

pytestmark = [pytest.mark.browser, pytest.mark.service]

PHONE: Any = {"width": 360, "height": 740}
INDEX = "/staff/picture/measures/"


@pytest.fixture(scope="module")
def editor(browser: Browser, site: Site) -> Iterator[Page]:
    page = desk(browser, site, "editor")
    yield page
    page.context.close()


def assert_accessible(page: Page) -> None:
    """On a wide screen in the dark, and with room on a phone in the light."""
    page.set_viewport_size(WIDE)  # type: ignore[arg-type]  # a width and a height
    page.emulate_media(color_scheme="dark")
    assert (found := findings(page)) == [], found
    page.set_viewport_size(PHONE)
    page.emulate_media(color_scheme="light")
    assert (found := findings(page)) == [], found
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"], page.evaluate(TOO_WIDE)


def test_every_page_of_measures_is_accessible(editor: Page) -> None:
    editor.goto(INDEX)
    assert_accessible(editor)
    editor.get_by_role("link", name="Самопроверка за месяц").click()
    expect(editor.get_by_text("Как это читать")).to_be_visible()
    assert_accessible(editor)


def test_a_quarter_is_chosen_without_scripts(browser: Browser, site: Site) -> None:
    page = desk(browser, site, "editor", viewport=PHONE, java_script_enabled=False)
    page.goto(INDEX)
    page.get_by_role("link", name="Короткая сверка за неделю").click()
    page.get_by_label("Чьи ответы").select_option(index=1)
    chosen = page.get_by_label("Чьи ответы").input_value()
    page.get_by_role("button", name="Показать").press("Enter")
    expect(page).to_have_url(f"{page.url.partition('?')[0]}?of={chosen}")
    assert page.get_by_label("Чьи ответы").input_value() == chosen
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    page.context.close()


def test_every_address_of_measures_is_looked_at() -> None:
    named = {each.name for each in staff_urls.urlpatterns if str(each.pattern).startswith("measures/")}
    assert named == {"measures", "measure"}
