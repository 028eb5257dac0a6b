"""The pages of courses and runs, as `states` has those of self-checks."""

import json
from pathlib import Path

import yaml

from tests.journeys.states import State
from tests.running import ROOT, Site, manage
from wellbeing.privacy import codes

TEXTS = ROOT / "courses/content/texts"
COURSES = ("recovering", "holding")
IN_RUNS = ("open", "full", "asking", "invited", "running", "done", "cancelled")
WITH_CODES = ("in", "waiting", "offered", "asked", "running", "done", "cancelled")

# One set for each site: joining is limited.
_made: dict[str, dict[str, dict[str, str]]] = {}


def made(site: Site) -> dict[str, dict[str, str]]:
    """Ids of runs in every state, and the place codes of people in them."""
    if site.url not in _made:
        _made[site.url] = json.loads(manage(site.env, module="tests.journeys.making_runs"))
    return _made[site.url]


def lessons(course: str) -> list[str]:
    """The last part of the address of each of its lessons."""
    files = sorted(Path(TEXTS / course).glob("0*.yaml"))
    return [yaml.safe_load(file.read_text(encoding="utf-8"))["slug"] for file in files]


READ = (
    "courses",
    *(name for course in COURSES for name in (course, f"{course}-card")),
    *(f"{course}-{slug}" for course in COURSES for slug in lessons(course)),
)
FOUND = ("runs", "runs-of-a-region", "runs-none", "runs-no-such-choice")
JOINING = (
    *(f"run-{name}" for name in IN_RUNS),
    *(f"join-{name}" for name in IN_RUNS),
    *("join-errors", "join-not-invited", "joined", "joined-waiting"),
)
PLACES = (
    *("place", "place-not-found", "place-absent", "place-calendar", "place-leaving", "place-left"),
    *(f"place-{name}" for name in WITH_CODES),
    *("place-feedback-errors", "place-paper-errors"),
    *("messages", "messages-errors", "messages-number", "messages-wrong-number"),
)
NAMES = (*READ, *FOUND, *JOINING, *PLACES)


def states(site: Site, language: str) -> dict[str, State]:
    """By name, all pages of one language."""
    return {**_read(language), **_found(language), **_joining(site, language), **_places(site, language)}


def _read(language: str) -> dict[str, State]:
    of = {"courses": ""}
    for course in COURSES:
        of |= {course: f"{course}/", f"{course}-card": f"{course}/card/"}
        of |= {f"{course}-{slug}": f"{course}/{slug}/" for slug in lessons(course)}
    return {name: State(f"/{language}/courses/{path}") for name, path in of.items()}


def _found(language: str) -> dict[str, State]:
    runs = f"/{language}/runs/"
    return {
        "runs": State(runs),
        "runs-of-a-region": State(f"{runs}?region=RU-TOM&language=ru"),
        "runs-none": State(f"{runs}?region=RU-TOM&language=en"),
        "runs-no-such-choice": State(f"{runs}?region=nowhere", None, 400),
    }


def _joining(site: Site, language: str) -> dict[str, State]:
    at = {name: f"/{language}/runs/{id}/" for name, id in made(site)["runs"].items()}
    once = {"once": codes.draw()}
    return {
        **{f"run-{name}": State(at[name]) for name in IN_RUNS},
        **{f"join-{name}": State(f"{at[name]}join/") for name in IN_RUNS},
        "join-errors": State(f"{at['open']}join/", {**once, "name2": "Лиса", "name3": "лиса"}, 400),
        "join-not-invited": State(f"{at['invited']}join/", {**once, "name1": "Лиса", "invitation": "?"}, 400),
        "joined": State(f"{at['open']}join/", {"once": codes.draw(), "name1": "Лиса", "name2": "ليلى"}),
        "joined-waiting": State(f"{at['full']}join/", {"once": codes.draw(), "name1": "Лиса"}),
    }


def _places(site: Site, language: str) -> dict[str, State]:
    mine, place = made(site)["codes"], f"/{language}/place/"
    messages, number = f"{place}messages/", {"code": mine[f"number-{language}"]}
    given = {"do": "give", "channel": "email", "address": "name@example.org", "note": "note", "ahead": "0"}
    return {
        "place": State(place),
        "place-not-found": State(place, {"code": codes.show(codes.draw())}),
        "place-absent": State(place, {"code": mine["in"], "do": f"absent {made(site)['ids']['ahead']}"}),
        "place-calendar": State(place, {"code": mine["in"], "do": "calendar", "says": "Занято"}),
        "place-leaving": State(place, {"code": mine["in"], "do": "leaving"}),
        "place-left": State(place, {"code": mine[f"left-{language}"], "do": "leave"}),
        **{f"place-{name}": State(place, {"code": mine[name]}) for name in WITH_CODES},
        "place-feedback-errors": State(place, {"code": mine["done"], "do": "feedback"}, 400),
        "place-paper-errors": State(place, {"code": mine["done"], "do": "paper"}, 400),
        "messages": State(messages, {"code": mine["in"]}),
        "messages-errors": State(messages, {"code": mine["in"], "do": "give"}, 400),
        "messages-number": State(messages, number | given),
        "messages-wrong-number": State(messages, number | {"do": "confirm", "number": "1"}, 400),
    }


# The addresses of runs: each of them is a page above, or is none.
PUBLIC_PAGES = {"index", "run", "join", "place", "messages"}
PUBLIC_FILES = {"feed"}
STAFF_POSTED = {
    *("attend", "note", "remove_note", "message", "admit", "publish", "finish", "invite"),
    *("runs_results", "content_handbook", "content_make_handbooks"),
}
# By the name of its address, a page of each kind at the desk of somebody who plans.
STAFF_PAGES = {
    "runs": "runs/",
    "calendar": "runs/calendar/",
    "new": "runs/new/",
    "plan": "runs/{planned}/plan/",
    "edit": "runs/{planned}/edit/",
    "cancel": "runs/{open}/cancel/",
    "run": "runs/{running}/",
    "where": "runs/{open}/where/",
    "unwell": "runs/{running}/unwell/",
    "asking": "runs/{asking}/asking/",
    "feedback": "runs/{done}/feedback/",
    "needs": "runs/{open}/needs/",
    "session": "runs/sessions/{session}/",
    "content_handbooks": "handbooks/",
    "content_translations": "courses/translations/",
}


def staff_address(site: Site, name: str) -> str:
    known = made(site)
    return "/staff/" + STAFF_PAGES[name].format(**known["runs"], **known["ids"])
