"""Every public page, in both languages, light and dark: nothing for axe-core to find, room on a phone."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.journeys.looking import LANGUAGES, NARROW, TOO_WIDE, assert_accessible, findings
from tests.journeys.states import NAMES, State, open_state, states
from tests.running import Site
from wellbeing.privacy import codes

pytestmark = [pytest.mark.browser, pytest.mark.service]

PHONE = {"width": 360, "height": 740}


@pytest.fixture(scope="module")
def sheet(browser: Browser) -> Iterator[Page]:
    """A page with scripts on, for axe alone: the site has none, and its policy lets none in."""
    context = browser.new_context(viewport=NARROW)
    yield context.new_page()
    context.close()


@pytest.fixture(scope="module")
def ways(site: Site) -> dict[str, dict[str, State]]:
    return {language: states(site, language) for language in LANGUAGES}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", NAMES)
def test_every_page_is_accessible(
    sheet: Page, site: Site, ways: dict[str, dict[str, State]], language: str, name: str
) -> None:
    with sheet.expect_response(lambda response: response.request.is_navigation_request()) as answer:
        open_state(sheet, site, ways[language][name])
    assert answer.value.status == ways[language][name].status
    assert sheet.locator("html").get_attribute("lang") == language

    assert_accessible(sheet)


def test_on_the_smallest_phone_a_whole_code_is_seen_in_its_field(sheet: Page, site: Site) -> None:
    sheet.set_viewport_size(NARROW)
    sheet.goto(f"{site.url}/ru/return/")

    sheet.locator("#code").fill(codes.show(codes.draw()))

    assert sheet.locator("#code").evaluate("field => field.scrollWidth <= field.clientWidth")


@pytest.mark.parametrize("language", LANGUAGES)
def test_on_a_phone_the_parts_of_the_site_stand_in_one_row(sheet: Page, site: Site, language: str) -> None:
    sheet.set_viewport_size(PHONE)
    sheet.goto(f"{site.url}/{language}/")

    tops = sheet.locator(".sections a").evaluate_all(
        "all => all.map(each => each.getBoundingClientRect().top)"
    )

    assert len(tops) > 2
    assert len(set(tops)) == 1


def test_there_is_a_way_to_each_of_them(ways: dict[str, dict[str, State]]) -> None:
    assert {language: sorted(named) for language, named in ways.items()} == {
        language: sorted(NAMES) for language in LANGUAGES
    }


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_so_is_the_sign_in_of_staff(sheet: Page, site: Site, scheme: str) -> None:
    sheet.set_viewport_size(NARROW)
    sheet.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    sheet.goto(f"{site.url}/staff/login/")

    assert findings(sheet) == []
    assert sheet.evaluate("document.documentElement.scrollWidth") <= NARROW["width"], sheet.evaluate(TOO_WIDE)


def test_axe_would_find_something(sheet: Page) -> None:
    sheet.goto("about:blank")
    sheet.set_content("<img src='data:,'><input>")

    assert {said.partition(":")[0] for said in findings(sheet)} >= {"image-alt", "label", "html-has-lang"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_result_on_paper_carries_the_numbers(
    sheet: Page, site: Site, ways: dict[str, dict[str, State]], language: str
) -> None:
    open_state(sheet, site, ways[language]["result-month"])
    numbers, folded = sheet.locator(".on-paper b"), sheet.locator("details.number")
    assert [numbers.nth(n).is_visible() for n in range(5)] == [False] * 5

    sheet.emulate_media(media="print")

    assert [numbers.nth(n).is_visible() for n in range(5)] == [True] * 5
    assert [folded.nth(n).is_visible() for n in range(5)] == [False] * 5
    for hidden in (".top", ".dock", ".actions", ".keeping", ".bottom"):
        assert not sheet.locator(hidden).first.is_visible()
    sheet.emulate_media(media="screen")
