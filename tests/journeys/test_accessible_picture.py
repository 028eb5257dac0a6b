"""The picture of the regions, for readers and colleagues: nothing for axe-core to find, room on a phone, the
keyboard leads everywhere."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Browser, Page

from tests.journeys.desks import desk
from tests.journeys.looking import LANGUAGES, NARROW, TOO_WIDE, WIDE, assert_accessible, findings
from tests.journeys.test_keyboard import IS_IN_VIEW, IS_MARKED, STOPS, focused
from tests.running import Site
from wellbeing.ballots import quarters

pytestmark = [pytest.mark.browser, pytest.mark.service]

PAGES = ("overview", "how", "quarter", "region", "scale")
PHONE = {"width": 360, "height": 740}
# A wide table is a stop too, so that the arrows scroll it; it may be higher than the screen.
IS_TABLE = "each => each.getAttribute('role') === 'region'"


def path(name: str, language: str) -> str:
    """The demo's newest quarter is the one before today's."""
    day = quarters.first_day(timezone.localdate())
    before = quarters.first_day(day - timedelta(days=1))
    below = {
        "overview": "",
        "how": "how/",
        "quarter": f"quarters/{before.year}-q{(before.month + 2) // 3}/",
        "region": "regions/ru-tom/",
        "scale": "scales/month/1/exhaustion/",
    }
    return f"/{language}/picture/{below[name]}"


@pytest.fixture(scope="module")
def sheet(browser: Browser) -> Iterator[Page]:
    """A page with scripts on, for axe alone."""
    context = browser.new_context(viewport=WIDE)
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", PAGES)
def test_every_public_page_is_accessible(sheet: Page, site: Site, name: str, language: str) -> None:
    answer = sheet.goto(site.url + path(name, language))
    assert answer is not None
    assert answer.status == 200
    assert sheet.locator("html").get_attribute("lang") == language
    assert_accessible(sheet)


@pytest.mark.parametrize("username", ["coordinator", "council"])
def test_so_is_the_whole_picture_for_colleagues(browser: Browser, site: Site, username: str) -> None:
    page = desk(browser, site, username)
    page.set_viewport_size(PHONE)
    page.goto(f"{site.url}/staff/picture/")
    assert page.locator("table.picture-whole").count() >= 1
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"], page.evaluate(TOO_WIDE)
    page.set_viewport_size(WIDE)
    assert findings(page) == []
    page.context.close()


@pytest.mark.parametrize("name", ["overview", "scale"])
@pytest.mark.parametrize("width", [NARROW["width"], WIDE["width"]])
def test_every_stop_is_marked_and_in_view(page: Page, site: Site, name: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 740})
    page.emulate_media(reduced_motion="reduce")
    page.goto(site.url + path(name, "ru"))

    for _ in range(page.evaluate(STOPS)):
        page.keyboard.press("Tab")
        stop = focused(page)
        said = stop.evaluate("each => each.outerHTML.slice(0, 90)")
        assert stop.evaluate(IS_MARKED), said
        assert stop.evaluate(IS_TABLE) or stop.evaluate(IS_IN_VIEW), said


def test_on_paper_the_tables_are_left_and_the_ways_about_the_site_are_not(sheet: Page, site: Site) -> None:
    sheet.goto(site.url + path("scale", "ru"))
    sheet.emulate_media(media="print")

    assert sheet.locator(".iv").first.is_visible()
    for hidden in (".top", ".dock", ".actions", ".bottom"):
        assert not sheet.locator(hidden).first.is_visible()
    sheet.emulate_media(media="screen")
