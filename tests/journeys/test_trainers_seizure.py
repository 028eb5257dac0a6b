"""What a seizure gives of trainers: no legal name, no contact, no passphrase, no name typed for a paper."""

import re
import secrets

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.desks import desk, passphrase
from tests.journeys.searching import hits
from tests.running import Site

pytestmark = [pytest.mark.browser, pytest.mark.service]

QUIET = "Тренерка Тихая"


def test_a_season_of_trainers_leaves_no_canary_anywhere(browser: Browser, site: Site, page: Page) -> None:
    canaries = {name: f"{name}-{secrets.token_hex(8)}" for name in ("legal", "contact", "paper", "allowed")}
    coordinator = desk(browser, site, "coordinator")
    seal(coordinator, site, canaries)
    number = take_papers(coordinator, canaries)
    import_names(coordinator, canaries)
    verify(page, number, canaries)
    canaries["cookie"] = next(
        each["value"] for each in coordinator.context.cookies() if each["name"] == "staff"
    )
    canaries["passphrase"] = passphrase(site)

    assert hits(site, {name: canary.encode() for name, canary in canaries.items()}) == []
    assert "log" not in [where for _, where in hits(site, {"number": number.replace("-", "").encode()})]

    coordinator.context.close()


def seal(coordinator: Page, site: Site, canaries: dict[str, str]) -> None:
    """A legal name and a contact are sealed, and read again with the keys unlocked."""
    coordinator.goto("/staff/trainers/people/")
    coordinator.get_by_role("link", name=QUIET).first.click()
    coordinator.locator("a[href$='/sealed/']").first.click()
    coordinator.locator("input[type=password]").fill(passphrase(site))
    coordinator.locator("input[type=password]").press("Enter")
    coordinator.locator("input[name=legal_name]").fill(canaries["legal"])
    coordinator.locator("textarea[name=contact]").fill(canaries["contact"])
    coordinator.locator("#main form button").first.click()
    expect(coordinator.locator("#main")).not_to_contain_text(canaries["legal"])
    coordinator.locator("a[href$='/sealed/']").first.click()
    expect(coordinator.locator("input[name=legal_name]")).to_have_value(canaries["legal"])


def take_papers(coordinator: Page, canaries: dict[str, str]) -> str:
    """A certificate is downloaded under a name, in both sizes; its number."""
    coordinator.goto("/staff/trainers/certificates/")
    coordinator.locator("#main tr", has_text=QUIET).locator("a").first.click()
    shown = re.search(r"[0-9A-Z]{4}(?:-[0-9A-Z]{4}){2}", coordinator.content())
    assert shown
    coordinator.goto(f"/staff/trainers/certificate/{coordinator.url.rstrip('/').rpartition('/')[2]}/")
    for size in ("sheet", "card"):
        coordinator.locator("input[name=name]").fill(canaries["paper"])
        coordinator.locator("select[name=form]").select_option(size)
        with coordinator.expect_download() as downloading:
            coordinator.locator("button[value=paper]").click()
        assert downloading.value.path().stat().st_size > 10_000
    return shown[0]


def import_names(coordinator: Page, canaries: dict[str, str]) -> None:
    """A spreadsheet with legal names in it is previewed; the preview does not show them."""
    canaries["spreadsheet"] = f"spreadsheet-{secrets.token_hex(8)}"
    lines = ["Рабочее имя;Домашний регион;Языки;Форматы;Активна с;Паспортное имя"]
    lines.append(f"Тренер Туманов;Томская область;русский;онлайн;05.2026;{canaries['spreadsheet']}")
    coordinator.goto("/staff/trainers/import/")
    file = {"name": "list.csv", "mimeType": "text/csv", "buffer": "\n".join(lines).encode("cp1251")}
    coordinator.locator("input[type=file]").set_input_files(file)
    coordinator.locator("#main form button").first.click()
    expect(coordinator.locator("#main")).to_contain_text("Тренер Туманов")
    expect(coordinator.locator("#main")).not_to_contain_text(canaries["spreadsheet"])


def verify(page: Page, number: str, canaries: dict[str, str]) -> None:
    page.goto("/ru/verify/")
    page.locator("#number").fill(number)
    page.locator("#name").fill(canaries["allowed"])
    page.locator("main form button").click()
    expect(page.locator("main section h2")).to_have_text("Действует")
