"""Joining a group and leaving it, applying for a retreat, and saying who came to a session, by keyboard
alone."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys import course_states, retreat_states
from tests.journeys.desks import desk
from tests.journeys.states import State, open_state
from tests.journeys.test_keyboard import IS_IN_VIEW, IS_MARKED, STOPS, WAS_HERE, focused, press, tab_to
from tests.running import Site

pytestmark = [pytest.mark.browser, pytest.mark.service]


def test_finding_a_group_joining_it_and_leaving_it_without_a_mouse(page: Page, site: Site) -> None:
    run = course_states.made(site)["runs"]["open"]
    page.goto("/ru/courses/holding/")
    press(page, "link", "Группы, куда можно записаться")
    tab_to(page, page.get_by_role("main").locator("summary"))
    page.keyboard.press("Space")
    tab_to(page, page.get_by_label("Регион"))
    page.keyboard.type("Томск")
    press(page, "button", "Показать")
    tab_to(page, page.get_by_role("main").locator(f"a[href='/ru/runs/{run}/']"))
    page.keyboard.press("Enter")
    page.wait_for_load_state()
    press(page, "link", "Записаться")
    tab_to(page, page.get_by_label("Рабочее имя"))
    page.keyboard.type("Лиса")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("У вас есть место")
    code = page.locator(".code").inner_text().strip()

    press(page, "link", "Посмотреть по коду места")
    tab_to(page, page.get_by_label("Код места"))
    page.keyboard.type(code)
    page.keyboard.press("Enter")
    press(page, "button", "Меня не будет")
    expect(page.get_by_role("status")).to_contain_text("в этот день вас не будет")
    press(page, "button", "Всё-таки буду")
    expect(page.get_by_role("status")).to_contain_text("в этот день вас ждут")

    press(page, "button", "Отказаться от места")
    expect(page.get_by_role("heading", level=1)).to_have_text("Отказаться от места и удалить всё?")
    press(page, "button", "Да, удалить всё")
    expect(page.get_by_role("heading", level=1)).to_have_text("Вы отказались от места")


def test_applying_for_a_retreat_and_answering_an_offer_without_a_mouse(page: Page, site: Site) -> None:
    known = retreat_states.made(site)
    round_ = known["rounds"]["open"]
    page.goto("/ru/retreats/")
    tab_to(page, page.get_by_role("main").locator(f"a[href='/ru/retreats/{round_}/']"))
    page.keyboard.press("Enter")
    page.wait_for_load_state()
    press(page, "link", "Попросить место")
    tab_to(page, page.get_by_label("Рабочее имя"))
    page.keyboard.type("Лиса")
    tab_to(page, page.get_by_label("Где вы живёте"))
    page.keyboard.press("ArrowDown")
    press(page, "button", "Отправить заявку")
    tab_to(page, page.get_by_role("alert").get_by_role("link", name="Больше всего хочу сюда"))
    page.keyboard.press("Enter")
    expect(page.get_by_label("Больше всего хочу сюда")).to_be_focused()
    page.keyboard.press("ArrowDown")
    press(page, "button", "Отправить заявку")
    expect(page.get_by_role("heading", level=1)).to_have_text("Заявка принята")

    press(page, "link", "Посмотреть по коду заявки")
    tab_to(page, page.get_by_label("Код заявки"))
    page.keyboard.type(known["codes"]["keyboard"])
    page.keyboard.press("Enter")
    press(page, "button", "Да, я еду")
    expect(page.get_by_role("status")).to_contain_text("Место за вами")


@pytest.fixture
def trainer(browser: Browser, site: Site) -> Iterator[Page]:
    page = desk(browser, site, "trainer")
    yield page
    page.context.close()


def test_a_trainer_says_who_came_without_a_mouse(trainer: Page, site: Site) -> None:
    known = course_states.made(site)
    trainer.goto(f"/staff/runs/{known['runs']['running']}/")
    session = trainer.locator(f"#main a[href='/staff/runs/sessions/{known['ids']['session']}/']").last
    tab_to(trainer, session)
    trainer.keyboard.press("Enter")
    trainer.wait_for_load_state()
    first = trainer.locator("ul.who input[type=checkbox]").first
    tab_to(trainer, first)
    trainer.keyboard.press("Space")
    tab_to(trainer, trainer.get_by_role("button", name="Сохранить, кто пришёл"))
    trainer.keyboard.press("Enter")
    trainer.wait_for_load_state()

    expect(trainer.locator(".messages")).to_contain_text(re.compile(r"пришёл 1 человек"))
    expect(trainer.locator("ul.who input[type=checkbox]").first).to_be_checked()


@pytest.fixture
def ways(site: Site) -> dict[str, State]:
    return course_states.states(site, "ru") | retreat_states.states(site, "ru")


@pytest.mark.parametrize(
    "name",
    [
        *("recovering", "recovering-body", "runs-of-a-region", "run-open", "join-errors", "place-in"),
        *("messages", "apply-errors", "application-offered", "application-accepted"),
    ],
)
@pytest.mark.parametrize("width", [360, 1280])
def test_every_stop_is_marked_and_in_view(
    page: Page, site: Site, ways: dict[str, State], name: str, width: int
) -> None:
    page.set_viewport_size({"width": width, "height": 740})
    page.emulate_media(reduced_motion="reduce")  # the page has come to rest when it is looked at
    open_state(page, site, ways[name])
    for _ in range(page.evaluate(STOPS)):
        page.keyboard.press("Tab")
        stop = focused(page)
        said = stop.evaluate("each => each.outerHTML.slice(0, 90)")
        assert not stop.evaluate(WAS_HERE), said
        assert stop.evaluate(IS_MARKED), said
        assert stop.evaluate(IS_IN_VIEW), said
