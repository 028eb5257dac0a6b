"""What colleagues do with a run at their desks."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from playwright.sync_api import Page, expect

RUNS = "/staff/runs/"
SPELLED = re.compile(r"(?:[0-9A-HJKMNP-TV-Z]{4}-){4}[0-9A-HJKMNP-TV-Z]{4}")
LEADS, HELPS = "Тренерка Тихая", "Тренер Тестов"


@dataclass(frozen=True)
class Planned:
    """A run as its coordinator has it now: its id, and the code of invitation if one was shown."""

    id: str
    invitation: str = ""


@dataclass(frozen=True)
class Wanted:
    """What is planned: two sessions in a week, at an hour at which no run of the demo meets."""

    title: str
    hour: int
    joining: str = "open"
    capacity: int = 2
    course: str = "Выйти из выгорания"


def plan_run(coordinator: Page, wanted: Wanted, *, in_days: int) -> Planned:
    """Planned in one form, the second session by its button, and published."""
    coordinator.goto(f"{RUNS}new/")
    coordinator.locator("input[name=title]").fill(wanted.title)
    course = coordinator.locator("select[name=course] option", has_text=wanted.course).first
    coordinator.locator("select[name=course]").select_option(course.get_attribute("value"))
    coordinator.locator("input[name=capacity]").fill(str(wanted.capacity))
    coordinator.locator("input[name=minimum]").fill("1")
    coordinator.locator("select[name=joining]").select_option(wanted.joining)
    for name, trainer in (("leads", LEADS), ("helps", HELPS)):
        coordinator.locator("label", has_text=trainer).locator(f"input[name={name}]").check()
    day = datetime.now(UTC).date() + timedelta(days=in_days)
    coordinator.locator("input[name=sessions-0-day]").fill(day.isoformat())
    coordinator.locator("input[name=sessions-0-begins]").fill(f"{wanted.hour:02}:00")
    coordinator.locator("input[name=sessions-0-ends]").fill(f"{wanted.hour + 1:02}:00")
    coordinator.locator("select[name=sessions-0-zone]").select_option("Asia/Krasnoyarsk")
    press(coordinator, "Ещё одно, через неделю")
    press(coordinator, "Сохранить")
    code = SPELLED.search(coordinator.locator("#main").inner_text())
    if code:
        coordinator.get_by_role("link", name="Код записан").click()
    run = re.findall(r"/runs/([0-9a-f-]{36})/", coordinator.url)[0]
    press(coordinator, "Опубликовать")
    return Planned(run, code[0] if code else "")


def tell_where(trainer: Page, run: Planned, city: str, address: str) -> None:
    """From the earliest hour on."""
    trainer.goto(f"{RUNS}{run.id}/where/")
    trainer.locator("input[name=city]").fill(city)
    trainer.locator("textarea[name=address]").fill(address)
    for name in ("city_before", "address_before"):
        trainer.locator(f"select[name={name}]").select_option("336")
    press(trainer, "Сохранить")
    expect(trainer).to_have_url(re.compile(f"{run.id}/$"))


def send_to_all(trainer: Page, run: Planned) -> None:
    trainer.goto(f"{RUNS}{run.id}/")
    press(trainer, "Отправить всем")
    expect(trainer.locator(".messages")).to_contain_text("оставил")


def open_session(trainer: Page, run: Planned, number: int = 1) -> None:
    trainer.goto(f"{RUNS}{run.id}/")
    trainer.locator("#main a[href*='/runs/sessions/']", has_text=re.compile(r"\d\d:\d\d")).nth(
        number - 1
    ).click()


def mark(trainer: Page, *names: str) -> None:
    """Who came, in one pass over the list of the session that is open."""
    for name in names:
        trainer.locator("ul.who label", has_text=name).click()
    press(trainer, "Сохранить, кто пришёл")
    expect(trainer.locator(".messages")).to_contain_text("Сохранено")


def finish(coordinator: Page, run: Planned) -> None:
    coordinator.goto(f"{RUNS}{run.id}/plan/")
    press(coordinator, "Завершить")
    expect(coordinator.locator(".messages")).to_be_visible()


def press(page: Page, button: str) -> None:
    page.locator("#main").get_by_role("button", name=button, exact=True).click()
