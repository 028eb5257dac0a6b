"""What a seizure gives: a scripted season with planted canaries, then a byte search through everything."""

import re
import secrets
from dataclasses import dataclass
from datetime import UTC, datetime
from urllib.parse import urlencode

import pytest
from playwright.sync_api import Browser

from tests.journeys.nudging import arrived, make_due, sweep
from tests.journeys.planting import Person, plant_code
from tests.journeys.searching import hits, places, times_between
from tests.running import Site
from wellbeing.privacy import codes

pytestmark = [pytest.mark.browser, pytest.mark.service]

VERSION = re.compile(r'name="v" value="(\w+)"')
LINES = ("4310431043104310431043", "0123401234-1234-1234-0", "2222222222222222-22222")


def anonymous_season(person: Person) -> None:
    """Self-checks with answers of their own, a history through its whole life, wrong codes and addresses."""
    version = VERSION.search(person.ask("GET", "/ru/check/month/"))
    assert version
    check = {"v": version[1]}
    for number, line in enumerate(LINES):
        fields = {f"q{n}": place for n, place in enumerate(line, start=1)}
        body = urlencode(check | fields)
        person.plant(f"answers {number}", line)
        person.plant(f"form {number}", body.partition("&")[2])
        assert 'class="scale"' in person.ask("POST", "/ru/check/month/", body)
        assert person.ask("POST", "/ru/check/month/", urlencode(check | {"a": line, "do": "pdf"})).startswith(
            "%PDF"
        )
    kept = person.ask("POST", "/ru/check/month/", urlencode(check | {"a": LINES[0], "do": "keep"}))
    code = plant_code(person, "first code", kept)
    added = person.ask(
        "POST", "/ru/check/month/", urlencode(check | {"a": LINES[1], "do": "add", "code": code})
    )
    assert "достоверно" in added
    changed = person.ask("POST", "/ru/return/", urlencode({"code": code, "do": "change"}))
    second = plant_code(person, "second code", changed)
    deleted = person.ask("POST", "/ru/check/month/", urlencode(check | {"a": LINES[2], "do": "keep"}))
    third = plant_code(person, "third code", deleted)
    assert "История удалена" in person.ask("POST", "/ru/return/", urlencode({"code": third, "do": "delete"}))
    assert "Ваша история" in person.ask("POST", "/ru/return/", urlencode({"code": second}))
    wrong = person.plant("wrong code", codes.show(codes.draw()))
    assert "ничего не открывает" in person.ask("POST", "/ru/return/", urlencode({"code": wrong}))
    mischief(person)


def mischief(person: Person) -> None:
    """What goes wrong leaves no more than what goes right."""
    lost = person.plant("path", secrets.token_hex(8))
    person.ask("GET", f"/ru/{lost}/")
    person.ask("GET", f"/ru/check/month/?{lost}")
    person.ask("PUT", f"/ru/check/{lost}/", lost)
    person.ask("POST", "/ru/check/month/", f"q1={lost}&q2={lost}")
    person.ask("POST", "/ru/return/", lost, **{"Content-Type": f"multipart/form-data; boundary={lost}"})
    person.ask("POST", "/ru/return/", urlencode({"code": person.plant("typed", secrets.token_hex(8)) * 20}))
    person.ask("POST", "/staff/login/", urlencode({"login": lost, "password": lost}))


def staff_work(site: Site, browser: Browser, person: Person) -> None:
    """An editor gets the password wrong, signs in with a recovery code, looks around and edits."""
    lines = (site.folder / "staff.txt").read_text().splitlines()
    name, password, said = next(line.split("\t") for line in lines if line.startswith("editor\t"))
    person.plant("staff password", password)
    recovery = person.plant("recovery code", re.findall(r"\d{8}", said)[0])
    context = browser.new_context(base_url=site.url, user_agent=person.headers["User-Agent"], locale="ru-RU")
    page = context.new_page()
    for login, word in ((name, secrets.token_hex(8)), (secrets.token_hex(8), password), (name, password)):
        page.goto("/staff/login/")
        page.locator("input[name=login]").fill(login)
        page.locator("input[name=password]").fill(word)
        if word is not password:
            person.plant("mistyped password", word)
        if login != name:
            person.plant("mistyped name", login)
        page.locator("button[type=submit]").first.click()
        page.wait_for_load_state()
    page.locator("input[name=code]").fill(recovery)
    page.locator("button[type=submit]").first.click()
    page.wait_for_url(f"{site.url}/staff/")
    for address in ("/staff/pages/", "/staff/account/"):
        answer = page.goto(address)
        assert answer
        assert answer.status == 200
    person.plant("session", next(each["value"] for each in context.cookies() if each["name"] == "staff"))
    context.close()


