"""A lesson from an empty form to readers in two languages, by two people who never do each other's part."""

import re

import psycopg
import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.desks import desk
from tests.running import Site

pytestmark = [pytest.mark.browser, pytest.mark.service]

COURSE = "recovering"
SLUG = "quiet-evening"
WRITTEN = {
    "title": "Тихий вечер",
    "intro": "Как остановиться на час.",
    "text": "Сядьте и медленно выдохните.",
}
# By what stands there in Russian.
TRANSLATED = {
    WRITTEN["title"]: "A quiet evening",
    WRITTEN["intro"]: "How to stop.",
    WRITTEN["text"]: "Sit down and breathe out slowly.",
    SLUG: SLUG,
    "Заметки": "Notes",
}
PAGE = """
    SELECT page.id FROM wagtailcore_page page JOIN wagtailcore_locale locale ON locale.id = page.locale_id
    WHERE page.slug = %s AND locale.language_code = %s
"""
PUBLISH = re.compile("Опубликовать")


def test_a_lesson_is_written_approved_translated_and_read(browser: Browser, site: Site, page: Page) -> None:
    editor, second = desk(browser, site, "editor"), desk(browser, site, "second_editor")
    write(editor, page_id(site, COURSE, "ru"))
    lesson = page_id(site, SLUG, "ru")
    assert not is_read(page, "ru")
    approve(second, lesson)
    read(page, "ru", *WRITTEN.values())
    translate(editor, lesson)
    assert not is_read(page, "en")
    publish(second, page_id(site, SLUG, "en"))
    read(page, "en", *(TRANSLATED[said] for said in WRITTEN.values()))
    read(page, "ru", *WRITTEN.values())
    editor.context.close()
    second.context.close()


def page_id(site: Site, slug: str, language: str) -> int:
    with psycopg.connect(site.env["DATABASE_URL"]) as connection:
        row = connection.execute(PAGE, [slug, language]).fetchone()
        assert row
        return int(row[0])


def write(editor: Page, course: int) -> None:
    """A title, a lead and a block of text; submitted, which is as far as whoever wrote it gets."""
    editor.goto(f"/staff/pages/add/content/lessonpage/{course}/")
    editor.locator("#id_title").fill(WRITTEN["title"])
    editor.locator("#id_intro").fill(WRITTEN["intro"])
    editor.locator(".c-sf-add-button").first.click()
    editor.get_by_role("option", name="Текст", exact=True).click()
    text = editor.locator("[contenteditable=true]")
    expect(text).to_be_focused()
    text.press_sequentially(WRITTEN["text"])
    # The editor hands its text to the form a moment after the last letter.
    expect(editor.locator("input[name=body-0-value]")).to_have_value(re.compile(WRITTEN["text"]))
    editor.get_by_role("tab", name="Продвижение").click()
    editor.locator("#id_slug").fill(SLUG)
    editor.locator("#id_seo_title").fill("Заметки")
    open_actions(editor)
    expect(editor.locator("button[name=action-publish]")).to_have_count(0)
    editor.locator("button[name=action-submit]").click()
    expect(editor.locator(".messages")).to_contain_text(WRITTEN["title"])


def approve(second: Page, lesson: int) -> None:
    second.goto(f"/staff/pages/{lesson}/edit/")
    expect(second.locator("[contenteditable=true]")).to_contain_text(WRITTEN["text"])
    open_actions(second)
    second.locator("button[data-workflow-action-name=approve]").click()
    expect(second.locator(".messages")).to_contain_text(WRITTEN["title"])


def translate(editor: Page, lesson: int) -> None:
    """String by string, in both tabs; whoever wrote the strings does not publish them."""
    editor.goto(f"/staff/localize/submit/page/{lesson}/")
    editor.locator("input[name=locales]").check()
    editor.get_by_role("button", name="Отправить").click()
    for tab in ("Содержимое", "Продвижение"):
        editor.get_by_role("tab", name=tab).click()
        missing = editor.locator("li.incomplete:visible")
        expect(missing.first).to_be_visible()
        for left in reversed(range(missing.count())):
            row = missing.first
            words = TRANSLATED[row.inner_text().partition("\n")[0].strip()]
            row.get_by_role("button", name="Перевести").click()
            editor.locator("textarea:visible").fill(words)
            editor.get_by_role("button", name="Сохранить", exact=True).click()
            expect(missing).to_have_count(left)
    expect(editor.get_by_role("button", name=PUBLISH)).to_have_count(0)


def open_actions(page: Page) -> None:
    page.locator("footer .w-dropdown__toggle").last.click()


def publish(second: Page, lesson: int) -> None:
    second.goto(f"/staff/pages/{lesson}/edit/")
    second.get_by_role("button", name=PUBLISH).click()
    expect(second.locator(".messages")).to_contain_text("A quiet evening")


def is_read(page: Page, language: str) -> bool:
    answer = page.goto(f"/{language}/courses/{COURSE}/{SLUG}/")
    return bool(answer and answer.status == 200)


def read(page: Page, language: str, *said: str) -> None:
    """Without scripts, on a phone, and the course leads there."""
    page.goto(f"/{language}/courses/{COURSE}/")
    page.locator(f"main a[href$='/{SLUG}/']").first.click()
    for each in said:
        expect(page.get_by_role("main")).to_contain_text(each)
