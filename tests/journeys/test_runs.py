"""A run as its people live it: planned, joined with scripts off, held by phone, and evidence of it."""

import shutil
import subprocess
from datetime import timedelta
from pathlib import Path
from typing import Any

import icalendar
import psycopg
import pytest
from PIL import Image
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.journeys.desks import desk
from tests.journeys.passing import days_pass
from tests.journeys.run_desks import Planned, Wanted, finish, mark, open_session, plan_run, tell_where
from tests.running import Site

pytestmark = [pytest.mark.browser, pytest.mark.service]

WANTED = Wanted("Вечерний для двоих", 15)
CITY, ADDRESS = "Старый город", "Библиотека, вход со двора"
NAME = "Аврора Заречная"
PHONE = {"width": 360, "height": 740}
LOOK_AFTER = "from courses.runs.periodic import look_after_waiting_lists; look_after_waiting_lists()"
NO_ANSWER = """
    UPDATE runs_party SET answer_by = now() - interval '1 minute' WHERE run_id = %s AND standing = 'offered'
"""


def test_a_run_from_its_plan_to_evidence(
    browser: Browser, site: Site, phone: BrowserContext, tmp_path: Path
) -> None:
    coordinator = desk(browser, site, "coordinator")
    trainer = desk(browser, site, "trainer", viewport=PHONE)
    run = plan_run(coordinator, WANTED, in_days=2)
    tell_where(trainer, run, CITY, ADDRESS)

    iva, klen, ryabina, osina = (phone.new_page() for _ in range(4))
    code = join(iva, run, "Ива", "У вас есть место")
    join(klen, run, "Клён", "У вас есть место")
    join(ryabina, run, "Рябина", "Вы в очереди")
    last = join(osina, run, "Осина", "Вы в очереди")
    leave(klen)
    an_offer_passes_to_the_next(site, run, osina, last)
    expect(osina.get_by_role("main")).to_contain_text(ADDRESS)
    busy = calendar(iva, code)

    days_pass(site, run.id, 3)
    answer_pulse(iva, code, "01234")
    attendance_by_phone(trainer, run)
    days_pass(site, run.id, 7)
    answer_pulse(iva, code, "00000")
    finish(coordinator, run)
    paper = take_paper(iva, code)
    evidence_stands(trainer)

    assert [str(event["SUMMARY"]) for event in busy] == ["Занята", "Занята"]
    assert busy[1]["DTSTART"].dt - busy[0]["DTSTART"].dt == timedelta(weeks=1)
    if shutil.which("pdftotext") and shutil.which("pdftoppm"):
        looks_right(paper, tmp_path)
    assert phone.cookies() == []
    coordinator.context.close()
    trainer.context.close()


def join(page: Page, run: Planned, name: str, said: str) -> str:
    """From the page of the run; the place code, which stays on the page."""
    page.goto(f"/ru/runs/{run.id}/")
    page.locator("main a[href$='/join/']").click()
    page.locator("input[name=name1]").fill(name)
    page.locator("main form button").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(said)
    return page.locator("p.code").inner_text()


def open_place(page: Page, code: str) -> None:
    page.goto("/ru/place/")
    page.locator("#code").fill(code.lower().replace("-", " "))
    page.locator("main form button").click()
    expect(page.locator("main")).to_contain_text("Когда")


def leave(page: Page) -> None:
    """By the code that stands on the page."""
    open_place(page, page.locator("p.code").inner_text())
    page.locator("button[value=leaving]").click()
    page.locator("button[value=leave]").click()


def an_offer_passes_to_the_next(site: Site, run: Planned, page: Page, code: str) -> None:
    """Whoever waited longest does not answer; the periodic job offers the place to the next, who says yes."""
    with psycopg.connect(site.env["DATABASE_URL"], autocommit=True) as connection:
        assert connection.execute(NO_ANSWER, [run.id]).rowcount == 1
    site.manage("shell", "--verbosity", "0", "-c", LOOK_AFTER)
    open_place(page, code)
    page.locator("button[value=accept]").click()
    expect(page.locator("main")).to_contain_text("У вас есть место")


def calendar(page: Page, code: str) -> list[Any]:
    """What a program finds at the address that the page gives."""
    open_place(page, code)
    page.locator("input[name=says]").fill("Занята")
    page.locator("button[value=calendar]").click()
    address = page.locator("p.code", has_text=".ics").inner_text()
    return list(icalendar.Calendar.from_ical(page.request.get(address).text()).walk("VEVENT"))


def answer_pulse(page: Page, code: str, line: str) -> None:
    open_place(page, code)
    page.locator("form[action$='/pulse/'] button").click()
    for number, place in enumerate(line, start=1):
        page.locator(f"input[name=q{number}][value='{place}']").check(force=True)
    page.locator("main form button").last.click()
    expect(page.get_by_role("status")).to_contain_text("Ответ учтён")


def attendance_by_phone(trainer: Page, run: Planned) -> None:
    """In one pass on a narrow screen; it stands there afterwards, and no wider than the screen."""
    open_session(trainer, run)
    assert trainer.locator("html").evaluate("node => node.scrollWidth") <= PHONE["width"]
    mark(trainer, "Ива", "Осина")
    assert trainer.locator("ul.who label", has_text="Ива").locator("input").is_checked()
    expect(trainer.locator("ul.who li")).to_have_count(2)


def take_paper(page: Page, code: str) -> bytes:
    open_place(page, code)
    page.locator("input[name=paper-name]").fill(NAME)
    page.locator("input[name=paper-says][value=course]").check(force=True)
    with page.expect_download() as downloading:
        page.locator("button[value=paper]").click()
    return downloading.value.path().read_bytes()


def looks_right(paper: bytes, folder: Path) -> None:
    """One page with the name, the course and what was attended, and ink from its top to its bottom."""
    file = folder / "paper.pdf"
    file.write_bytes(paper)
    text = subprocess.run(
        ["pdftotext", "-layout", file, "-"], capture_output=True, text=True, check=True
    ).stdout
    letters = "".join(text.split())
    assert all(said.replace(" ", "") in letters for said in (NAME, WANTED.course, "1 из 2", "1 ч"))
    subprocess.run(["pdftoppm", "-r", "40", "-gray", file, folder / "page"], check=True)
    (picture,) = folder.glob("page*.pgm")
    with Image.open(picture) as page:
        left, top, right, bottom = page.point(lambda shade: 255 * (shade < 128)).getbbox() or (0, 0, 0, 0)
        assert (right - left > page.width * 0.6, bottom - top > page.height * 0.7) == (True, True)


def evidence_stands(trainer: Page) -> None:
    trainer.goto("/staff/trainers/own/")
    expect(trainer.locator("#main")).to_contain_text("поток")
