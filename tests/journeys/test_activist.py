"""The whole way of an activist, in Russian, on a phone, with scripts off."""

import re

import pytest
from playwright.sync_api import BrowserContext, Page, expect

pytestmark = [pytest.mark.browser, pytest.mark.service]

CODE = re.compile(r"[0-9A-Z]{4}(-[0-9A-Z]{4}){4}")
CYRILLIC = str.maketrans("ABCEHKMOPTXY", "АВСЕНКМОРТХУ")
QUESTIONS = 22


def take(page: Page, place: str, *, skip: int = 0) -> None:
    """From the home page to the result, marking the option with this place wherever nothing is skipped."""
    page.goto("/")
    page.get_by_role("main").get_by_role("link", name="Проверить, как вы").click()
    page.get_by_role("link", name="Самопроверка за месяц").click()
    expect(page.get_by_role("heading", name="Прежде чем начать")).to_be_visible()
    for number in range(1 + skip, QUESTIONS + 1):
        page.locator(f"input[name=q{number}][value='{place}']").check(force=True)
    page.get_by_role("button", name="Показать, что получилось").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Что получилось")


def test_take_understand_keep_come_back_compare_delete(page: Page, phone: BrowserContext):
    take(page, "4", skip=2)
    address = page.url
    exhaustion = page.locator("section.scale", has_text="Истощение").first
    expect(exhaustion).to_contain_text("Не посчитано")
    expect(page.locator("section.scale", has_text="Груз угрозы")).to_contain_text("Границы условные")
    expect(page.locator(".steps li")).to_have_count(3)

    page.get_by_role("button", name="Сохранить под новым кодом").click()
    assert page.url == address
    code = page.locator(".code").inner_text().strip()
    assert CODE.fullmatch(code)

    take(page, "0")
    typed = code.lower().replace("-", "  ").upper().translate(CYRILLIC).lower()
    page.get_by_label("У меня есть код").fill(typed)
    page.get_by_role("button", name="Добавить", exact=True).click()
    threat = page.locator("section.series")
    expect(threat).to_contain_text("достоверно ниже, стало легче")
    expect(threat).not_to_contain_text("с первого раза")

    page.goto("/ru/return/")
    page.get_by_label("Ваш код").fill(code)
    page.get_by_role("button", name="Открыть").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Ваша история")
    expect(page.locator("section.series tbody tr")).to_have_count(10)

    page.get_by_role("button", name="Получить другой код").click()
    new_code = page.locator(".code").inner_text().strip()
    assert new_code != code
    page.goto("/ru/return/")
    page.get_by_label("Ваш код").fill(code)
    page.get_by_role("button", name="Открыть").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Этот код ничего не открывает")

    page.get_by_label("Ваш код").fill(new_code)
    page.get_by_role("button", name="Открыть").click()
    page.get_by_role("button", name="Удалить историю").click()
    page.get_by_role("button", name="Да, удалить").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("История удалена")
    page.goto("/ru/return/")
    page.get_by_label("Ваш код").fill(new_code)
    page.get_by_role("button", name="Открыть").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Этот код ничего не открывает")
    assert phone.cookies() == []


def test_a_result_is_not_lost_over_a_mistyped_code(page: Page):
    take(page, "3")
    page.get_by_label("У меня есть код").fill("не помню")
    page.get_by_role("button", name="Добавить", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Этот код ничего не открывает")
    expect(page.get_by_label("Ваш код")).to_have_value("не помню")
    page.get_by_role("button", name="Назад к результату").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Что получилось")


def test_every_page_leads_to_help_and_out(page: Page):
    for address in (
        "/ru/",
        "/ru/check/",
        "/ru/check/month/",
        "/ru/return/",
        "/ru/privacy/",
        "/ru/about/causes/",
    ):
        page.goto(address)
        expect(page.get_by_role("link", name="Срочная помощь").first).to_be_visible()
        expect(page.get_by_role("link", name="Быстро уйти").first).to_be_visible()
    page.get_by_role("link", name="Срочная помощь").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Помощь сейчас")


def test_the_browser_history_shows_neutral_titles(page: Page):
    for address in ("/ru/check/month/", "/ru/return/", "/en/check/week/"):
        page.goto(address)
        assert page.title() in {"Заметки", "Notes"}
    take(page, "2")
    assert page.title() == "Заметки"


def test_the_document_is_a_file_of_the_one_length(page: Page):
    sizes = set()
    for place in ("0", "4"):
        take(page, place)
        with page.expect_download() as download:
            page.get_by_role("button", name="Скачать PDF").click()
        path = download.value.path()
        assert path.read_bytes().startswith(b"%PDF-")
        sizes.add(path.stat().st_size)
    assert len(sizes) == 1
