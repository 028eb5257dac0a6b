"""A coordinator unlocks her keys with scripts off; what is taken at that very moment opens nothing."""

import re
import secrets
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.searching import hits
from tests.running import Site

pytestmark = [pytest.mark.browser, pytest.mark.service]

KEYS = "/staff/keys/"
SIGN_IN = re.compile(r"one-time codes: ([\d ]+); passphrase: (.+)")


@pytest.fixture
def desk(browser: Browser, site: Site) -> Iterator[Page]:
    context = browser.new_context(
        base_url=site.url, viewport={"width": 360, "height": 740}, java_script_enabled=False, locale="ru-RU"
    )
    yield context.new_page()
    context.close()


def sign_in(page: Page, site: Site) -> str:
    """As the demo's coordinator; returns her passphrase."""
    lines = (site.folder / "staff.txt").read_text(encoding="utf-8").splitlines()
    name, password, said = next(line.split("\t") for line in lines if line.startswith("coordinator\t"))
    drawn = SIGN_IN.fullmatch(said)
    assert drawn
    page.goto("/staff/login/")
    page.locator("input[name=login]").fill(name)
    page.locator("input[name=password]").fill(password)
    page.get_by_role("button", name="Продолжить").click()
    page.locator("input[name=code]").fill(drawn[1].split()[0])
    page.get_by_role("button", name="Войти", exact=True).click()
    expect(page).to_have_url(f"{site.url}/staff/")
    return drawn[2]


def type_in(page: Page, passphrase: str) -> None:
    page.get_by_label("Кодовая фраза").fill(passphrase)
    page.get_by_role("button", name="Открыть").click()


def test_keys_are_unlocked_without_scripts_and_what_is_taken_meanwhile_opens_nothing(
    desk: Page, site: Site
) -> None:
    passphrase, wrong = sign_in(desk, site), secrets.token_hex(12)
    desk.get_by_role("link", name="Мои ключи").click()
    desk.goto("/staff/keys/unlock/?next=/staff/teams/")
    type_in(desk, wrong)
    expect(desk.get_by_text("С этой фразой не открывается.")).to_be_visible()
    type_in(desk, passphrase)
    expect(desk).to_have_url(f"{site.url}/staff/teams/")
    desk.get_by_role("link", name="Координация: Томская область").click()
    expect(desk.get_by_text("Координаторка Кукушкина (coordinator)")).to_be_visible()
    desk.goto(KEYS)
    expect(desk.get_by_text("В этом браузере открыты ещё")).to_be_visible()

    cookie = next(each["value"] for each in desk.context.cookies() if each["name"] == "staff")
    canaries = {"passphrase": passphrase, "wrong passphrase": wrong, "cookie": cookie}
    assert hits(site, {name: canary.encode() for name, canary in canaries.items()}) == []

    desk.get_by_role("button", name="Закрыть сейчас").click()
    expect(desk.get_by_text("Закрыты. Откройте их, когда понадобится")).to_be_visible()
