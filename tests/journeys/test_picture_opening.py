"""Two of the council open a box at one screen, with a real worker, scripts off and the room of a phone."""

import json
import re
import time
from collections.abc import Iterator
from typing import Any

import pytest
from celery import Celery
from playwright.sync_api import Browser, Page, expect

from tests.journeys.desks import desk, passphrase
from tests.journeys.looking import TOO_WIDE, WIDE, findings
from tests.journeys.searching import hits
from tests.running import Site, manage
from wellbeing.environment import broker_of
from wellbeing.picture import staff_urls

pytestmark = [pytest.mark.browser, pytest.mark.service]

PHONE: Any = {"width": 360, "height": 740}
BOXES = "/staff/picture/boxes/"
# Addresses that take a form; what they answer is one of the pages looked at.
POSTED = {"begin_opening", "hand_over", "stop_opening", "judge"}
SECONDS = 60_000


@pytest.fixture(scope="module")
def made(site: Site) -> dict[str, str]:
    found: dict[str, str] = json.loads(manage(site.env, module="tests.journeys.making_picture"))
    return found


@pytest.fixture(scope="module")
def mira(browser: Browser, site: Site) -> Iterator[Page]:
    page = desk(browser, site, "council", viewport=PHONE, java_script_enabled=False)
    yield page
    page.context.close()


@pytest.fixture(scope="module")
def sheet(browser: Browser, site: Site) -> Iterator[Page]:
    """Another desk of the council, with scripts on for axe."""
    page = desk(browser, site, "second_council", viewport=WIDE, color_scheme="dark")
    yield page
    page.context.close()


def assert_accessible(page: Page, address: str) -> None:
    """On a wide screen in the dark, and with room on a phone."""
    page.set_viewport_size(WIDE)  # type: ignore[arg-type]  # a width and a height
    page.goto(address)
    expect(page).to_have_url(re.compile(re.escape(address)))
    assert (found := findings(page)) == [], found
    page.set_viewport_size(PHONE)
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"], page.evaluate(TOO_WIDE)


def assert_fits(page: Page) -> None:
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name).press("Enter")
    page.wait_for_load_state()


def unlock(page: Page, phrase: str) -> None:
    page.get_by_label("Кодовая фраза").fill(phrase)
    page.get_by_label("Кодовая фраза").press("Enter")
    page.wait_for_load_state()


def wait_for_worker(site: Site) -> None:
    """Until it answers: a slow machine takes longer to start one than the page waits."""
    app = Celery(broker=broker_of(site.env["REDIS_URL"]), set_as_current=False)
    deadline = time.monotonic() + SECONDS / 250
    while not app.control.ping(timeout=1, limit=1):
        assert time.monotonic() < deadline


def test_a_box_is_opened_by_two_and_the_one_apart_is_judged(
    site: Site, mira: Page, sheet: Page, made: dict[str, str]
) -> None:
    first, second = passphrase(site, "council"), passphrase(site, "second_council")
    address = f"{BOXES}{made['box']}/"
    for each in (BOXES, address):
        assert_accessible(sheet, each)
    mira.goto(address)
    press(mira, "Открыть мои ключи и вскрыть урну")
    unlock(mira, first)
    with site.working():
        wait_for_worker(site)
        press(mira, "Вскрыть урну")
        expect(mira.get_by_label("Второй человек")).to_be_visible(timeout=SECONDS)
        assert_accessible(sheet, address)
        mira.get_by_label("Второй человек").select_option("second_council")
        field = mira.get_by_label("Кодовая фраза второго человека")
        field.fill("не та фраза совсем")
        press(mira, "Посчитать и уничтожить")
        expect(mira.get_by_text("С этой фразой не открывается.")).to_be_visible()
        assert mira.get_by_label("Второй человек").input_value() == "second_council"
        assert field.input_value() == ""
        field.fill(second)
        press(mira, "Посчитать и уничтожить")
        expect(mira.get_by_text("все его доли уничтожены")).to_be_visible(timeout=SECONDS)
    assert_fits(mira)
    assert_accessible(sheet, address)
    assert hits(site, {"passphrase": second.encode(), "the other": first.encode()}) == []

    mira.get_by_label("Почему").fill("мало")
    press(mira, "Опубликовать рядом с основной")
    assert mira.get_by_label("Почему").input_value() == "мало"
    mira.get_by_label("Почему").fill("В тот час прошла встреча, похоже на остальное.")
    press(mira, "Опубликовать рядом с основной")
    expect(mira.get_by_text("В тот час прошла встреча, похоже на остальное.")).to_be_visible()
    assert_accessible(sheet, address)
    assert_accessible(sheet, BOXES)


def test_every_address_of_boxes_is_looked_at() -> None:
    named = {each.name for each in staff_urls.urlpatterns if str(each.pattern).startswith("boxes/")}

    assert named == {"boxes", "box"} | POSTED
