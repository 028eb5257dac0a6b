"""A retreat as its people live it: applied for with scripts off, shared out before everybody's eyes,
prepared, and forgotten."""

import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from tests.journeys.desks import desk
from tests.journeys.nudging import waiting_for
from tests.journeys.retreat_desks import (
    RETREATS,
    ROUNDS,
    House,
    Shared,
    Wanted,
    add_colleague,
    add_house,
    declare,
    engage,
    freeze_and_open,
    make_keys,
    plan_round,
    read_value,
    seat,
    step,
    tell_where,
    write_programme,
)
from tests.journeys.retreat_papers import are_right, on_paper, takes_paper
from tests.journeys.retreat_passing import days_pass, look_after
from tests.running import ROOT, Site

pytestmark = [pytest.mark.browser, pytest.mark.service]

HOUSE = House("Дом за лесом", {"Синяя": 2, "Зелёная": 2}, space="Зал с печкой")
TEAM = {"Вересова": "lead", "Облакова": "organiser"}
WANTED = Wanted("Тихая неделя", HOUSE.name, TEAM, places=2)
VALUE = "92,1234 81,0005"
NAME = "Аврора Заречная"
# What has to stand on each paper.
PAPERS = {
    "programme": ("Круг знакомства", "16:00", HOUSE.space),
    "house": ("Гости: 2", "Отдельная комната"),
    "cards": ("Ива", "Осина", *HOUSE.rooms),
    "briefing": (),
}
ERASE = "from courses.retreats.periodic import erase_over; erase_over()"
CITY, ADDRESS = "Старый город", "Третий дом от станции"


@dataclass
class Desks:
    organiser: Page
    council: tuple[Page, Page]


@pytest.fixture
def desks(browser: Browser, site: Site) -> Iterator[Desks]:
    """An organiser and two of the council, with keys to read what is sealed to them."""
    engage(site, "olga:organiser", "rada:council", "vera:council", "Тренерка Вересова:0")
    organiser, *council = (desk(browser, site, name) for name in ("olga", "rada", "vera"))
    make_keys(organiser)
    make_keys(council[0])
    yield Desks(organiser, (council[0], council[1]))
    for each in (organiser, *council):
        each.context.close()


def test_a_retreat_from_its_round_to_its_end(
    desks: Desks, site: Site, phone: BrowserContext, tmp_path: Path
) -> None:
    shared = prepare(desks)
    iva, klen, ryabina, osina = (phone.new_page() for _ in range(4))
    apply(iva, shared, "Ива", need=3, is_alone=True)
    mark = iva.locator("p.code").inner_text()
    apply(klen, shared, "Клён", need=3)
    apply(ryabina, shared, "Рябина", need=2, apart_from=mark)
    apply(osina, shared, "Осина", need=1)

    with site.working():
        share_out(desks, site, shared)
        reads_why(ryabina)
        declines(klen)
        accepts(iva)
        anybody_can_work_it_out_again(phone.new_page(), shared, site, tmp_path)
        write_programme(desks.organiser, shared, HOUSE.space)
        moves_up(osina)
    accepts(osina)
    reads_why(ryabina)
    tell_where(desks.organiser, shared, CITY, ADDRESS)
    give_beds(desks.organiser, shared)
    reads_where_and_what(osina)
    reads_second_forms(desks.organiser, shared)
    papers = on_paper(desks.organiser, shared)
    assert are_right(papers, PAPERS, names=("Ива", "Осина"), folder=tmp_path)
    days_pass(site, shared.round, 37)
    look_again(osina)
    confirmed = takes_paper(osina, NAME)
    assert are_right({"stay": confirmed}, {"stay": (NAME,)}, names=("Осина",), folder=tmp_path)
    days_pass(site, shared.round, 15)
    erase(site)
    is_forgotten(osina, desks, shared)
    assert phone.cookies() == []


def prepare(desks: Desks) -> Shared:
    """A house, a team and a round, which opens once everybody has said whether they applied."""
    organiser = desks.organiser
    add_house(organiser, HOUSE)
    add_colleague(organiser, "Вересова", "lead", trainer="Тренерка Вересова")
    add_colleague(organiser, "Облакова", "organiser", username="olga")
    shared = plan_round(organiser, "Весенний набор", WANTED)
    seat(organiser, shared, "olga")
    freeze_and_open(organiser, shared)
    for each in (organiser, *desks.council):
        declare(each, shared)
    return shared


def apply(
    page: Page, shared: Shared, name: str, *, need: int, is_alone: bool = False, apart_from: str = ""
) -> None:
    """From the page of the round; the code stays on the page that follows."""
    page.goto(f"/ru/retreats/{shared.round}/")
    page.locator("main a[href$='/apply/']").click()
    page.locator("input[name=name]").fill(name)
    page.locator("select[name=region]").select_option("RU-TOM")
    page.locator("select[name=wish1]").select_option(shared.retreat)
    page.locator(f"input[name=own_need][value='{need}']").check(force=True)
    if is_alone:
        page.locator("input[name=alone]").check(force=True)
    if apart_from:
        page.locator("details", has=page.locator("select[name=kind1]")).locator("summary").first.click()
        page.locator("select[name=kind1]").select_option("apart")
        page.locator("input[name=mark1]").fill(apart_from.lower().replace("-", " "))
    page.locator("main form button").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Заявка принята")
    open_application(page, page.locator("p.code").first.inner_text())


def open_application(page: Page, code: str) -> None:
    page.goto("/ru/application/")
    page.locator("#code").fill(code.lower().replace("-", " "))
    page.locator("main form button").click()
    expect(page.locator("main dl:visible").first).to_be_visible()


