"""A copy on a phone: read and used without network, keeps nothing, lets nothing out, says how old it is."""

import http.server
import re
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from tests.journeys import carrying
from tests.journeys.looking import LANGUAGES, NARROW, assert_accessible
from wellbeing.takeaway import page as copies

pytestmark = pytest.mark.browser

PHONE = {"width": 360, "height": 740}
NOON = "T12:00:00"
LATER = {
    "old": "2027-02-21",
    "fresh": "2027-02-20",
    "early": "2026-11-20",
    "before it by the time zone": "2026-11-21",
}

TRIES = """async (there) => {
    const quietly = async (work) => { try { await work(); } catch { /* refused */ } };
    await quietly(() => fetch(there + "/fetch", { mode: "no-cors" }));
    await quietly(() => { new Image().src = there + "/image"; });
    await quietly(() => navigator.sendBeacon(there + "/beacon", "x"));
    const elements = [
        ["script", "src", "/s"], ["link", "href", "/l"], ["iframe", "src", "/i"], ["object", "data", "/o"],
        ["video", "src", "/v"],
    ];
    for (const [name, key, path] of elements) {
        const element = document.createElement(name);
        if (name === "link") element.rel = "stylesheet";
        element[key] = there + path;
        document.body.append(element);
    }
    const form = document.createElement("form");
    form.action = there + "/form";
    document.body.append(form);
    await new Promise((done) => setTimeout(done, 500));
    form.submit();
}"""


@pytest.fixture
def contexts(browser: Browser) -> Iterator[Any]:
    opened: list[BrowserContext] = []

    def new(**options: Any) -> BrowserContext:
        opened.append(browser.new_context(viewport=PHONE, **options))
        return opened[-1]

    yield new
    for each in opened:
        each.close()


@pytest.fixture
def copy(tmp_path: Path) -> str:
    return carrying.write_copy(tmp_path, carrying.own_checks("ru")).as_uri()


def opened(context: BrowserContext, address: str, *, at: str = "") -> Page:
    sheet = context.new_page()
    if at:
        sheet.clock.set_fixed_time(at)
    sheet.goto(address)
    return sheet


def answer(sheet: Page, check: int = 1) -> None:
    sheet.locator("details.part > summary").nth(check).click()
    form = sheet.locator(f"form[data-check='{check}']")
    for name in sorted(set(form.locator("input").evaluate_all("all => all.map(each => each.name)"))):
        form.locator(f"input[name='{name}']").first.check(force=True)
    form.get_by_role("button").click()


def test_a_result_is_shown_where_there_is_no_network_and_only_the_file_was_asked_for(
    contexts: Any, copy: str
) -> None:
    context = contexts(offline=True)
    sheet = context.new_page()
    asked: list[str] = []
    said: list[str] = []
    sheet.on("request", lambda request: asked.append(request.url))
    sheet.on("console", lambda message: said.append(message.text))
    sheet.on("pageerror", lambda error: said.append(str(error)))
    sheet.goto(copy)

    answer(sheet)

    assert sheet.locator("#said h2").first.inner_text() == "Что получилось"
    assert sheet.locator("#said section.scale").count() == 1
    assert sheet.evaluate("document.activeElement.innerText") == "Что получилось"
    assert sheet.title() == "Заметки"
    assert asked == [copy]
    assert said == []


def test_nothing_gets_out_even_if_a_script_tried(contexts: Any, copy: str, tmp_path: Path) -> None:
    hits: list[str] = []

    class Listening(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            hits.append(self.path)
            self.send_response(204)
            self.end_headers()

        do_POST = do_GET

        def log_message(self, *args: Any) -> None:
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Listening)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    elsewhere = f"http://127.0.0.1:{server.server_address[1]}"
    try:
        sheet = opened(contexts(), copy)
        sheet.evaluate(TRIES, elsewhere)
        sheet.wait_for_timeout(500)
        assert hits == []
        assert sheet.url == copy

        # The same file without its policy: the server would have heard.
        bare = tmp_path / "bare.html"
        bare.write_bytes(
            re.sub(rb"<meta http-equiv=.Content.*?>", b"", (tmp_path / "notes.html").read_bytes())
        )
        free = opened(contexts(), bare.as_uri())
        free.evaluate(TRIES, elsewhere)
        free.wait_for_timeout(500)
        assert {"/image", "/beacon", "/s", "/l", "/i", "/form"} <= {hit.rstrip("?") for hit in hits}
    finally:
        server.shutdown()
        server.server_close()


