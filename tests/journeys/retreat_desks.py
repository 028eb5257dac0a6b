"""What colleagues do at their desks with retreats: houses, teams, rounds, and the steps to the result."""

import re
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from playwright.sync_api import Page, expect

from tests.journeys.run_desks import press
from tests.running import Site, manage

RETREATS = "/staff/retreats/"
ROUNDS = f"{RETREATS}rounds/"
LOOKS = 60
# In so many days applications close, and the value is read.
CLOSES, DRAWS = 2, 5
PARTS = ("access", "safety", "contact")
ID = re.compile(r"/([0-9a-f-]{36})/")


@dataclass(frozen=True)
class House:
    """What is written down of a house: its beds by room, and the regions whose people can get there."""

    name: str
    rooms: Mapping[str, int]
    reaches: Sequence[str] = ("RU-TOM",)
    weeks: str = ""
    space: str = ""
    price: int = 0


@dataclass(frozen=True)
class Wanted:
    """A retreat for so many, its team by name with the role of each, and a round that shares its places."""

    title: str
    house: str
    team: Mapping[str, str]
    places: int
    in_days: int = 40
    days: int = 3


@dataclass(frozen=True)
class Shared:
    """A round and its one retreat, by ids."""

    round: str
    retreat: str


def today() -> date:
    return datetime.now(UTC).date()


def engage(site: Site, *words: str) -> None:
    """Colleagues and trainers beside those of the demo (see `making_colleagues`), who sign in as those do."""
    made = manage(site.env, *words, module="tests.journeys.making_colleagues")
    with (site.folder / "staff.txt").open("a", encoding="utf-8") as file:
        file.write(made)


def make_keys(desk: Page) -> str:
    """Keys of their own; what unlocks them."""
    passphrase = secrets.token_urlsafe(24)
    desk.goto("/staff/keys/make/")
    for name in ("new", "again"):
        desk.locator(f"input[name={name}]").fill(passphrase)
    desk.locator(f"input[name={name}]").press("Enter")
    expect(desk).to_have_url(re.compile("/keys/unlock/"))
    unlock(desk, passphrase)
    return passphrase


def unlock(desk: Page, passphrase: str) -> None:
    desk.locator("input[type=password]").fill(passphrase)
    desk.locator("input[type=password]").press("Enter")
    expect(desk.locator("input[type=password]")).to_have_count(0)


def add_house(organiser: Page, house: House) -> None:
    organiser.goto(f"{RETREATS}houses/new/")
    organiser.locator("input[name=name]").fill(house.name)
    organiser.locator("select[name=region]").select_option(house.reaches[0])
    for region in house.reaches:
        organiser.locator(f"input[name=reaches][value='{region}']").check()
    organiser.locator("input[name=price]").fill(str(house.price))
    organiser.locator("textarea[name=weeks]").fill(house.weeks)
    for number, (name, beds) in enumerate(house.rooms.items()):
        if number:
            organiser.locator("button[name=more][value=rooms]").click()
        organiser.locator(f"input[name=rooms-{number}-name]").fill(name)
        organiser.locator(f"input[name=rooms-{number}-beds]").fill(str(beds))
    if house.space:
        organiser.locator("input[name=spaces-0-name]").fill(house.space)
        organiser.locator("input[name=spaces-0-seats]").fill("12")
    save(organiser)


def add_colleague(
    organiser: Page, name: str, *roles: str, trainer: str = "", username: str = "", weeks: str = ""
) -> None:
    organiser.goto(f"{RETREATS}colleagues/new/")
    organiser.locator("input[name=name]").fill(name)
    for role in roles:
        organiser.locator(f"input[name=roles][value={role}]").check()
    for field, said in (("trainer", trainer), ("user", username)):
        if said:
            choose(organiser, field, said)
    organiser.locator("textarea[name=weeks]").fill(weeks)
    save(organiser)


def choose(desk: Page, field: str, said: str) -> None:
    """The first of a list with these words in it."""
    option = desk.locator(f"select[name='{field}'] option", has_text=said).first
    desk.locator(f"select[name='{field}']").select_option(option.get_attribute("value"))


def add_retreat(organiser: Page, wanted: Wanted) -> str:
    """Planned in one form and announced; its id."""
    organiser.goto(f"{RETREATS}new/")
    organiser.locator("input[name=title]").fill(wanted.title)
    choose(organiser, "house", wanted.house)
    organiser.locator("select[name=region]").select_option("RU-TOM")
    first = today() + timedelta(days=wanted.in_days)
    organiser.locator("input[name=begins_on]").fill(first.isoformat())
    organiser.locator("input[name=ends_on]").fill((first + timedelta(days=wanted.days - 1)).isoformat())
    organiser.locator("input[name=places]").fill(str(wanted.places))
    for name, role in wanted.team.items():
        organiser.get_by_label(name, exact=True).select_option(role)
    save(organiser)
    retreat = ID.findall(organiser.url)[0]
    press(organiser, "Объявить")
    expect(organiser.locator(".messages")).to_contain_text("объявлен")
    return retreat


