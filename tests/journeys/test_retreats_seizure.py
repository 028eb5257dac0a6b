"""What a seizure gives of a season of retreats: a whole one with planted canaries, and a byte search through
everything at each of its steps."""

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

import psycopg
import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.desks import desk
from tests.journeys.nudging import arrived, make_due, sweep, waiting_for
from tests.journeys.planting import Person, plant_shown
from tests.journeys.retreat_desks import (
    CLOSES,
    DRAWS,
    RETREATS,
    ROUNDS,
    House,
    Shared,
    Wanted,
    add_colleague,
    add_house,
    declare,
    engage,
    freeze_and_open,
    make_keys,
    plan_round,
    read_value,
    seat,
    step,
    tell_where,
    write_lesson,
    write_rest,
)
from tests.journeys.retreat_papers import on_paper
from tests.journeys.retreat_passing import days_pass, look_after
from tests.journeys.retreat_people import Marked
from tests.journeys.searching import hits, places, times_between
from tests.running import Site
from wellbeing.privacy import codes

pytestmark = [pytest.mark.browser, pytest.mark.service]

HOUSE = House("Дом у меток", {"Первая": 2, "Вторая": 2}, space="Веранда")
TEAM = {"Меткова": "lead", "Облако": "organiser"}
TITLE, VALUE = "Набор с метками", "77,4321 80,1234"
MOST_NIGHTS = 5
# In so many days it begins; so long after its first day the second wave of the pulse is open.
BEGINS, AFTER = 40, 6
# Every row that stands for somebody who applied, or for what a round was closed upon; others go with these.
ROWS = {
    "retreats_application": "round_id = %(round)s",
    "retreats_recommendation": "round_id = %(round)s",
    "retreats_conflict": "round_id = %(round)s",
    "retreats_frozen": "round_id = %(round)s",
    "retreats_offer": "retreat_id = %(retreat)s",
    "retreats_bed": "retreat_id = %(retreat)s",
    "retreats_retreatwhere": "retreat_id = %(retreat)s",
    "retreats_slot": "retreat_id = %(retreat)s",
    "retreats_programmeversion": "retreat_id = %(retreat)s",
}


@dataclass
class Season:
    """A round, those who share it out and those who apply, and all that is marked of them."""

    site: Site
    organiser: Page
    council: Sequence[Page]
    trainer: Page
    staff: Person
    word: str
    shared: Shared
    people: Sequence[Marked]
    # What stands in the clear until the programme goes, and what those who plan the next year read.
    programme: Mapping[str, bytes]
    lesson: Mapping[str, bytes]

    def planted(self) -> dict[str, bytes]:
        people = [self.staff, *(each.person for each in self.people)]
        return {
            f"{n}: {name}": value for n, each in enumerate(people) for name, value in each.planted.items()
        }

    def all_of_it(self) -> dict[str, bytes]:
        return {**self.planted(), **self.programme, **self.lesson}


def begin(site: Site, browser: Browser) -> Season:
    """A round that is open for two places, and where its retreat is held."""
    staff, season = Person(site), secrets.token_hex(8)
    staff.plant_spelled("what every word begins with", season)
    device = {"user_agent": staff.headers["User-Agent"]}
    roles = ("marta:organiser", "mira:council", "maya:council", "toma:trainer")
    engage(site, *roles, "Тренерка Меткова:0:toma")
    names = (role.partition(":")[0] for role in roles)
    organiser, *council, trainer = (desk(browser, site, each, **device) for each in names)
    for each in (organiser, council[0]):
        staff.plant(f"passphrase {each}", make_keys(each))
    add_house(organiser, HOUSE)
    add_colleague(organiser, "Меткова", "lead", trainer="Тренерка Меткова")
    add_colleague(organiser, "Облако", "organiser", username="marta")
    wanted = Wanted("Неделя с метками", HOUSE.name, TEAM, places=2, in_days=BEGINS)
    shared = plan_round(organiser, TITLE, wanted)
    seat(organiser, shared, "marta")
    freeze_and_open(organiser, shared)
    for each in (organiser, *council):
        declare(each, shared)
    tell_where(organiser, shared, season + secrets.token_hex(4), season + secrets.token_hex(4))
    people = [
        Marked(
            Person(site, address=f"127.0.1.{8 + n}", forwarded=f"203.0.113.{108 + n}"),
            season + secrets.token_hex(4),
            season=season,
        )
        for n in range(4)
    ]
    programme = {name: secrets.token_hex(8).encode() for name in ("first title", "title")}
    lesson = {"lesson": secrets.token_hex(8).encode()}
    return Season(site, organiser, council, trainer, staff, season, shared, people, programme, lesson)