def test_nothing_is_kept_and_leaving_forgets_everything(contexts: Any, copy: str) -> None:
    context = contexts()
    sheet = opened(context, copy)
    before = sheet.evaluate("history.length")
    answer(sheet)

    assert sheet.evaluate(
        "[localStorage.length, sessionStorage.length, document.cookie, history.length]"
    ) == [
        0,
        0,
        "",
        before,
    ]
    assert sheet.evaluate("history.state") is None
    assert sheet.evaluate("indexedDB.databases()") == []
    assert sheet.evaluate("caches.keys().catch(() => [])") == []
    assert context.storage_state() == {"cookies": [], "origins": []}

    sheet.goto("about:blank")
    sheet.go_back()
    assert sheet.locator("input:checked").count() == 0
    assert not sheet.locator("#result").is_visible()
    assert sheet.locator("#said").inner_html() == ""


def test_answers_are_forgotten_and_everything_hidden_by_one_press(contexts: Any, copy: str) -> None:
    sheet = opened(contexts(), copy)
    answer(sheet)
    sheet.get_by_role("button", name="Стереть ответы").click()
    assert sheet.locator("input:checked").count() == 0
    assert sheet.locator("#said").inner_html() == ""

    answer(sheet, 0)
    sheet.get_by_role("button", name="Спрятать всё").click()
    assert sheet.locator("body").inner_html() == ""
    assert sheet.title() == "Заметки"


@pytest.mark.parametrize(("kind", "day"), LATER.items())
def test_its_age_is_told_by_the_clock_of_the_phone(contexts: Any, copy: str, kind: str, day: str) -> None:
    sheet = opened(contexts(timezone_id="Europe/Moscow"), copy, at=day + NOON)
    shown = [
        each.get_attribute("data-age") for each in sheet.locator("[data-age]").all() if each.is_visible()
    ]

    assert shown == ["fresh" if kind.startswith("before") else kind]
    if kind == "old":
        assert sheet.locator("[data-age='old'] [data-days]").inner_text() == "91"


def test_an_entry_of_help_says_when_it_was_verified_too_long_ago(contexts: Any, copy: str) -> None:
    sheet = opened(contexts(), copy, at="2026-12-20" + NOON)
    warnings = sheet.locator("[data-verified] > .caution")

    assert [warnings.nth(n).is_visible() for n in range(2)] == [False, True]


def test_without_script_lessons_and_help_are_read_and_nothing_asks(contexts: Any, copy: str) -> None:
    sheet = opened(contexts(java_script_enabled=False, offline=True), copy)
    for summary in sheet.locator("details.part > summary").all():
        summary.click()

    assert sheet.get_by_text("Усталость — не слабость.").is_visible()
    assert sheet.get_by_role("link", name="112").is_visible()
    assert sheet.get_by_text("эта программа его не выполняет").first.is_visible()
    assert sheet.get_by_text("больше 90 дней, телефоны и адреса").is_visible()
    assert not any(each.is_visible() for each in sheet.locator("form, input, button").all())


def test_a_link_opens_the_part_it_leads_to(contexts: Any, copy: str) -> None:
    sheet = opened(contexts(), copy)
    sheet.get_by_role("link", name="Узнать выгорание").click()

    assert sheet.get_by_text("Усталость — не слабость.").is_visible()


def test_only_the_result_is_printed(contexts: Any, copy: str) -> None:
    sheet = opened(contexts(), copy)
    answer(sheet)
    sheet.emulate_media(media="print")

    assert sheet.locator("#said .on-paper b").first.is_visible()
    for hidden in ("h1", "form", ".dock", "#p1", "#print", ".bottom"):
        assert not sheet.locator(hidden).first.is_visible(), hidden


def test_a_self_check_is_gone_through_by_keyboard(contexts: Any, copy: str) -> None:
    sheet = opened(contexts(), copy)
    sheet.locator("details.part > summary").nth(1).focus()
    sheet.keyboard.press("Enter")
    for _ in range(5):
        sheet.keyboard.press("Tab")
        sheet.keyboard.press("Space")
    sheet.keyboard.press("Tab")
    sheet.keyboard.press("Enter")

    assert sheet.locator("input:checked").count() == 5
    assert sheet.evaluate("document.activeElement.innerText") == "Что получилось"


@pytest.mark.parametrize("language", LANGUAGES)
def test_all_of_it_is_accessible_and_has_room_on_a_phone(
    contexts: Any, tmp_path: Path, language: str
) -> None:
    address = carrying.write_copy(tmp_path, carrying.own_checks(language), language).as_uri()
    sheet = opened(contexts(), address)
    sheet.set_viewport_size(NARROW)
    answer(sheet)
    for summary in sheet.locator("details:not([open]) > summary").all():
        if summary.is_visible():
            summary.click()

    assert_accessible(sheet)


def test_the_script_stays_small_and_names_nothing_that_keeps_or_fetches() -> None:
    words = ("localStorage", "sessionStorage", "indexedDB", "document.cookie", "pushState", "fetch(", "eval(")

    assert [word for word in words if word in copies.SCRIPT] == []
    assert len(copies.SCRIPT) < 10_000
