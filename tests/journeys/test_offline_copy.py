"""A course from a memory stick: opened from disk without network and scripts, and read to its end."""

import io
import zipfile
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.utils.safestring import mark_safe
from playwright.sync_api import Browser, Page, Request

from courses.content.handbook import offline
from courses.content.handbook.gathering import Course, Lesson, Part

pytestmark = [pytest.mark.browser, pytest.mark.service]

TEXT = Part(
    mark_safe(
        '<h2>Как это видно</h2><p>Усталость — не слабость. <a href="https://example.org/a">Обзор</a>.</p>'
        "<details><summary>Это слабость?</summary><div><p>Нет, не слабость.</p></div></details>"
    )
)
NAMES = ["Узнать выгорание", "Тело", "Нагрузка и пределы"]


def unpacked(folder: Path) -> Path:
    """The archive of a course as somebody has it on a stick. Made without a database."""
    lessons = tuple(
        Lesson(number, title, f"Урок {number}", f"/ru/courses/a/{number}/", "Коротко.", 15, (TEXT,))
        for number, title in enumerate(NAMES, start=1)
    )
    course = Course(
        "ru", "Выйти из выгорания", "Курс", "/ru/courses/a/", "Для тех, кто устал.", (), lessons, None
    )
    with zipfile.ZipFile(io.BytesIO(offline.archive(course))) as archive:
        archive.extractall(folder)
    return folder


@pytest.fixture
def stick(browser: Browser) -> Page:
    """A small phone without network and scripts, that remembers what it asked for."""
    context = browser.new_context(
        viewport={"width": 360, "height": 740}, java_script_enabled=False, offline=True, locale="ru-RU"
    )
    return context.new_page()


def test_a_course_is_read_from_disk_without_network(stick: Page, tmp_path: Path) -> None:
    folder = unpacked(tmp_path)
    asked: list[str] = []
    failed: list[str] = []

    def note(request: Request) -> None:
        asked.append(request.url.split(":")[0])

    def note_failure(request: Request) -> None:
        failed.append(request.url)

    stick.on("request", note)
    stick.on("requestfailed", note_failure)

    stick.goto((folder / "index.html").as_uri())
    assert stick.title() == "Курс"
    seen = []
    stick.get_by_role("link", name=NAMES[0]).click()
    while True:
        seen.append((stick.title(), stick.locator("h1").inner_text()))
        following = stick.get_by_role("link", name="Следующий урок")
        if following.count() == 0:
            break
        following.click()

    assert seen == [(f"Урок {n}", title) for n, title in enumerate(NAMES, start=1)]
    stick.get_by_text("Это слабость?").click()
    assert stick.get_by_text("Нет, не слабость.").is_visible()
    stick.get_by_role("link", name="Все уроки").click()
    assert stick.locator("h1").inner_text() == "Выйти из выгорания"
    assert failed == []
    assert set(asked) == {"file"}
    width = stick.locator("main").bounding_box()
    assert width is not None
    assert width["width"] <= 360
    styled = stick.locator("body").evaluate("node => getComputedStyle(node).fontFamily")
    assert "sans-serif" in styled or "Roboto" in styled
    stick.context.close()


@pytest.mark.parametrize("name", ["index.html", "02.html"])
def test_its_pages_can_be_read_by_a_screen_reader(browser: Browser, tmp_path: Path, name: str) -> None:
    context = browser.new_context(offline=True, locale="ru-RU")
    page = context.new_page()
    page.goto((unpacked(tmp_path) / name).as_uri())

    violations = Axe().run(page).response["violations"]

    assert [each["id"] for each in violations] == []
    context.close()
