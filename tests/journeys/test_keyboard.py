"""The whole way by keyboard alone, with scripts off, and every stop on it seen."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.journeys.states import State, open_state, states
from tests.running import Site

pytestmark = [pytest.mark.browser, pytest.mark.service]

MOST_STOPS = 60
# What marks the focus: an outline or a ring on the thing itself, or on the card of a radio beside it.
IS_MARKED = """each => [each, each.nextElementSibling].filter(Boolean).some(one => {
    const style = getComputedStyle(one);
    return style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
})"""
# Each thing that can be used is one stop, and all the radios of one question are one together.
STOPS = """() => {
    const stops = "a[href], button, summary, input:not([type=hidden]), select, textarea";
    const shown = [...document.querySelectorAll(stops)].filter(each => each.checkVisibility());
    const radios = shown.filter(each => each.type === "radio");
    return shown.length - radios.length + new Set(radios.map(each => each.name)).size;
}"""
WAS_HERE = "each => { const was = 'stop' in each.dataset; each.dataset.stop = ''; return was; }"
IS_IN_VIEW = """each => {
    const box = each.getBoundingClientRect();
    const dock = document.querySelector(".dock").getBoundingClientRect();
    const isCovered = !each.closest(".dock") && box.bottom > dock.top && box.top < dock.bottom
        && box.right > dock.left && box.left < dock.right;
    return !isCovered && box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth;
}"""


def focused(page: Page) -> Locator:
    return page.locator(":focus")


def tab_to(page: Page, wanted: Locator) -> None:
    """Presses Tab until the focus is on `wanted`, as somebody does who watches where it goes."""
    for _ in range(MOST_STOPS):
        page.keyboard.press("Tab")
        if wanted.evaluate("each => each === document.activeElement"):
            return
    raise AssertionError("the keyboard does not lead there")


def press(page: Page, role: str, name: str) -> None:
    tab_to(page, page.get_by_role("main").get_by_role(role, name=name).first)  # type: ignore[arg-type]
    page.keyboard.press("Enter")
    page.wait_for_load_state()


def test_from_the_first_page_to_the_history_and_back_without_a_mouse(page: Page) -> None:
    page.goto("/")
    press(page, "link", "Проверить, как вы")
    press(page, "link", "Короткая сверка за неделю")
    for number in range(1, 6):
        tab_to(page, page.locator(f"input[name=q{number}]").first)
        page.keyboard.press("Space")
        for _ in range(number - 1):
            page.keyboard.press("ArrowDown")
        expect(page.locator(f"input[name=q{number}][value='{number - 1}']")).to_be_checked()
    press(page, "button", "Показать, что получилось")
    expect(page.get_by_role("heading", level=1)).to_have_text("Что получилось")
    summary = page.locator("summary").first
    tab_to(page, summary)
    page.keyboard.press("Space")
    expect(page.locator("details.number").first).to_contain_text("20 по шкале")

    press(page, "button", "Сохранить под новым кодом")
    expect(page.get_by_role("heading", level=1)).to_have_text("Ваш код")
    code = page.locator(".code").inner_text().strip()

    page.goto("/ru/check/")
    press(page, "link", "Вернуться по коду")
    tab_to(page, page.get_by_label("Ваш код"))
    page.keyboard.type(code)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Ваша история")
    press(page, "button", "Удалить историю")
    press(page, "button", "Да, удалить")
    expect(page.get_by_role("heading", level=1)).to_have_text("История удалена")


def test_the_first_stop_leads_past_the_menus_to_the_text(page: Page) -> None:
    page.goto("/ru/check/week/")
    page.keyboard.press("Tab")
    expect(focused(page)).to_have_text("К тексту")
    expect(focused(page)).to_be_in_viewport()

    page.keyboard.press("Enter")

    expect(page).to_have_url(re.compile("#main$"))
    tab_to(page, page.locator("input[name=q1]").first)


@pytest.fixture
def ways(site: Site) -> dict[str, State]:
    return states(site, "ru")


@pytest.mark.parametrize(
    "name",
    ["home", "help", "week", "errors", "result-month", "compared", "nudges", "nudge-errors", "nudge-preview"],
)
@pytest.mark.parametrize("width", [360, 1280])
def test_every_stop_is_marked_and_in_view(
    page: Page, site: Site, ways: dict[str, State], name: str, width: int
) -> None:
    page.set_viewport_size({"width": width, "height": 740})
    page.emulate_media(reduced_motion="reduce")  # the page has come to rest when it is looked at
    open_state(page, site, ways[name])
    wanted = page.evaluate(STOPS)
    assert wanted >= 10

    for _ in range(wanted):
        page.keyboard.press("Tab")
        stop = focused(page)
        said = stop.evaluate("each => each.outerHTML.slice(0, 90)")
        assert not stop.evaluate(WAS_HERE), said
        assert stop.evaluate(IS_MARKED), said
        assert stop.evaluate(IS_IN_VIEW), said
