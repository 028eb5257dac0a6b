"""A quiet nudge from asking to stopping, in Russian, on a phone, with scripts off, over real mail."""

import re

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.journeys.nudging import arrived, make_due, sweep
from tests.running import Site

pytestmark = [pytest.mark.browser, pytest.mark.service]

ADDRESS = "vera@example.net"
WORDS = "Забрать посылку, пункт выдачи работает до восьми."
LINK = re.compile(r"http://\S+/n/[\w-]+/")
NEUTRAL = {
    "From",
    "To",
    "Subject",
    "Date",
    "Message-ID",
    "MIME-Version",
    "Content-Type",
    "Content-Transfer-Encoding",
    "List-Unsubscribe",
    "List-Unsubscribe-Post",
}


def fill_in(page: Page) -> None:
    page.goto("/ru/check/")
    page.get_by_role("main").get_by_role("link", name=re.compile("напомин", re.IGNORECASE)).first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Тихое напоминание")
    page.get_by_label("электронная почта").check(force=True)
    page.get_by_label("Адрес", exact=True).fill(ADDRESS)
    page.get_by_label("Сообщение", exact=True).select_option("own")
    page.get_by_label("Тема, если").fill("Посылка")
    page.get_by_label("Текст, если").fill(WORDS)
    page.get_by_label("раз в неделю", exact=True).check(force=True)
    for day in ("пн", "вт", "ср", "чт", "пт", "сб", "вс"):
        page.get_by_label(day, exact=True).set_checked(True, force=True)
    page.get_by_label("С", exact=True).select_option("0")
    page.get_by_label("До", exact=True).select_option("24")
    page.get_by_label("Да, можно и между 22 и 8 часами").check(force=True)
    page.locator("select[name=zone]").select_option("Asia/Yekaterinburg")
    page.get_by_label("со ссылкой").check(force=True)
    page.get_by_role("button", name="Показать, что придёт").click()


def test_ask_confirm_receive_put_off_by_link_manage_by_code_stop(
    site: Site, page: Page, phone: BrowserContext
) -> None:
    fill_in(page)
    expect(page.get_by_role("heading", level=1)).to_have_text("Вот что придёт")
    expect(page.locator(".message")).to_contain_text(WORDS)
    previewed = page.locator(".message dt").all_inner_texts()
    page.get_by_role("button", name="Да, присылайте").click()
    code = page.locator(".code").first.inner_text().strip()

    with site.working():
        confirm(site, page)
        nudge = receive(site, previewed)
        put_off(page, LINK.findall(nudge)[0])
    manage(page, code)
    assert phone.cookies() == []
    assert len(site.mail(ADDRESS)) == 2


def confirm(site: Site, page: Page) -> None:
    first = arrived(site, ADDRESS, 1)
    number = first.get_content().strip()
    assert re.fullmatch(r"\d{8}", number)
    page.get_by_label("Число из сообщения").fill(number)
    page.get_by_role("button", name="Подтвердить").click()
    expect(page.get_by_role("status")).to_contain_text("Подтверждено")


def receive(site: Site, previewed: list[str]) -> str:
    make_due(site)
    sweep(site)
    nudge = arrived(site, ADDRESS, 2)
    text: str = nudge.get_content()
    assert (nudge["Subject"], nudge["From"]) == ("Посылка", "Notes <notes@example.org>")
    assert text.startswith(WORDS)
    assert set(nudge.keys()) == NEUTRAL
    assert {name for name in previewed if name in nudge} >= {"From", "To", "Subject"} & set(previewed)
    return text


def put_off(page: Page, link: str) -> None:
    page.goto(link)
    expect(page).to_have_title("Заметки")
    page.get_by_role("button", name="Не присылать неделю").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Готово")


def manage(page: Page, code: str) -> None:
    page.goto("/ru/nudges/manage/")
    page.get_by_label("Ваш код").first.fill(code.lower().replace("-", " "))
    page.get_by_role("button", name="Открыть").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Ваши сообщения")
    expect(page.get_by_role("main")).to_contain_text("не раньше")
    page.get_by_role("button", name="Приостановить").click()
    expect(page.get_by_role("status")).to_contain_text("Приостановлено")
    page.get_by_role("button", name="Прекратить насовсем").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Всё закончено")
    page.goto("/ru/nudges/manage/")
    page.get_by_label("Ваш код").first.fill(code)
    page.get_by_role("button", name="Открыть").click()
    expect(page.get_by_role("heading", level=1)).not_to_have_text("Ваши сообщения")
