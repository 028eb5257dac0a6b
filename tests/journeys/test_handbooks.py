"""An editor has the files of a course made anew; a phone without scripts takes one along."""

import re
import time

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from tests.journeys.desks import desk
from tests.running import Site

pytestmark = [pytest.mark.browser, pytest.mark.service]

HANDBOOKS = "/staff/handbooks/"
COURSE = "/ru/courses/recovering/"
LIMIT_SECONDS = 180
TITLE = "Выйти из выгорания"
READY = "готово"


def test_a_course_is_made_into_files_and_taken_along(browser: Browser, site: Site, page: Page) -> None:
    editor = desk(browser, site, "editor")
    editor.set_viewport_size({"width": 360, "height": 740})
    editor.goto(HANDBOOKS)
    course = editor.locator("section").filter(has_text=TITLE)
    course.get_by_role("button", name=re.compile("Приготовить всё заново")).click()
    assert editor.locator("html").evaluate("node => node.scrollWidth") <= 360

    with site.working():
        deadline = time.monotonic() + LIMIT_SECONDS
        while course.locator("td", has_text=re.compile(f"^{READY}")).count() < 3:
            assert time.monotonic() < deadline, course.inner_text()
            editor.wait_for_timeout(2000)
            editor.goto(HANDBOOKS)
    found = {each["id"] for each in Axe().run(editor).response["violations"]}
    # While other courses are made the page looks again by itself, as that of certificates for a cohort.
    assert found - {"meta-refresh"} == set()
    editor.context.close()

    page.goto(COURSE)
    with page.expect_download() as fetched:
        page.get_by_role("link", name=re.compile("ZIP")).click()
    assert fetched.value.suggested_filename == "notes.zip"
    assert fetched.value.path().read_bytes().startswith(b"PK")
    assert page.get_by_role("link", name=re.compile("PDF, A5")).is_visible()
