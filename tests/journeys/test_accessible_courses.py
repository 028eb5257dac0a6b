"""Every page of courses and runs, for readers and for colleagues: nothing for axe-core to find, room on a
phone."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from courses.content import wagtail_hooks as content_hooks
from courses.runs import urls as runs_urls
from courses.runs import wagtail_hooks as runs_hooks
from tests.journeys import course_states
from tests.journeys.desks import desk
from tests.journeys.looking import LANGUAGES, TOO_WIDE, WIDE, assert_accessible, findings
from tests.journeys.states import State, open_state
from tests.running import Site

pytestmark = [pytest.mark.browser, pytest.mark.service]

PHONE = {"width": 360, "height": 740}
# The page of handbooks looks again by itself while files are made; a press is not lost.
KNOWN = {"content_handbooks": {"meta-refresh"}}


@pytest.fixture(scope="module")
def sheet(browser: Browser) -> Iterator[Page]:
    """A page with scripts on, for axe alone."""
    context = browser.new_context(viewport=WIDE)
    yield context.new_page()
    context.close()


@pytest.fixture(scope="module")
def ways(site: Site) -> dict[str, dict[str, State]]:
    return {language: course_states.states(site, language) for language in LANGUAGES}


@pytest.fixture(scope="module")
def desks(browser: Browser, site: Site) -> Iterator[dict[str, Page]]:
    pages = {name: desk(browser, site, name) for name in ("lead", "editor")}
    yield pages
    for page in pages.values():
        page.context.close()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", course_states.NAMES)
def test_every_public_page_is_accessible(
    sheet: Page, site: Site, ways: dict[str, dict[str, State]], language: str, name: str
) -> None:
    with sheet.expect_response(lambda response: response.request.is_navigation_request()) as answer:
        open_state(sheet, site, ways[language][name])
    assert answer.value.status == ways[language][name].status
    assert sheet.locator("html").get_attribute("lang") == language
    assert_accessible(sheet)


@pytest.mark.parametrize("name", [*course_states.STAFF_PAGES])
def test_so_is_every_page_of_colleagues(desks: dict[str, Page], site: Site, name: str) -> None:
    page = desks["editor" if name.startswith("content_") else "lead"]
    address = site.url + course_states.staff_address(site, name)
    page.goto(address)
    assert page.url == address

    for size, scheme in ((PHONE, "light"), (WIDE, "dark")):
        page.set_viewport_size(size)  # type: ignore[arg-type]  # a width and a height
        page.emulate_media(color_scheme="light" if scheme == "light" else "dark")
        page.reload()  # the admin takes its colours when it is made
        assert [each for each in findings(page) if each.partition(":")[0] not in KNOWN.get(name, ())] == []
        assert page.evaluate("document.documentElement.scrollWidth") <= size["width"], page.evaluate(TOO_WIDE)


def test_there_is_a_way_to_each_of_them(ways: dict[str, dict[str, State]]) -> None:
    assert {language: sorted(named) for language, named in ways.items()} == {
        language: sorted(course_states.NAMES) for language in LANGUAGES
    }


def test_every_address_of_runs_and_courses_is_in_a_list() -> None:
    public = {pattern.name for pattern in runs_urls.urlpatterns}
    staff = {pattern.name for pattern in runs_hooks.urlpatterns}  # type: ignore[union-attr]  # all are patterns
    content = {pattern.name for pattern in content_hooks.register_admin_urls()}

    assert public == course_states.PUBLIC_PAGES | course_states.PUBLIC_FILES
    assert staff | content == set(course_states.STAFF_PAGES) | course_states.STAFF_POSTED
