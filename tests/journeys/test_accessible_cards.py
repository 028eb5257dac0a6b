"""Every page of fact cards: nothing for axe-core to find, room on a phone; a version written by keyboard."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.journeys import card_states
from tests.journeys.desks import desk
from tests.journeys.looking import TOO_WIDE, WIDE, findings
from tests.running import Site
from wellbeing.assessments.viewsets import CardViewSet

pytestmark = [pytest.mark.browser, pytest.mark.service]

PHONE = {"width": 360, "height": 740}


@pytest.fixture(scope="module")
def editor(browser: Browser, site: Site) -> Iterator[Page]:
    page = desk(browser, site, "editor")
    yield page
    page.context.close()


def assert_readable(page: Page) -> None:
    for size, scheme in ((PHONE, "light"), (WIDE, "dark")):
        page.set_viewport_size(size)  # type: ignore[arg-type]  # a width and a height
        page.emulate_media(color_scheme="light" if scheme == "light" else "dark")
        page.reload()  # the admin takes its colours when it is made
        assert findings(page) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= size["width"], page.evaluate(TOO_WIDE)


@pytest.mark.parametrize("name", [*card_states.STAFF_PAGES])
def test_every_page_is_accessible(editor: Page, site: Site, name: str) -> None:
    address = site.url + card_states.staff_address(name)
    editor.goto(address)
    assert editor.url == address
    assert_readable(editor)


def test_an_editor_writes_a_version_by_keyboard_and_goes_back(editor: Page, site: Site) -> None:
    editor.goto(site.url + card_states.staff_address("edit"))
    text = editor.locator("textarea[name=text]")
    whole = text.input_value()

    text.fill(whole.replace("min_answered: 4", "min_answered: 9", 1))
    editor.get_by_role("button", name="Сохранить и использовать").press("Enter")
    assert "годится число от 1 до 7" in editor.locator("#main").inner_text()
    assert "min_answered: 9" in text.input_value()

    text.fill(whole.replace("min_answered: 4", "min_answered: 5", 1))
    editor.get_by_role("button", name="Сохранить и использовать").press("Enter")
    assert editor.url == site.url + card_states.staff_address("read")
    assert_readable(editor)
    editor.locator("a", has_text="своя версия 1").press("Enter")
    assert "/versions/" in editor.url
    assert_readable(editor)

    editor.get_by_role("button", name="Вернуться к карточке проекта").press("Enter")
    assert editor.url == site.url + card_states.staff_address("index")


def test_every_address_is_in_the_list() -> None:
    names = {pattern.name for pattern in CardViewSet().get_urlpatterns()}
    assert names == {*card_states.STAFF_PAGES, *card_states.STAFF_POSTED, *card_states.OF_A_ROW}
