"""Adding a result to the picture in a browser: by keyboard alone, with scripts off, on a phone and a desk."""

import re
import time
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Error, Page, expect

from tests.journeys.adding import ballots, open_boxes, read_form
from tests.journeys.asking import Check, send
from tests.journeys.looking import LANGUAGES, NARROW, assert_accessible
from tests.journeys.states import State, open_state
from tests.journeys.test_keyboard import press, tab_to
from tests.running import Site

pytestmark = [pytest.mark.browser, pytest.mark.service]

LINE = "31042"
THANKS = {"ru": "Спасибо, ответы добавлены", "en": "Thank you, your answers are added"}


@pytest.fixture(scope="module", autouse=True)
def _boxes(site: Site) -> None:
    open_boxes(site)


@pytest.fixture(scope="module")
def sheet(browser: Browser) -> Iterator[Page]:
    """A page with scripts on, for axe alone."""
    context = browser.new_context(viewport=NARROW)
    yield context.new_page()
    context.close()


def answer(page: Page, site: Site) -> None:
    """To the result of the short check, as its form leads there."""
    check = Check.of(site, "week", "ru")
    open_state(page, site, State(check.address, {"v": check.version, "a": LINE}))
    expect(page.get_by_role("heading", level=1)).to_have_text("Что получилось")


@pytest.mark.parametrize("width", [360, 1280])
def test_by_keyboard_from_the_result_into_the_box_and_only_once(page: Page, site: Site, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 740})
    before = ballots(site)
    answer(page, site)
    began = time.monotonic()
    tick = page.get_by_label("Добавить мои ответы в анонимную картину по регионам")
    expect(tick).not_to_be_checked()
    tab_to(page, tick)
    page.keyboard.press("Space")
    press(page, "button", "Выбрать регион")
    expect(page.get_by_role("heading", level=1)).to_have_text("В общую картину")
    expect(tick).to_be_checked()
    region = page.get_by_label("С каким регионом?")
    tab_to(page, region)
    for _ in range(3):
        page.keyboard.press("ArrowDown")
    chosen = region.input_value()
    assert chosen.startswith("RU-")

    press(page, "button", "Добавить в картину")
    notice = page.get_by_role("alert")
    expect(notice).to_contain_text("Это быстрее, чем читают результат")
    seconds = re.search(r"через (\d+) секунд", notice.inner_text())
    assert seconds
    assert ballots(site) == before
    expect(tick).to_be_checked()
    expect(region).to_have_value(chosen)
    expect(page.locator("input[name=a]")).to_have_value(LINE)

    time.sleep(int(seconds[1]))
    press(page, "button", "Добавить в картину")
    expect(page.get_by_role("heading", level=1)).to_have_text(THANKS["ru"])
    assert time.monotonic() - began >= 14
    assert ballots(site) == before + 1

    page.reload()
    expect(page.get_by_role("heading", level=1)).to_have_text("Этот результат уже в картине")
    with pytest.raises(Error, match="ERR_CACHE_MISS"):  # the browser asks before it sends a form again
        page.go_back()
    assert ballots(site) == before + 1
    assert page.context.cookies() == []


def test_without_the_tick_nothing_is_added(page: Page, site: Site) -> None:
    before = ballots(site)
    answer(page, site)
    page.get_by_role("button", name="Добавить без региона").click()

    expect(page.get_by_role("alert")).to_contain_text("Галочка не стоит")
    expect(page.get_by_role("link", name="Срочная помощь").first).to_be_visible()
    page.get_by_role("button", name="Назад к результату").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Что получилось")
    assert ballots(site) == before


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_of_it_is_accessible(sheet: Page, site: Site, language: str) -> None:
    check = Check.of(site, "week", language)
    used = read_form(site)
    carried = {"v": check.version, "a": LINE}
    ways = {
        "result": State(check.address, carried),
        "regions": State(check.address, {**carried, "form": used, "ok": "1", "do": "place"}),
        "unticked": State(check.address, {**carried, "form": used, "do": "picture"}),
        "stale": State(check.address, {**carried, "ok": "1", "do": "picture"}),
        "added": State(check.address, {**carried, "form": used, "ok": "1", "do": "picture"}),
        "used": State(check.address, {**carried, "form": used, "ok": "1", "do": "picture"}),
    }
    for name, state in ways.items():
        open_state(sheet, site, state)
        expect(sheet.locator("html")).to_have_attribute("lang", language)
        assert_accessible(sheet)
        if name == "added":
            expect(sheet.get_by_role("heading", level=1)).to_have_text(THANKS[language])


def test_whoever_counts_bytes_learns_neither_answers_nor_region(site: Site) -> None:
    check = Check.of(site, "week", "ru")
    sizes = set()
    for line, region in (("31042", "RU-TOM"), ("-----", ""), ("44444", "GE")):
        fields = {"v": check.version, "a": line, "form": read_form(site), "ok": "1", "region": region}
        added = send(site, check.address, {**fields, "do": "picture"})
        assert THANKS["ru"] in added.text
        early = check.take(line).text
        form = re.findall(r'name="form" value="(.*?)"', early)[0]
        refused = send(site, check.address, {**fields, "form": form, "do": "picture"})
        sizes |= {len(added.wire), len(refused.wire)}

    assert len(sizes) == 1


def test_nothing_of_it_stands_in_the_log(site: Site) -> None:
    check, form = Check.of(site, "week", "ru"), read_form(site)
    for _ in range(2):
        fields = {"v": check.version, "a": LINE, "form": form, "ok": "1", "region": "RU-TOM"}
        send(site, check.address, {**fields, "do": "picture"})

    log = site.log.read_bytes()
    assert [each for each in (LINE, "RU-TOM", form[20:60], "check/week") if each.encode() in log] == []