def look_again(page: Page) -> None:
    """At the same application: the code stands in every form of its page."""
    open_application(page, page.locator("input[name=code]").first.get_attribute("value") or "")


def offer(page: Page) -> Locator:
    """The heading above what came of the application, as it stands now."""
    look_again(page)
    return page.locator("#offer")


def share_out(desks: Desks, site: Site, shared: Shared) -> None:
    """Closed by the clock, committed, drawn once two have read the same, worked out, published."""
    organiser, (first, second) = desks.organiser, desks.council
    days_pass(site, shared.round, 3)
    look_after(site)
    step(organiser, shared, "commit")
    days_pass(site, shared.round, 3)
    read_value(first, shared, VALUE)
    read_value(second, shared, VALUE[:-1])
    expect(second).to_have_url(re.compile("/value/$"))
    read_value(second, shared, f" {VALUE}")
    expect(second).to_have_url(re.compile(f"{shared.round}/$"))
    step(organiser, shared, "publish")


def reads_why(page: Page) -> None:
    """In words, with the line of the order; nothing of whom they must not meet."""
    expect(offer(page)).to_have_text("Почему так вышло")
    why = page.locator("#offer + p + dl")
    expect(why).to_contain_text("Строка 2 из")
    expect(why).to_contain_text("Места достались тем, кому, по счёту правил, нужнее.")


def declines(page: Page) -> None:
    expect(offer(page)).to_have_text("Ваше место")
    page.locator("button[value=declining]").click()
    page.locator("button[value=decline]").click()
    expect(page.locator("main")).to_contain_text("вы отказались")


def accepts(page: Page) -> None:
    """And tells the team in the second form what it asks."""
    expect(offer(page)).to_have_text("Ваше место")
    page.locator("button[value=accept]").click()
    expect(page.locator("main")).to_contain_text("место за вами")
    page.locator("textarea[name=stay-travel]").fill(f"Поездом, {page.locator('.card h2').inner_text()}")
    page.locator("button[value=stay]").click()
    expect(page.get_by_role("status")).to_contain_text("Запечатано")


def anybody_can_work_it_out_again(page: Page, shared: Shared, site: Site, folder: Path) -> None:
    """From the file that everybody may download: the same, and not if one figure in it is another."""
    page.goto(f"/ru/retreats/{shared.round}/")
    with page.expect_download() as downloading:
        page.locator("a[href$='/record.json']").click()
    published = downloading.value.path().read_text()
    same = replayed(site, folder / "record.json", published)
    changed = replayed(site, folder / "changed.json", published.replace('"need":3', '"need":2', 1))
    assert (same.returncode, same.stderr.strip()) == (
        0,
        "The same result, of what was committed to; the checker finds no fault.",
    )
    assert changed.returncode == 1
    assert "The applicants or the rules are not those that were committed to." in changed.stderr


def replayed(site: Site, file: Path, content: str) -> subprocess.CompletedProcess[str]:
    file.write_text(content)
    command = [sys.executable, "manage.py", "replay_allocation", str(file)]
    return subprocess.run(command, cwd=ROOT, env=site.env, capture_output=True, text=True, check=False)


def moves_up(page: Page) -> None:
    """Whoever is next by the order and need not avoid somebody who comes."""
    waiting_for(lambda: offer(page).inner_text() == "Ваше место")


def give_beds(desk: Page, shared: Shared) -> None:
    """Proposed for both; by hand nobody is put beside somebody who can only sleep alone."""
    desk.goto(f"{RETREATS}{shared.retreat}/rooms/")
    desk.locator("button[name=propose]").click()
    rows = {name: desk.locator("#main li", has_text=name) for name in ("Ива", "Осина")}
    rooms = {name: row.locator("select").input_value() for name, row in rows.items()}
    assert len({*rooms.values()} - {""}) == 2
    rows["Осина"].locator("select").select_option(rooms["Ива"])
    rows["Осина"].locator("button").click()
    expect(desk.get_by_role("alert")).to_contain_text("Ива")
    desk.goto(f"{RETREATS}{shared.retreat}/rooms/")
    assert rows["Осина"].locator("select").input_value() == rooms["Осина"]


def reads_where_and_what(page: Page) -> None:
    look_again(page)
    for said in (CITY, ADDRESS, "Программа, версия 2", "Тихий час"):
        expect(page.locator("main")).to_contain_text(said)
    expect(page.locator("details[open]", has_text="Тихий час")).to_contain_text("14:15")


def reads_second_forms(desk: Page, shared: Shared) -> None:
    """In the team, with keys that are open."""
    desk.goto(f"{RETREATS}{shared.retreat}/second-forms/")
    for name in ("Ива", "Осина"):
        expect(desk.locator("#main section", has_text=name)).to_contain_text(f"Поездом, {name}")


def erase(site: Site) -> None:
    """What the night does fourteen days after the end."""
    site.manage("shell", "--verbosity", "0", "-c", ERASE)


def is_forgotten(page: Page, desks: Desks, shared: Shared) -> None:
    """The code opens nothing; the council and the organiser have the receipt."""
    code = page.locator("input[name=code]").first.get_attribute("value") or ""
    page.goto("/ru/application/")
    page.locator("#code").fill(code)
    page.locator("main form button").click()
    expect(page.get_by_role("alert")).to_be_visible()
    for each in (desks.organiser, desks.council[0]):
        each.goto(f"{ROUNDS}{shared.round}/")
        expect(each.locator("#main")).to_contain_text("стёрто")
