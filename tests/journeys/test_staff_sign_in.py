"""Colleagues sign in with a passkey, as people do, and whoever guesses cannot keep them out."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.running import Site

pytestmark = [pytest.mark.browser, pytest.mark.service]

TRIES = 5
# A computer that checks its owner's finger, and whose owner always says yes.
FINGER = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@pytest.fixture
def desk(browser: Browser, site: Site) -> Iterator[Page]:
    """A page on a computer with a passkey. What the browser refuses or stumbles over fails the test."""
    context = browser.new_context(base_url=site.url, locale="ru-RU")
    page = context.new_page()
    complaints: list[str] = []
    page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    devices = context.new_cdp_session(page)
    devices.send("WebAuthn.enable")
    devices.send("WebAuthn.addVirtualAuthenticator", {"options": FINGER})
    yield page
    context.close()
    assert complaints == []


def sign_in_data(site: Site, username: str) -> tuple[str, list[str]]:
    """The password and the one-time codes that the demo drew."""
    lines = (site.folder / "staff.txt").read_text(encoding="utf-8").splitlines()
    [(password, said)] = [line.split("\t")[1:] for line in lines if line.startswith(f"{username}\t")]
    return password, said.split()[2:]


def type_password(page: Page, username: str, password: str) -> None:
    page.goto("/staff/login/")
    page.get_by_label("Имя для входа").fill(username)
    page.get_by_label("Пароль").fill(password)
    page.get_by_role("button", name="Продолжить").click()


def enrol_passkey(page: Page, site: Site, username: str) -> None:
    """Signs in with the password and a one-time code, adds a passkey, signs out."""
    password, codes = sign_in_data(site, username)
    type_password(page, username, password)
    page.get_by_label("Код").fill(codes[0])
    page.get_by_role("button", name="Войти", exact=True).click()
    expect(page).to_have_url(f"{site.url}/staff/")
    page.goto("/staff/account/ways/")
    page.get_by_role("link", name="Добавить ключ доступа").click()
    page.get_by_role("button", name="Добавить").click()
    expect(page).to_have_url(f"{site.url}/staff/account/ways/")
    page.get_by_role("button", name="Выйти").click()
    expect(page).to_have_url(f"{site.url}/staff/login/")


def test_a_passkey_alone_lets_in(desk: Page, site: Site) -> None:
    enrol_passkey(desk, site, "council")

    desk.goto("/staff/roles/")
    expect(desk).to_have_url(f"{site.url}/staff/login/?next=/staff/roles/")
    desk.get_by_role("button", name="Войти с ключом доступа").click()

    expect(desk).to_have_url(f"{site.url}/staff/roles/")
    expect(desk.get_by_role("heading", name="Роли")).to_be_visible()


def test_a_passkey_is_the_second_step_after_a_password(desk: Page, site: Site) -> None:
    enrol_passkey(desk, site, "assessor")
    password, _codes = sign_in_data(site, "assessor")

    type_password(desk, "assessor", password)
    expect(desk.get_by_role("heading", name="Второй шаг")).to_be_visible()
    desk.get_by_role("button", name="Войти с ключом доступа").click()

    expect(desk).to_have_url(f"{site.url}/staff/")
    desk.goto("/staff/account/ways/")
    desk.get_by_role("link", name="Убрать").click()
    desk.get_by_role("button", name="Убрать").click()
    expect(desk.get_by_text("Это ваш последний ключ или приложение.")).to_be_visible()
    expect(desk.get_by_role("link", name="Убрать")).to_have_count(1)


def test_whoever_guesses_passwords_cannot_keep_the_owner_of_a_passkey_out(desk: Page, site: Site) -> None:
    enrol_passkey(desk, site, "organiser")
    password, _codes = sign_in_data(site, "organiser")
    for number in range(TRIES):
        type_password(desk, "organiser", f"guess {number}")

    type_password(desk, "organiser", password)
    expect(desk.get_by_text("Слишком много неудачных попыток.")).to_be_visible()
    desk.get_by_role("button", name="Войти с ключом доступа").click()

    expect(desk).to_have_url(f"{site.url}/staff/")


def test_a_computer_without_the_passkey_gets_a_sentence(desk: Page) -> None:
    desk.goto("/staff/login/")

    desk.get_by_role("button", name="Войти с ключом доступа").click()

    expect(desk.get_by_text("Ключ не сработал, или вы отменили запрос.")).to_be_visible()
