"""Every page of retreats, for those who apply and for colleagues: nothing for axe-core to find, room on a
phone."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from courses.retreats import link_urls, urls, wagtail_hooks
from tests.factories.accounts import PASSPHRASE
from tests.journeys import retreat_states
from tests.journeys.desks import desk
from tests.journeys.looking import (
    LANGUAGES,
    LEAST_TARGET,
    NARROW,
    TARGETS,
    TOO_SMALL,
    TOO_WIDE,
    WIDE,
    findings,
)
from tests.journeys.states import State, open_state
from tests.running import Site

pytestmark = [pytest.mark.browser, pytest.mark.service]

PHONE = {"width": 360, "height": 740}
SEEN = {"ru": (NARROW, "light"), "en": (WIDE, "dark")}
STAFF = [(desk, name) for desk, pages in retreat_states.STAFF_PAGES.items() for name in pages]
# Which of the one-time codes of each is used up.
DESKS = ("planner", "reader", "trainer")


@pytest.fixture(scope="module")
def sheet(browser: Browser) -> Iterator[Page]:
    """A page with scripts on, for axe alone."""
    context = browser.new_context(viewport=WIDE)
    yield context.new_page()
    context.close()


@pytest.fixture(scope="module")
def ways(site: Site) -> dict[str, dict[str, State]]:
    return {language: retreat_states.states(site, language) for language in LANGUAGES}


@pytest.fixture(scope="module")
def desks(browser: Browser, site: Site) -> Iterator[dict[str, Page]]:
    retreat_states.made(site)
    pages = {name: desk(browser, site, name, color_scheme="dark") for name in DESKS}
    pages["planner"].goto("/staff/keys/unlock/")
    pages["planner"].get_by_label("Кодовая фраза").fill(PASSPHRASE)
    pages["planner"].get_by_label("Кодовая фраза").press("Enter")
    pages["planner"].wait_for_load_state()
    yield pages
    for page in pages.values():
        page.context.close()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", retreat_states.NAMES)
def test_every_public_page_is_accessible(
    sheet: Page, site: Site, ways: dict[str, dict[str, State]], language: str, name: str
) -> None:
    """In Russian on the smallest phone in the light, in English on a wide screen in the dark."""
    size, scheme = SEEN[language]
    sheet.set_viewport_size(size)  # type: ignore[arg-type]  # a width and a height
    sheet.emulate_media(color_scheme="light" if scheme == "light" else "dark")
    with sheet.expect_response(lambda response: response.request.is_navigation_request()) as answer:
        open_state(sheet, site, ways[language][name])
    assert answer.value.status == ways[language][name].status
    assert sheet.locator("html").get_attribute("lang") == language
    assert_accessible(sheet, size["width"])
    assert not (small := sheet.evaluate(TOO_SMALL, [TARGETS, LEAST_TARGET])), small


@pytest.mark.parametrize(("desk_of", "name"), STAFF)
def test_so_is_every_page_of_colleagues(desks: dict[str, Page], site: Site, desk_of: str, name: str) -> None:
    """On a wide screen in the dark, and with room on a phone."""
    page = desks[desk_of]
    address = site.url + retreat_states.staff_address(site, desk_of, name)
    page.set_viewport_size(WIDE)  # type: ignore[arg-type]  # a width and a height
    page.goto(address)
    assert page.url == address
    assert_accessible(page, WIDE["width"])

    page.set_viewport_size(PHONE)  # type: ignore[arg-type]  # a width and a height
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"], page.evaluate(TOO_WIDE)


def assert_accessible(page: Page, width: int) -> None:
    assert (found := findings(page)) == [], found
    assert page.evaluate("document.documentElement.scrollWidth") <= width, page.evaluate(TOO_WIDE)


def test_there_is_a_way_to_each_of_them(ways: dict[str, dict[str, State]]) -> None:
    assert {language: sorted(named) for language, named in ways.items()} == {
        language: sorted(retreat_states.NAMES) for language in LANGUAGES
    }


def test_every_address_of_retreats_is_in_a_list() -> None:
    public = {pattern.name for pattern in urls.urlpatterns}  # type: ignore[union-attr]  # all are patterns
    links = {pattern.name for pattern in link_urls.urlpatterns}  # type: ignore[union-attr]  # all are patterns
    staff = {pattern.name for pattern in wagtail_hooks.urlpatterns}  # type: ignore[union-attr]  # all are patterns
    looked_at = {name.partition(" ")[0] for _desk, name in STAFF}

    assert public == retreat_states.PUBLIC_PAGES
    assert links == retreat_states.LINKS
    assert staff == looked_at | retreat_states.STAFF_POSTED | retreat_states.STAFF_FILES