def test_a_season_leaves_no_canary_anywhere(site: Site, browser: Browser):
    person = Person(site)
    start = datetime.now(UTC)
    anonymous_season(person)
    assert times_between(site, start, datetime.now(UTC)) == []
    staff_work(site, browser, person)
    assert len(person.planted) > 30
    assert hits(site, person.planted) == []


@dataclass
class Wish:
    """What a person asks nudges for, each part of it a canary."""

    person: Person
    code: str = ""

    def __post_init__(self) -> None:
        plant = self.person.plant
        self.address = plant("nudge address", f"{secrets.token_hex(8)}@example.net")
        self.fields = {
            "channel": "email",
            "address": self.address,
            "cover": "own",
            "subject": plant("subject", secrets.token_hex(8)),
            "text": plant("cover text", secrets.token_hex(12)),
            "language": "ru",
            "every": "2w",
            "days": ["0", "1", "2", "3", "4", "5", "6"],
            "start": "0",
            "end": "24",
            "night": "on",
            "zone": plant("zone", "Antarctica/Troll"),
            "link": "yes",
        }


def nudge_season(site: Site, person: Person) -> Wish:
    """Somebody asks for nudges; the batch with the number waits in the queue, and no worker runs."""
    wish = Wish(person)
    shown = person.ask("POST", "/ru/nudges/", urlencode(wish.fields | {"do": "ask"}, doseq=True))
    wish.code = plant_code(person, "managing code", shown)
    sweep(site)
    return wish


def nudge_goes_on(site: Site, person: Person, wish: Wish) -> None:
    """The number arrives and is typed, a nudge arrives and its link is followed; a calendar is fetched."""
    number = person.plant("number", arrived(site, wish.address, 1).get_content().strip())
    wrong = {"code": wish.code, "number": person.plant("wrong number", "91827364"), "do": "confirm"}
    person.ask("POST", "/ru/nudges/manage/", urlencode(wrong))
    confirmed = person.ask("POST", "/ru/nudges/manage/", urlencode(wrong | {"number": number}))
    assert "Подтверждено" in confirmed
    make_due(site)
    sweep(site)
    nudge = arrived(site, wish.address, 2).get_content()
    token = person.plant("link", re.findall(r"/n/([\w-]+)/", nudge)[0])
    assert "Готово" in person.ask("POST", f"/n/{token}/", urlencode({"do": "week"}))
    feed = person.ask(
        "POST", "/ru/nudges/", urlencode(wish.fields | {"channel": "ics", "do": "ask"}, doseq=True)
    )
    plant_code(person, "feed's managing code", feed)
    address = re.findall(r"/f/(\w+)\.ics", feed.replace("-", ""))[0]
    person.plant("feed address", address)
    assert "BEGIN:VCALENDAR" in person.ask("GET", f"/f/{address}.ics")


def test_a_season_of_nudges_leaves_no_canary_anywhere(site: Site) -> None:
    """In the queue least of all: it is searched while a batch waits in it, and again after everything."""
    person = Person(site)
    wish = nudge_season(site, person)
    assert dict(places(site))["Redis"].count(b"outbox") > 0
    assert hits(site, person.planted) == []
    with site.working():
        nudge_goes_on(site, person, wish)
    assert hits(site, person.planted) == []


def test_the_search_finds_what_is_there(site: Site):
    """The search can find: a word of the public pages in the dump and in the data folder, keys in Redis."""
    word = "Откуда берётся выгорание".encode()
    found = [where for where, content in places(site) if word in content]
    assert "database dump" in found
    assert any("/base/" in where for where in found)
    assert any("/pg_wal/" in where for where, _ in places(site))
    assert hits(site, {"key": b"cms:generation"})
    assert times_between(site, datetime(2020, 1, 1, tzinfo=UTC), datetime.now(UTC))