def recommended(season: Season) -> str:
    """A code of a trainer, marked."""
    trainer = season.trainer
    trainer.goto(f"{RETREATS}recommend/")
    trainer.locator("select[name=round]").select_option(season.shared.round)
    trainer.locator("input[name=need][value='2']").check()
    trainer.locator("#main form:has(select) button").click()
    shown = trainer.locator("#main p code").inner_text()
    plant_shown(season.staff, "recommendation", shown)
    return shown


def people_apply(season: Season, recommendation: str) -> None:
    """Each with something in every field; one names two others and has a trainer's code; one says it anew."""
    shared, (first, second, *others) = season.shared, season.people
    first.guess()
    wrong = first.person.plant("wrong recommendation", codes.show(codes.draw()))
    page = first.apply(shared.round, shared.retreat, **first.words(), recommendation=wrong)
    assert 'class="code"' not in page
    for each in (first, *others):
        assert 'class="code"' in each.apply(shared.round, shared.retreat, **each.words())
    said = second.words() | {"kind1": "together", "mark1": first.mark, "kind2": "apart"}
    said |= {"mark2": others[0].mark, "recommendation": recommendation}
    assert 'class="code"' in second.apply(shared.round, shared.retreat, **said)
    assert "Изменено" in first.change(shared.retreat, **first.words("later"))


def the_committee_reads(season: Season) -> None:
    """Every part of somebody's application stands before whoever sits for it, once the keys are open."""
    organiser, shared = season.organiser, season.shared
    for part in ("access", "safety"):
        organiser.goto(f"{ROUNDS}{shared.round}/review/{part}/")
        organiser.locator(".plain-page li a").first.click()
        expect(organiser.locator("#main")).to_contain_text(season.word)
    cookies = {each["name"]: each["value"] for each in organiser.context.cookies()}
    season.staff.plant("session of the organiser", cookies["staff"])


def places_are_shared(season: Season) -> None:
    """Closed at its hour, committed to, drawn by two, shared out by a worker, published."""
    site, shared, organiser = season.site, season.shared, season.organiser
    days_pass(site, shared.round, CLOSES + 1)
    look_after(site)
    step(organiser, shared, "commit")
    days_pass(site, shared.round, DRAWS - CLOSES)
    for each in season.council:
        read_value(each, shared, VALUE)
    step(organiser, shared, "publish")


def people_answer(season: Season, address: str) -> tuple[Marked, Marked, Marked]:
    """One says yes, one no; whoever moves up is told and says yes; the last appeals. Who comes is returned,
    and the last."""
    offered = [each for each in season.people if each.is_offered()]
    rest = [each for each in season.people if each not in offered]
    assert len(offered) == 2
    here, leaves = offered
    here.accept()
    leaves.press("decline")
    moved = waiting_for(lambda: next((each for each in rest if each.is_offered()), None))
    moved.accept()
    last = next(each for each in rest if each is not moved)
    last.appeal()
    make_due(season.site)
    sweep(season.site)
    return here, moved, last


