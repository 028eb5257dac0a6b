"""What public answers leave with a person: no cookie, one exact set of headers, and one small request."""

import gzip

import pytest
from playwright.sync_api import Browser, CDPSession

from tests.journeys import retreat_states
from tests.journeys.asking import Answer, ask, request_of, send, send_raw
from tests.journeys.states import ADDRESSED, NAMES, State, states
from tests.privacy.test_headers import ADDRESSES, METHODS, MORE, OF_SOME, OF_THE_ANSWER, PUBLIC
from tests.running import Site

pytestmark = [pytest.mark.browser, pytest.mark.service]

LANGUAGES = ("ru", "en")
# What the web server adds to every answer, the same for everybody.
OF_THE_SERVER = {"Server", "Date", "Connection", "Transfer-Encoding"}
# A browser that has been everywhere, a visitor behind a proxy: none of it may change an answer's headers.
TALKATIVE = {
    "Cookie": "staff=abcdefghijklmnopqrstuvwxyz012345; csrftoken=x; django_language=en; messages=x",
    "Accept-Language": "de, en;q=0.5",
    "User-Agent": "Canary/1.0",
    "Referer": "https://elsewhere.example/",
    "Origin": "https://elsewhere.example",
    "X-Forwarded-For": "203.0.113.7",
    "If-Modified-Since": "Mon, 01 Jan 2035 00:00:00 GMT",
    "If-None-Match": "*",
    "DNT": "1",
    "Sec-Fetch-Site": "cross-site",
}
HEAVIEST, MOST_REQUESTS = 30 * 1024, 3
TIMES = 6  # more than there are processes, so that some answers come from memory


def assert_public(answer: Answer, *more: str) -> None:
    """Exactly the public headers, each once, and what this kind of answer says of itself."""
    names = [line.partition(":")[0] for line in answer.head[1:]]
    allowed = OF_THE_ANSWER | OF_THE_SERVER | OF_SOME.get(answer.status, set()) | set(more)
    assert len(names) == len(set(names))
    assert {name: answer.headers.get(name) for name in PUBLIC} == PUBLIC
    assert set(names) - PUBLIC.keys() - allowed == set()


@pytest.fixture(scope="module")
def ways(site: Site) -> dict[str, State]:
    return {
        f"{language} {name}": state
        for language in LANGUAGES
        for name, state in states(site, language).items()
    }


@pytest.mark.parametrize("path", [*ADDRESSES, *MORE])
def test_every_address_answers_every_method_with_the_one_set(site: Site, path: str) -> None:
    for method in METHODS:
        for headers in ({}, TALKATIVE):
            answer = send_raw(site, request_of(site, method, path, headers=headers))
            assert answer.status < 500 or path == "/readyz"  # which says so where no worker runs
            assert_public(answer)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", NAMES)
def test_so_does_every_page_that_people_come_to(
    site: Site, ways: dict[str, State], name: str, language: str
) -> None:
    state = ways[f"{language} {name}"]
    if state.fields is None:
        answer = send_raw(site, request_of(site, "GET", state.path, headers=TALKATIVE))
    elif state.status == 415:
        headers = TALKATIVE | {"Content-Type": "multipart/form-data; boundary=x"}
        answer = send_raw(site, request_of(site, "POST", state.path, b"--x--", headers))
    else:
        answer = send(site, state.path, state.fields)

    assert answer.status == state.status
    assert_public(answer)


@pytest.mark.parametrize("language", LANGUAGES)
def test_so_does_every_page_of_retreats(site: Site, language: str) -> None:
    for name, state in retreat_states.states(site, language).items():
        if state.fields is None:
            answer = send_raw(site, request_of(site, "GET", state.path, headers=TALKATIVE))
        else:
            answer = send(site, state.path, state.fields)
        assert answer.status == state.status, name
        assert_public(answer)


def test_a_document_and_a_refused_host_carry_it_too(site: Site, ways: dict[str, State]) -> None:
    result = ways["ru result-week"]
    document = send(site, result.path, {**(result.fields or {}), "do": "pdf"})
    assert document.headers["Content-Type"] == "application/pdf"
    assert document.headers["Content-Disposition"] == 'attachment; filename="notes.pdf"'
    assert_public(document)

    refused = send_raw(site, request_of(site, "GET", "/ru/", headers={"Host": "elsewhere.example"}))
    assert refused.status == 400
    assert_public(refused)


def test_the_way_out_asks_the_browser_to_forget(site: Site) -> None:
    answer = ask(site, "/exit/")

    assert (answer.status, answer.body) == (303, b"")
    assert answer.headers["Clear-Site-Data"] == '"cache", "cookies", "storage"'
    assert_public(answer)


def test_answers_from_memory_are_those_of_the_site_itself(site: Site, ways: dict[str, State]) -> None:
    """A query takes the way past the memory; a page asked for again and again comes from it."""
    paths = [ways[f"{language} {name}"].path for language in LANGUAGES for name in ADDRESSED]
    for path in paths:
        fresh = ask(site, f"{path}?past-the-memory")
        assert_public(fresh)
        for _ in range(TIMES):
            plain, small = ask(site, path), ask(site, path, **{"Accept-Encoding": "gzip"})
            assert (plain.body, gzip.decompress(small.body)) == (fresh.body, fresh.body)
            assert same_headers(plain) == same_headers(fresh)
            assert same_headers(small) == {
                **same_headers(fresh),
                "Content-Length": str(len(small.body)),
                "Content-Encoding": "gzip",
            }
            assert_public(small, "Content-Encoding")


def same_headers(answer: Answer) -> dict[str, str]:
    return {name: value for name, value in answer.headers.items() if name != "Date"}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", ADDRESSED)
def test_a_first_visit_is_one_small_request(
    browser: Browser, site: Site, ways: dict[str, State], name: str, language: str
) -> None:
    context = browser.new_context()
    page = context.new_page()
    session = context.new_cdp_session(page)
    weighed = Weighed(session)
    page.goto(site.url + ways[f"{language} {name}"].path, wait_until="networkidle")

    assert context.cookies() == []
    assert page.evaluate("[localStorage.length, sessionStorage.length, document.cookie]") == [0, 0, ""]
    context.close()
    assert 1 <= weighed.requests <= MOST_REQUESTS
    assert 1000 < weighed.transferred <= HEAVIEST


class Weighed:
    """Counts what a browser asks for and how many bytes come over the wire, headers included."""

    def __init__(self, session: CDPSession) -> None:
        self.requests = 0
        self.transferred = 0.0
        session.on("Network.requestWillBeSent", self._ask)
        session.on("Network.loadingFinished", self._finish)
        session.send("Network.enable")

    def _ask(self, event: dict[str, dict[str, str]]) -> None:
        self.requests += not event["request"]["url"].startswith("data:")

    def _finish(self, event: dict[str, float]) -> None:
        self.transferred += event["encodedDataLength"]


def test_a_form_says_nothing_to_whoever_looks_at_the_address(site: Site) -> None:
    """Codes and answers travel in the body: no form of the site asks with GET."""
    for path in ("/ru/check/week/", "/ru/return/", "/ru/nudges/", "/ru/nudges/manage/", "/ru/application/"):
        page = ask(site, path).text
        assert page.count("<form") == page.count('<form method="post"') > 0
