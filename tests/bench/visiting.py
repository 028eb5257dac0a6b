"""First visits in Chromium: each with an empty browser, as somebody comes who was never here."""

import os
import shutil
from collections.abc import Sequence
from dataclasses import dataclass

from playwright.sync_api import Browser, Request, sync_playwright

from tests.bench.harness import Server

ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
MEDIA = "media"


@dataclass(frozen=True)
class Visit:
    """What came over the wire until a page stood: bytes with their headers, of which audio and video are
    counted apart, and requests of whatever kind."""

    path: str
    size: int
    media: int
    requests: int


def first_visits(server: Server, paths: Sequence[str]) -> list[Visit]:
    """One for each page. Raises RuntimeError when something of a page was refused or not found."""
    found = shutil.which("chromium") or shutil.which("google-chrome")
    chromium = found or os.environ.get("CHROMIUM", "chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=ARGUMENTS)
        try:
            return [_first_visit(browser, server, path) for path in paths]
        finally:
            browser.close()


def _first_visit(browser: Browser, server: Server, path: str) -> Visit:
    """A new context knows nothing of the one before: neither files nor cookies."""
    context = browser.new_context()
    page, asked = context.new_page(), list[Request]()
    page.on("request", lambda request: asked.append(request))  # noqa: PLW0108  the driver marks what it calls
    page.goto(f"http://localhost:{server.port}{path}", wait_until="networkidle")
    sizes = [(_size(request), request.resource_type == MEDIA) for request in asked]
    context.close()
    return Visit(
        path=path,
        size=sum(size for size, is_media in sizes if not is_media),
        media=sum(size for size, is_media in sizes if is_media),
        requests=len(sizes),
    )


def _size(request: Request) -> int:
    answer = request.response()
    if answer is None or answer.status >= 400:
        raise RuntimeError(f"a part of a page was answered with {answer and answer.status}")
    sizes = request.sizes()
    return sizes["responseHeadersSize"] + sizes["responseBodySize"]
