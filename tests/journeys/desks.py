"""Colleagues of the demo at their desks, each in a browser of their own."""

import re
from collections import Counter
from typing import Any

from playwright.sync_api import Browser, Page, expect

from tests.running import Site

# How many of a colleague's one-time codes are used up, from the last one on; who signs in without `desk`
# takes the first.
_used: Counter[tuple[str, str]] = Counter()


def sign_ins(site: Site, username: str) -> tuple[str, list[str]]:
    """The password and the one-time codes that the demo drew for a colleague."""
    lines = (site.folder / "staff.txt").read_text(encoding="utf-8").splitlines()
    _, password, said = next(line.split("\t") for line in lines if line.startswith(f"{username}\t"))
    return password, re.findall(r"\d{8}", said)


def passphrase(site: Site, username: str = "coordinator") -> str:
    """What unlocks the keys of a colleague of the demo who has some."""
    lines = (site.folder / "staff.txt").read_text(encoding="utf-8").splitlines()
    said = next(line for line in lines if line.startswith(f"{username}\t"))
    return re.findall(r"passphrase: (.+)", said)[0]


def desk(browser: Browser, site: Site, username: str, **device: Any) -> Page:
    """Signed in at the staff's first page, in Russian; one of the one-time codes is used up."""
    password, codes = sign_ins(site, username)
    _used[site.url, username] += 1
    page = browser.new_context(base_url=site.url, locale="ru-RU", **device).new_page()
    page.goto("/staff/login/")
    page.locator("input[name=login]").fill(username)
    page.locator("input[name=password]").fill(password)
    page.locator("input[name=password]").press("Enter")
    page.locator("input[name=code]").fill(codes[-_used[site.url, username]])
    page.locator("input[name=code]").press("Enter")
    expect(page).to_have_url(f"{site.url}/staff/")
    return page
