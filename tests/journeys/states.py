"""Every page that the public can come to, each as what a browser sends to get there."""

from collections.abc import Mapping
from dataclasses import dataclass
from html import escape

from playwright.sync_api import Page

from tests.journeys import nudge_states
from tests.journeys.asking import Check
from tests.running import Site
from wellbeing.privacy import codes

HARD, EASY, GAPS = "4310431043104310431043", "0010012001012344443333", "----4310431---"


@dataclass(frozen=True)
class State:
    """A page by its address, and the form that leads to it if it is an answer to one."""

    path: str
    fields: Mapping[str, str] | None = None
    status: int = 200


def states(site: Site, language: str) -> dict[str, State]:
    """By name, all pages of one language; histories are made anew for each call."""
    return {
        **_pages(language),
        **_self_checks(site, language),
        **_histories(site, language),
        **_nudges(site, language),
        **_errors(language),
    }


# Pages that are the same for everybody; the link in a message is an address of its own for each message.
ADDRESSED = (
    *("home", "privacy", "about", "causes", "helps", "help", "list", "month", "week", "return"),
    *("nudges", "nudges-manage", "regions", "take-away", "take-away-check"),
)
ANSWERED = (
    "nudge-link",
    *nudge_states.ANSWERED,
    *("result-month", "result-week", "result-gaps", "errors", "errors-unnamed", "kept", "not-added"),
    *("history", "compared", "changed", "asked-to-delete", "deleted", "not-found"),
    *("404", "405", "413", "415"),
)
NAMES = (*ADDRESSED, *ANSWERED)


def open_state(page: Page, site: Site, state: State) -> None:
    """Brings the page there: an address is opened, a form is sent from a page of nobody's."""
    if state.fields is None:
        page.goto(site.url + state.path)
        return
    hidden = "".join(
        f'<input type="hidden" name="{escape(name)}" value="{escape(value)}">'
        for name, value in state.fields.items()
    )
    page.goto("about:blank")
    kind = "multipart/form-data" if state.status == 415 else "application/x-www-form-urlencoded"
    address = site.url + state.path
    page.set_content(
        f'<form method="post" enctype="{kind}" action="{address}">{hidden}<button>x</button></form>'
    )
    with page.expect_navigation():
        page.locator("button").click()


def _pages(language: str) -> dict[str, State]:
    paths = {
        "home": "",
        "privacy": "privacy/",
        "about": "about/",
        "causes": "about/causes/",
        "helps": "about/helps/",
        "help": "help/",
        "list": "check/",
        "month": "check/month/",
        "week": "check/week/",
        "return": "return/",
        "nudges": "nudges/",
        "nudges-manage": "nudges/manage/",
        "regions": "regions/",
        "take-away": "take-away/",
        "take-away-check": "take-away/check/",
    }
    return {name: State(f"/{language}/{path}") for name, path in paths.items()}


def _checks(site: Site, language: str) -> tuple[Check, Check]:
    return Check.of(site, "month", language), Check.of(site, "week", language)


def _self_checks(site: Site, language: str) -> dict[str, State]:
    month, week = _checks(site, language)

    def answer(check: Check, line: str, do: str = "result") -> State:
        return State(check.address, {"v": check.version, "a": line, "do": do})

    marked = {f"q{n}": "x" if n in (2, 9) else "1" for n in range(1, 20)}
    return {
        "result-month": answer(month, HARD),
        "result-week": answer(week, "01234"),
        "result-gaps": answer(month, GAPS.ljust(22, "-")),
        "errors": State(month.address, {"v": month.version, **marked}, 400),
        "errors-unnamed": State(week.address, {"v": week.version, "a": "nonsense"}, 400),
        "kept": answer(month, HARD, "keep"),
        "not-added": State(week.address, {"v": week.version, "a": "01234", "do": "add", "code": "не помню"}),
    }


def _histories(site: Site, language: str) -> dict[str, State]:
    month, week = _checks(site, language)
    code, one, changing = (month.keep(HARD) for _ in range(3))
    other = "en" if language == "ru" else "ru"
    for line in (EASY, HARD, EASY):
        month.carry(line, "add", code=code)
    week.carry("01234", "add", code=code)
    _checks(site, other)[1].carry("01234", "add", code=code)
    path = f"/{language}/return/"
    return {
        "history": State(path, {"code": one}),
        "compared": State(path, {"code": code}),
        "asked-to-delete": State(path, {"code": one, "do": "ask-delete"}),
        "changed": State(path, {"code": changing, "do": "change"}),
        "deleted": State(path, {"code": month.keep(EASY), "do": "delete"}),
        "not-found": State(path, {"code": codes.show(codes.draw())}),
    }


def _nudges(site: Site, language: str) -> dict[str, State]:
    forms = nudge_states.forms(site, language)
    answers = {name: State(path, fields, status) for name, (path, fields, status) in forms.items()}
    return {"nudge-link": State(nudge_states.link(site, language)), **answers}


def _errors(language: str) -> dict[str, State]:
    home = f"/{language}/"
    return {
        "404": State(f"{home}no-such-page/", None, 404),
        "405": State(home, {"code": "1"}, 405),
        "413": State(f"{home}return/", {"code": "x" * 65_536}, 413),
        "415": State(f"{home}return/", {"code": "1"}, 415),
    }
