"""A year of retreats, planned in the browser: what is given, plans with what they leave out, a choice."""

import re
from datetime import date, timedelta

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.journeys.desks import desk
from tests.journeys.retreat_desks import (
    RETREATS,
    House,
    add_colleague,
    add_house,
    engage,
    save,
    today,
)
from tests.journeys.run_desks import press
from tests.running import Site

pytestmark = [pytest.mark.browser, pytest.mark.service]

# Three years on: the demo plans the next, and states that are looked at have one of their own.
YEAR = today().year + 3
TEAM = {
    "Лунная": ("lead",),
    "Озёрный": ("co_trainer",),
    "Тополёва": ("psychologist",),
    "Берёзкин": ("organiser",),
}
# A house for six besides the team; from another region nobody gets there.
ROOMS = {"Большая": 6, "Малая": 4}
UNREACHED = "RU-KAM"


def test_a_year_is_planned_forbidden_from_and_made(browser: Browser, site: Site) -> None:
    engage(site, "zoya:organiser", "Тренерка Лунная:24")
    organiser = desk(browser, site, "zoya")
    weeks = [monday(number) for number in (6, 16, 26)]
    give(organiser, weeks)
    with site.working():
        ask(organiser)
        first = plans(organiser).first
        expect(first).to_contain_text("Томская область: 12 из 12")
        expect(first).to_contain_text("Из этого региона не добраться ни до одного дома.")
        forbid_one(organiser, first)
    first = plans(organiser).first
    stays = first.locator("ol > li")
    expect(stays).to_have_count(2)
    days = [each.split(",")[0] for each in stays.all_inner_texts()]
    made = accept(organiser, first)
    assert made == days
    organiser.context.close()


def monday(number: int) -> date:
    """Of a week of the year that is planned."""
    first = date(YEAR, 1, 1)
    return first + timedelta(days=-first.weekday() % 7, weeks=number - 1)


def give(organiser: Page, weeks: list[date]) -> None:
    """A house that is free in some weeks, a whole team, and a year in which two regions want places."""
    free = "\n".join(f"{each:%d.%m.%Y}" for each in weeks)
    add_house(organiser, House("Дом у пруда", ROOMS, weeks=free, price=100))
    whole = f"{weeks[0]:%d.%m.%Y} – {weeks[-1] + timedelta(days=6):%d.%m.%Y}"
    for name, roles in TEAM.items():
        trainer = f"Тренерка {name}" if "lead" in roles else ""
        add_colleague(organiser, name, *roles, trainer=trainer, weeks=whole)
    organiser.goto(f"{RETREATS}planning/new/")
    for name, said in (("year", YEAR), ("money", 1000), ("most", 2), ("rest", 2)):
        organiser.locator(f"input[name={name}]").fill(str(said))
    save(organiser)
    organiser.goto(f"{organiser.url}wanted/")
    for number, (region, places) in enumerate((("RU-TOM", 12), (UNREACHED, 2))):
        if number:
            organiser.locator("button[name=more]").click()
        organiser.locator(f"select[name=wanted-{number}-region]").select_option(region)
        organiser.locator(f"input[name=wanted-{number}-places]").fill(str(places))
    save(organiser)


def ask(organiser: Page) -> None:
    """For plans; the page shows by itself when they are there."""
    with organiser.expect_navigation():
        organiser.locator("form[action$='/ask/'] button").click()
    expect(organiser.locator("form[action$='/ask/'] button")).to_be_visible(timeout=60_000)


def plans(organiser: Page) -> Locator:
    return organiser.locator("section.plan")


def forbid_one(organiser: Page, plan: Locator) -> None:
    """The first stay of a plan; no plan has it any more once they are asked for again."""
    stay = plan.locator("ol > li").first
    days = stay.inner_text().split(",")[0]
    stay.locator("button[value=forbid]").click()
    ask(organiser)
    expect(plans(organiser).first.locator("ol")).not_to_contain_text(days)


def accept(organiser: Page, plan: Locator) -> list[str]:
    """The days of the retreats that are made, as the page of the year has them."""
    plan.get_by_role("link", name=re.compile("Принять этот план")).click()
    press(organiser, "Создать эти выезды")
    expect(organiser.locator(".messages")).to_be_visible()
    rows = organiser.locator("#main ul.w-list-disc li:has(> a)").all_inner_texts()
    return [each.split(", ")[-1] for each in rows]