def they_prepare(season: Season, *coming: Marked) -> None:
    """Second forms, calendars, beds, a programme in two versions and all papers; the team reads and the
    council answers."""
    organiser, shared = season.organiser, season.shared
    for each in coming:
        each.send_stay()
        each.have_calendar()
    organiser.goto(f"{RETREATS}{shared.retreat}/second-forms/")
    expect(organiser.locator("#main")).to_contain_text(season.word)
    organiser.goto(f"{RETREATS}{shared.retreat}/rooms/")
    organiser.locator("button[name=propose]").click()
    expect(organiser.locator("#main")).to_contain_text(season.word)
    for title in season.programme.values():
        write_rest(organiser, shared, title.decode())
    assert {paper[:5] for paper in on_paper(organiser, shared).values()} == {b"%PDF-"}
    council = season.council[0]
    council.goto(f"{ROUNDS}{shared.round}/review/appeal/")
    council.locator(".plain-page li a").first.click()
    expect(council.locator("#main")).to_contain_text(season.word)
    council.locator("textarea[name=text]").fill(season.word + secrets.token_hex(4))
    council.locator("form[action$='/answer/'] button").click()


def they_were_there(season: Season, *people: Marked) -> None:
    """The stay is over: people answer their pulse and take a paper, the team writes a lesson down."""
    days_pass(season.site, season.shared.round, BEGINS - DRAWS + AFTER)
    for each, line in zip(people, ("01234", "43210"), strict=True):
        each.answer_pulse(line)
        each.take_paper()
    write_lesson(season.organiser, season.shared, season.lesson["lesson"].decode())


def rows_left(season: Season) -> dict[str, int]:
    ids = {"round": season.shared.round, "retreat": season.shared.retreat}
    with psycopg.connect(season.site.env["DATABASE_URL"], autocommit=True) as connection:
        counts = {
            table: connection.execute(f"SELECT count(*) FROM {table} WHERE {which}", ids).fetchone()  # type: ignore[arg-type]  # noqa: S608
            for table, which in ROWS.items()
        }
    return {table: row[0] for table, row in counts.items() if row and row[0]}


def left_after_nights(season: Season) -> set[str]:
    """What is still found when the nightly rules have been carried out. Other tests use the server meanwhile,
    and while one of their transactions is older, the next night is the better one."""
    for _night in range(MOST_NIGHTS):
        season.site.manage("apply_retention")
        left = {name for name, where in hits(season.site, season.all_of_it()) if "/pg_wal/" not in where}
        if left == set(season.lesson):
            break
    return left


def analyze(site: Site) -> None:
    """PostgreSQL samples what stands in columns, as it does by itself where much changes."""
    with psycopg.connect(site.env["DATABASE_URL"], autocommit=True) as connection:
        connection.execute("ANALYZE")


def test_a_season_from_opening_to_its_end_leaves_no_canary_anywhere(site: Site, browser: Browser) -> None:
    season = begin(site, browser)
    recommendation = recommended(season)
    start = datetime.now(UTC)
    people_apply(season, recommendation)
    assert times_between(site, start, datetime.now(UTC)) == []
    address = season.people[0].leave_address()
    sweep(site)
    assert dict(places(site))["Redis"].count(b"outbox") > 0
    public = {"the name of the round": TITLE.encode()}
    assert {name for name, _where in hits(site, season.planted() | public)} == set(public)
    with site.working():
        season.people[0].confirm_address(arrived(site, address, 1).get_content().strip())
        the_committee_reads(season)
        places_are_shared(season)
        assert hits(site, season.planted()) == []
        here, moved, _last = people_answer(season, address)
        they_prepare(season, here, moved)
        they_were_there(season, here, moved)
    analyze(site)
    found = {name for name, _where in hits(site, season.all_of_it())}
    assert found == {*season.programme, *season.lesson}
    days_pass(site, season.shared.round, 120)
    assert left_after_nights(season) == set(season.lesson)
    assert rows_left(season) == {}
    for each in (season.organiser, season.trainer, *season.council):
        each.context.close()
