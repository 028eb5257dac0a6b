"""The pages of retreats, as `course_states` has those of courses and runs."""

import json
from collections.abc import Mapping

from tests.journeys.states import State
from tests.running import Site, manage
from wellbeing.privacy import codes

OPENED = ("open", "committed", "published", "cancelled")
WITH_CODES = ("offered", "accepted", "sent", "without", "appealed")
ROUNDS = (
    *("rounds", *(f"round-{name}" for name in OPENED)),
    *("apply", "apply-errors", "apply-closed", "applied"),
)
APPLICATIONS = (
    *("application", "application-not-found", "application-open", "application-change"),
    *("application-deleting", "application-deleted", "application-declining"),
    *(f"application-{name}" for name in WITH_CODES),
    *("application-stay-errors", "application-appeal-errors", "application-calendar"),
    *("retreat-messages", "retreat-messages-errors"),
)
NAMES = (*ROUNDS, *APPLICATIONS)

# One set for each site: applying is limited.
_made: dict[str, dict[str, dict[str, str]]] = {}


def made(site: Site) -> dict[str, dict[str, str]]:
    """Ids of rounds in every step, the codes of people who applied in them, and colleagues' sign-ins."""
    if site.url not in _made:
        _made[site.url] = json.loads(manage(site.env, module="tests.journeys.making_retreats"))
        with (site.folder / "staff.txt").open("a", encoding="utf-8") as staff:
            staff.writelines(_made[site.url]["staff"].values())
    return _made[site.url]


def states(site: Site, language: str) -> dict[str, State]:
    """By name, all pages of one language."""
    return {**_rounds(site, language), **_applications(site, language)}


def _rounds(site: Site, language: str) -> dict[str, State]:
    at = {name: f"/{language}/retreats/{id}/" for name, id in made(site)["rounds"].items()}
    apply = f"{at['open']}apply/"
    typed = {"once": codes.draw(), "name": "Лиса", "region": "RU-TOM"}
    wish = {"wish1": made(site)["ids"]["wish"]}
    wrong = {"wish2": made(site)["ids"]["wish"], "kind1": "apart", "mark2": "?", "own_need": "x"}
    return {
        "rounds": State(f"/{language}/retreats/"),
        **{f"round-{name}": State(at[name]) for name in OPENED},
        "apply": State(apply),
        "apply-errors": State(apply, {"once": codes.draw(), **wish, **wrong}, 400),
        "apply-closed": State(f"{at['closed']}apply/"),
        "applied": State(apply, typed | wish),
    }


def _applications(site: Site, language: str) -> dict[str, State]:
    path = f"/{language}/application/"

    def of(name: str, do: str = "open", status: int = 200, **typed: str) -> State:
        return State(path, {"code": made(site)["codes"][name], "do": do, **typed}, status)

    messages = {"code": made(site)["codes"]["accepted"]}
    return {
        "application": State(path),
        "application-not-found": State(path, {"code": codes.show(codes.draw())}),
        "application-open": of(f"open-{language}"),
        "application-change": of(f"open-{language}", "change"),
        "application-deleting": of(f"open-{language}", "deleting"),
        "application-deleted": of(f"delete-{language}", "delete"),
        "application-declining": of("offered", "declining"),
        **{f"application-{name}": of(name) for name in WITH_CODES},
        "application-stay-errors": of("accepted", "stay", 400),
        "application-appeal-errors": of("without", "appeal", 400),
        "application-calendar": of("sent", "calendar", says="Занято"),
        "retreat-messages": State(f"{path}messages/", messages),
        "retreat-messages-errors": State(f"{path}messages/", messages | {"do": "give"}, 400),
    }


# The addresses of retreats: each of them is a page above or below, or is none.
LINKS = {"record", "calendar"}
PUBLIC_PAGES = {"index", "round", "apply", "application", "messages"}
STAFF_POSTED = {
    *("retreats_results", "rounds_results", "houses_results", "colleagues_results", "years_results"),
    *("openings_results", "seat", "unseat", "correct", "keep_apart", "look_for", "let_meet", "leave_record"),
    *("answer_appeal", "take_back", "round_renew", "round_let_go", "round_commit", "round_again"),
    *("round_publish", "round_second_file", "publish_retreat", "finish_retreat"),
    *("ask_plans", "stop_plans", "pin", "unpin", "remove_lesson"),
}
STAFF_FILES = {"paper", "paper_food", "receipt"}
# By desk, by the name of its address and after a space its state, a page of each kind.
STAFF_PAGES: Mapping[str, Mapping[str, str]] = {
    "planner": {
        "retreats": "",
        "new_retreat": "new/",
        "retreat": "{retreat}/",
        "retreat planned": "{unheld}/",
        "stay_forms": "{retreat}/second-forms/",
        "programme": "{retreat}/programme/",
        "programme_day": "{retreat}/programme/2/",
        "rooms": "{retreat}/rooms/",
        "lessons": "{retreat}/lessons/",
        "retreat_where": "{retreat}/where/",
        "edit_retreat": "{unheld}/edit/",
        "cancel_retreat": "{retreat}/cancel/",
        "houses": "houses/",
        "new_house": "houses/new/",
        "house": "houses/{house}/",
        "remove_house": "houses/{house}/remove/",
        "colleagues": "colleagues/",
        "new_colleague": "colleagues/new/",
        "colleague": "colleagues/{colleague}/",
        "remove_colleague": "colleagues/{colleague}/remove/",
        "years": "planning/",
        "new_year": "planning/new/",
        "year": "planning/{year}/",
        "edit_year": "planning/{year}/edit/",
        "wanted": "planning/{year}/wanted/",
        "plans": "planning/{year}/plans/",
        "accept_plan": "planning/{year}/accept/1/",
        "rounds": "rounds/",
        "round_new": "rounds/new/",
        **{
            f"round {step}": f"rounds/{{{step}}}/"
            for step in ("open", "closed", "committed", "shared", "published")
        },
        "round_edit": "rounds/{preparing}/edit/",
        "round_attach": "rounds/{preparing}/retreats/",
        "round_rules": "rounds/{preparing}/rules/",
        "round_preview": "rounds/{preparing}/preview/",
        "round_open": "rounds/{preparing}/open/",
        "round_cancel": "rounds/{open}/call-off/",
        "round_second": "rounds/{drawn}/second/",
        "round_later": "rounds/{committed}/later/",
        "round_try": "rounds/{shared}/try/",
        "round_whys": "rounds/{published}/why/",
        "round_whys found": "rounds/{published}/why/?ticket={without}",
        "declare": "rounds/{open}/declare/",
        "review": "rounds/{open}/review/access/",
        "record": "rounds/{open}/review/access/{ticket}/",
        "record safety": "rounds/{open}/review/safety/{ticket}/",
    },
    "reader": {
        "openings": "openings/",
        "round_value": "rounds/{committed}/value/",
        "round council": "rounds/{committed}/",
    },
    "trainer": {"recommend": "recommend/"},
}


def staff_address(site: Site, desk: str, name: str) -> str:
    known = made(site)
    return "/staff/retreats/" + STAFF_PAGES[desk][name].format(**known["rounds"], **known["ids"])
