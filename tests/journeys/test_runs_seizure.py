"""What a seizure gives of a run: a whole one with planted canaries, and a byte search through everything."""

import base64
import secrets
from dataclasses import dataclass
from datetime import UTC, datetime
from urllib.parse import urlencode

import psycopg
import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.desks import desk, passphrase
from tests.journeys.nudging import arrived, make_due, sweep
from tests.journeys.passing import days_pass
from tests.journeys.planting import Person, plant_shown, spellings
from tests.journeys.run_desks import (
    RUNS,
    Planned,
    Wanted,
    finish,
    mark,
    open_session,
    plan_run,
    send_to_all,
    tell_where,
)
from tests.journeys.run_people import PLACE, Participant
from tests.journeys.searching import hits, places, times_between
from tests.running import Site
from wellbeing.privacy import codes

pytestmark = [pytest.mark.browser, pytest.mark.service]

MOST_NIGHTS = 5


@dataclass
class Season:
    """A run, those who hold it and those who come, and all that is marked of them."""

    site: Site
    coordinator: Page
    trainer: Page
    run: Planned
    staff: Person
    here: Participant
    leaves: Participant
    waits: Participant

    def planted(self) -> dict[str, bytes]:
        people = [self.staff, *(each.person for each in (self.here, self.leaves, self.waits))]
        return {
            f"{n}: {name}": value for n, each in enumerate(people) for name, value in each.planted.items()
        }

    def names(self) -> dict[str, bytes]:
        """What is kept until a month after the last session, and not longer."""
        return {each.name: each.name.encode() for each in (self.here, self.leaves, self.waits)}


def begin(site: Site, browser: Browser) -> Season:
    """A run for two with a code of invitation, and where it meets."""
    staff = Person(site)
    device = {"user_agent": staff.headers["User-Agent"]}
    coordinator = desk(browser, site, "coordinator", **device)
    trainer = desk(browser, site, "trainer", **device)
    run = plan_run(coordinator, Wanted("Поток с метками", 13, "code"), in_days=2)
    plant_shown(staff, "invitation", run.invitation)
    city, address = (
        staff.plant_spelled(what, secrets.token_hex(8)) for what in ("city", "address of meeting")
    )
    tell_where(trainer, run, city, address)
    people = [
        Participant(Person(site, address=f"127.0.0.{8 + n}", forwarded=f"203.0.113.{8 + n}"), name)
        for n, name in enumerate(f"Имя{secrets.token_hex(4)}" for _ in range(3))
    ]
    return Season(site, coordinator, trainer, run, staff, *people)


def people_join(season: Season) -> None:
    """Two get the places and a third waits; one says when they cannot come, and has a calendar."""
    run, first = season.run, season.here
    wrong = first.person.plant("wrong invitation", codes.show(codes.draw()))
    assert 'class="code"' not in first.join(run.id, invitation=wrong)
    for each in (first, season.leaves):
        assert 'class="code"' in each.join_with_note(run.id, invitation=run.invitation)
    assert 'class="code"' in season.waits.join(run.id, invitation=run.invitation)
    guess = first.person.plant("guessed place code", codes.show(codes.draw()))
    first.person.ask("POST", PLACE, urlencode({"code": guess, "do": "open"}))
    season.waits.leave_note()
    for each in (first, season.leaves):
        each.say_absent()
        each.have_calendar()
    assert season.staff.planted["city"].decode() in first.press("open")


def people_are_told(season: Season, address: str) -> None:
    """The number arrives and is typed; a place becomes free, which is told, and taken; a message to all."""
    site, waits = season.site, season.waits
    number = arrived(site, address, 1).get_content().strip()
    waits.confirm_address(number)
    season.leaves.press("leave")
    make_due(site)
    sweep(site)
    told = arrived(site, address, 2)
    waits.person.plant_spelled("words of the message", told.get_content().strip())
    assert "У вас есть место" in waits.press("accept")
    send_to_all(season.trainer, season.run)
    make_due(site)
    sweep(site)
    assert arrived(site, address, 3)["Subject"] == told["Subject"]


def the_team_reads(season: Season) -> None:
    """What people need stands before the coordinator, once her keys are open."""
    coordinator, staff = season.coordinator, season.staff
    secret = staff.plant("passphrase", passphrase(season.site))
    coordinator.goto(f"{RUNS}{season.run.id}/needs/")
    coordinator.locator("input[type=password]").fill(secret)
    coordinator.locator("input[type=password]").press("Enter")
    for name, each in (("at joining", season.here), ("later", season.waits)):
        needs = each.person.planted[f"{each.name}: needs {name}"].decode()
        expect(coordinator.locator("#main")).to_contain_text(needs)
    cookies = {each["name"]: each["value"] for each in coordinator.context.cookies()}
    staff.plant("session of the coordinator", cookies["staff"])


def it_is_held(season: Season) -> None:
    """Both sessions pass: who came is marked, the pulse is taken before and after, the run is done, and
    people say what it was like and take a paper."""
    people = (season.here, season.waits)
    days_pass(season.site, season.run.id, 3)
    open_session(season.trainer, season.run)
    mark(season.trainer, *(each.name for each in people))
    for each, line in zip(people, ("01234", "43210"), strict=True):
        each.answer_pulse(line)
    days_pass(season.site, season.run.id, 7)
    finish(season.coordinator, season.run)
    for each, line in zip(people, ("00112", "33221"), strict=True):
        each.answer_pulse(line)
        each.give_feedback()
        each.take_paper()


def left_after_nights(season: Season) -> list[tuple[str, str]]:
    """What is still found when the nightly rules have been carried out. Other tests use the server meanwhile,
    and while one of their transactions is older, the next night is the better one."""
    for _night in range(MOST_NIGHTS):
        season.site.manage("apply_retention")
        found = hits(season.site, season.planted() | season.names())
        left = [hit for hit in found if "/pg_wal/" not in hit[1]]
        if not left:
            break
    return left


def test_a_run_from_opening_to_its_end_leaves_no_canary_anywhere(site: Site, browser: Browser) -> None:
    season = begin(site, browser)
    start = datetime.now(UTC)
    people_join(season)
    assert times_between(site, start, datetime.now(UTC)) == []
    address = season.waits.leave_address()
    sweep(site)
    assert dict(places(site))["Redis"].count(b"outbox") > 0
    assert hits(site, season.planted()) == []
    with site.working():
        people_are_told(season, address)
        the_team_reads(season)
        it_is_held(season)
    found = {name for name, _ in hits(site, season.planted() | season.names())}
    assert found - {season.leaves.name} == {season.here.name, season.waits.name}
    assert len(season.planted()) > 150
    analyze(site)
    days_pass(site, season.run.id, 180)
    assert left_after_nights(season) == []
    season.coordinator.context.close()
    season.trainer.context.close()


def analyze(site: Site) -> None:
    """PostgreSQL samples what stands in columns, as it does by itself where much changes."""
    with psycopg.connect(site.env["DATABASE_URL"], autocommit=True) as connection:
        connection.execute("ANALYZE")


@pytest.mark.parametrize("ahead", range(7))
def test_what_was_encoded_is_found_wherever_in_it_a_canary_begins(ahead: int) -> None:
    word = secrets.token_hex(8)
    lies = base64.b64encode(b"x" * ahead + word.encode() + b"and more")

    assert [spelled for spelled in spellings(word).values() if spelled in lies] != []