def plan_round(organiser: Page, title: str, wanted: Wanted) -> Shared:
    """In preparation, with a retreat of its own and its hours; there is a day to answer an offer."""
    retreat = add_retreat(organiser, wanted)
    organiser.goto(f"{ROUNDS}new/")
    organiser.locator("input[name=title]").fill(title)
    for name, days in (("closes", CLOSES), ("draws", DRAWS)):
        day = today() + timedelta(days=days)
        organiser.locator(f"input[name={name}_day]").fill(day.isoformat())
        organiser.locator(f"input[name={name}_hour]").fill("12:00")
    organiser.locator("textarea[name=announced]").fill("Курс доллара на день жребия, все цифры подряд")
    organiser.locator("input[name=answer_hours]").fill("24")
    save(organiser)
    round_ = ID.findall(organiser.url)[0]
    organiser.goto(f"{ROUNDS}{round_}/retreats/")
    organiser.locator(f"input[name=retreats][value='{retreat}']").check()
    save(organiser)
    return Shared(round_, retreat)


def seat(organiser: Page, shared: Shared, username: str) -> None:
    """In the committee, for every part of what people write."""
    for part in PARTS:
        organiser.goto(f"{ROUNDS}{shared.round}/")
        option = organiser.locator(f"#seat-{part} option", has_text=username)
        organiser.locator(f"#seat-{part}").select_option(option.get_attribute("value"))
        organiser.locator(f"form:has(#seat-{part}) button").click()
        expect(organiser.locator(".messages")).to_be_visible()


def freeze_and_open(organiser: Page, shared: Shared) -> None:
    organiser.goto(f"{ROUNDS}{shared.round}/open/")
    organiser.locator("#main form button").click()
    expect(organiser.locator(".messages")).to_contain_text("Набор открыт")


def declare(desk: Page, shared: Shared) -> None:
    """That neither they nor anybody close to them applied."""
    desk.goto(f"{ROUNDS}{shared.round}/declare/")
    save(desk)
    expect(desk).to_have_url(re.compile(f"{shared.round}/$"))


def step(organiser: Page, shared: Shared, do: str) -> None:
    """The button of a step, once the page of the round has it."""
    button = organiser.locator(f"form[action$='/{do}/'] button")
    for _look in range(LOOKS):
        organiser.goto(f"{ROUNDS}{shared.round}/")
        if button.count():
            break
        organiser.wait_for_timeout(400)
    button.click()
    expect(organiser.locator(".messages")).to_be_visible()


def read_value(member: Page, shared: Shared, value: str) -> None:
    """What one member of the council reads."""
    member.goto(f"{ROUNDS}{shared.round}/value/")
    member.locator("textarea[name=value]").fill(value)
    save(member)


def tell_where(desk: Page, shared: Shared, city: str, address: str) -> None:
    """From six weeks before on."""
    desk.goto(f"{RETREATS}{shared.retreat}/where/")
    desk.locator("input[name=city]").fill(city)
    desk.locator("textarea[name=address]").fill(address)
    for name in ("city_before", "address_before"):
        desk.locator(f"select[name={name}]").select_option("1008")
    save(desk)
    expect(desk).to_have_url(re.compile(f"{shared.retreat}/$"))


def save(desk: Page) -> None:
    """What is on the page; whatever is wrong with it is seen by the message that is missing."""
    desk.locator("#main form button.button:not([name])").first.click()
    expect(desk.locator(".messages")).to_be_visible()


def write_programme(desk: Page, shared: Shared, space: str) -> None:
    """A day of it: nobody and no room twice at once; a second version says what changed."""
    rows = [
        ("Круг знакомства", "session", "16:00", "17:00"),
        ("Рисование", "session", "16:30", "17:30"),
        ("Тихий час", "rest", "14:00", "15:45"),
    ]
    desk.goto(f"{RETREATS}{shared.retreat}/programme/1/")
    for number, row in enumerate(rows):
        for name, said in zip(("title", "kind", "begins", "ends"), row, strict=True):
            _type(desk, f"slots-{number}-{name}", said)
        if row[1] == "session":
            choose(desk, f"slots-{number}-space", space)
    press(desk, "Сохранить")
    expect(desk.get_by_role("alert")).to_contain_text(space)
    _type(desk, "slots-1-begins", "17:00")
    save(desk)
    publish_programme(desk)
    desk.goto(f"{RETREATS}{shared.retreat}/programme/1/")
    desk.locator("fieldset", has_text="Тихий час").locator("input[name$=begins]").fill("14:15")
    save(desk)
    publish_programme(desk)


def write_rest(desk: Page, shared: Shared, title: str) -> None:
    """Some rest on the first day, or what stands first on it under another title, in a version of its own."""
    desk.goto(f"{RETREATS}{shared.retreat}/programme/1/")
    for name, said in (("title", title), ("kind", "rest"), ("begins", "14:00"), ("ends", "15:45")):
        _type(desk, f"slots-0-{name}", said)
    save(desk)
    publish_programme(desk)


def write_lesson(desk: Page, shared: Shared, text: str) -> None:
    desk.goto(f"{RETREATS}{shared.retreat}/lessons/")
    desk.locator("textarea[name=text]").fill(text)
    save(desk)


def publish_programme(desk: Page) -> None:
    """What is asked about, that meals are missing, is meant so."""
    if desk.locator("input[name=is_meant]").count():
        desk.locator("input[name=is_meant]").check()
    press(desk, "Опубликовать эту версию")
    expect(desk.locator(".messages")).to_be_visible()


def _type(desk: Page, name: str, said: str) -> None:
    field = desk.locator(f"[name={name}]")
    field.select_option(said) if name.endswith("kind") else field.fill(said)
