"""What is looked at on every page: nothing for axe-core to find, room on a phone, room for a finger."""

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

NARROW, WIDE = {"width": 320, "height": 640}, {"width": 1280, "height": 800}
LANGUAGES = ("ru", "en")
LEAST_TARGET = 44
# What a finger presses, but for links within a sentence, which may be as high as their line (WCAG 2.5.8).
TARGETS = ".top a, .button, summary, .options label, .field :is(input, select, textarea), .links a"

TOO_SMALL = """([targets, least]) => [...document.querySelectorAll(targets)]
    .filter(each => each.checkVisibility())
    .filter(each => each.getBoundingClientRect().height < least || each.getBoundingClientRect().width < 24)
    .map(each => `${each.outerHTML.slice(0, 80)} ${each.getBoundingClientRect().height}`)"""
TOO_WIDE = """() => [...document.querySelectorAll("body *")]
    .filter(each => each.getBoundingClientRect().right > document.documentElement.clientWidth + 1)
    .map(each => each.outerHTML.slice(0, 80))"""


def findings(page: Page) -> list[str]:
    violations = Axe().run(page).response["violations"]
    return [f"{each['id']}: {each['nodes'][0]['html'][:120]}" for each in violations]


def assert_accessible(sheet: Page) -> None:
    """On the smallest phone in the light, and on a wide screen in the dark."""
    sheet.set_viewport_size(NARROW)
    sheet.emulate_media(color_scheme="light")
    assert not (found := findings(sheet)), found
    assert sheet.evaluate("document.documentElement.scrollWidth") <= NARROW["width"], sheet.evaluate(TOO_WIDE)
    assert not (small := sheet.evaluate(TOO_SMALL, [TARGETS, LEAST_TARGET])), small

    sheet.set_viewport_size(WIDE)
    sheet.emulate_media(color_scheme="dark")
    assert not (found := findings(sheet)), found
    assert not (small := sheet.evaluate(TOO_SMALL, [TARGETS, LEAST_TARGET])), small
