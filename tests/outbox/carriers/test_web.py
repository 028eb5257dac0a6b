"""What holds for every carrier that speaks with the web: silence, refusals, and what is left behind."""

import gc
import logging
import os
import secrets
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from urllib.parse import urlsplit

import pytest
import requests

from tests.outbox.carriers.certificates import Authority
from tests.outbox.carriers.letters import create_letter, ending
from tests.outbox.carriers.web_server import HANG_UP, SILENCE, Site, serving
from wellbeing.outbox.carriers import web
from wellbeing.outbox.carriers.apprise import Ntfy, Signal, Telegram, Web
from wellbeing.outbox.carriers.matrix import Matrix
from wellbeing.outbox.letters import NotSent, Refused, Uncertain, Unreachable
from wellbeing.outbox.servers import Server

TOKEN = "123456:" + "Aa0_-" * 7
MAKERS: dict[str, Callable[[str, str, int], Web]] = {
    "ntfy": lambda scheme, host, port: Ntfy(server=Server(scheme, host, port), seconds=0.5),
    "signal": lambda scheme, host, port: Signal(
        server=Server(scheme, host, port, path="+4915112345678"), seconds=0.5
    ),
    "matrix": lambda scheme, host, port: Matrix(
        server=Server(scheme, host, port, "token", path="@notes:example.org"), seconds=0.5
    ),
    "telegram": lambda scheme, host, port: _telegram(f"{scheme}://{host}:{port}/bot"),
}
ADDRESSES = {
    "ntfy": "canary-topic",
    "signal": "+79990001122",
    "matrix": "@canary:example.org",
    "telegram": "9990001122",
}
channels = pytest.mark.parametrize("channel", MAKERS)


def _telegram(place: str) -> Telegram:
    carrier = Telegram(server=Server("https", "api.telegram.org", 443, password=TOKEN), seconds=0.5)
    carrier._plugin.notify_url = place
    return carrier


def asked(channel: str) -> list[tuple[int, dict[str, object]]]:
    """What a Matrix server answers before the letter is given."""
    return [(200, {"room": "!r:example.org"}), (200, {"membership": "join"})] if channel == "matrix" else []


@pytest.fixture
def site() -> Iterator[Site]:
    with serving(Site()) as site:
        yield site


@channels
def test_silence_after_the_letter_was_given_is_uncertain_and_those_behind_it_are_spared(
    site: Site, channel: str
) -> None:
    site.answers = [*asked(channel), SILENCE]
    with MAKERS[channel]("http", "127.0.0.1", site.port) as carrier:
        assert ending(carrier, ADDRESSES[channel]) is Uncertain
        asked_before = len(site.requests)
        assert ending(carrier, ADDRESSES[channel]) is Unreachable
    assert len(site.requests) == asked_before

    site.answers = asked(channel)
    with carrier:
        assert ending(carrier, ADDRESSES[channel]) is None


@channels
def test_an_end_after_the_letter_was_given_is_uncertain(site: Site, channel: str) -> None:
    site.answers = [*asked(channel), HANG_UP]
    with MAKERS[channel]("http", "127.0.0.1", site.port) as carrier:
        assert ending(carrier, ADDRESSES[channel]) is Uncertain


@channels
def test_a_connection_that_ended_between_two_letters_is_made_anew(site: Site, channel: str) -> None:
    site.answers = [*asked(channel), (200, {}), *asked(channel), (200, {})]
    with MAKERS[channel]("http", "127.0.0.1", site.port) as carrier:
        assert ending(carrier, ADDRESSES[channel]) is None
        site.hang_up()
        assert ending(carrier, ADDRESSES[channel]) is None


@channels
def test_a_closed_door_is_unreachable(channel: str) -> None:
    with serving(Site()) as gone:
        pass
    with MAKERS[channel]("http", "127.0.0.1", gone.port) as carrier:
        assert ending(carrier, ADDRESSES[channel]) is Unreachable


@channels
def test_a_name_that_nobody_knows_is_unreachable(channel: str, lead: Callable[..., None]) -> None:
    with MAKERS[channel]("https", "nowhere.example.org", 443) as carrier:
        assert ending(carrier, ADDRESSES[channel]) is Unreachable


@channels
def test_nothing_is_said_to_a_server_that_cannot_prove_its_name(channel: str, authority: Authority) -> None:
    with (
        serving(Site(), authority.server("127.0.0.1")) as site,
        MAKERS[channel]("https", "127.0.0.1", site.port) as carrier,
    ):
        assert ending(carrier, ADDRESSES[channel]) is Unreachable

    assert site.requests == []


@channels
def test_nor_to_one_that_proves_another(channel: str, trusted: Authority) -> None:
    with (
        serving(Site(), trusted.server("other.example.org")) as site,
        MAKERS[channel]("https", "127.0.0.1", site.port) as carrier,
    ):
        assert ending(carrier, ADDRESSES[channel]) is Unreachable

    assert site.requests == []


@channels
@pytest.mark.parametrize("is_silent", [False, True])
def test_a_server_that_does_not_encrypt_is_unreachable(channel: str, *, is_silent: bool) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        threading.Thread(target=_turn_away, args=(listener,), kwargs={"is_silent": is_silent}).start()
        with MAKERS[channel]("https", "127.0.0.1", listener.getsockname()[1]) as carrier:
            assert ending(carrier, ADDRESSES[channel]) is Unreachable
        listener.shutdown(socket.SHUT_RDWR)


def _turn_away(listener: socket.socket, *, is_silent: bool) -> None:
    with suppress(OSError):
        connection, _ = listener.accept()
        with connection:
            while is_silent and connection.recv(4096):
                pass
            connection.sendall(b"HTTP/1.1 400 Bad Request\r\n\r\n")


@channels
def test_a_proxy_whose_ways_cannot_be_watched_is_unreachable(
    channel: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HTTPS_PROXY", "socks5://127.0.0.1:9")
    with MAKERS[channel]("https", "chat.example.org", 443) as carrier:
        assert ending(carrier, ADDRESSES[channel]) is Unreachable


@channels
@pytest.mark.parametrize(
    ("status", "end"),
    [
        (301, Unreachable),
        (401, Unreachable),
        (404, Unreachable),
        (429, NotSent),
        (500, NotSent),
        (502, NotSent),
        (503, NotSent),
        (504, Uncertain),
    ],
)
def test_an_answer_without_a_word_ends_a_letter(
    site: Site, channel: str, status: int, end: type[Exception]
) -> None:
    site.answers = [*asked(channel), (status, b"<html>canary</html>")]
    with MAKERS[channel]("http", "127.0.0.1", site.port) as carrier:
        assert ending(carrier, ADDRESSES[channel]) is end


@channels
def test_a_redirection_is_not_followed(site: Site, channel: str) -> None:
    site.cookie = f"Location: http://127.0.0.1:{site.port}/elsewhere\r\n"
    site.reply = lambda request: (307, {})
    with MAKERS[channel]("http", "127.0.0.1", site.port) as carrier:
        assert ending(carrier, ADDRESSES[channel]) is Unreachable

    assert [request for request in site.requests if "elsewhere" in request.line] == []


@channels
@pytest.mark.parametrize("address", ["", "x\r\ny", "a" * 10_000, "eve@example.org, anna", "-100123"])
def test_what_is_no_address_is_refused_and_never_asked_for(site: Site, channel: str, address: str) -> None:
    with MAKERS[channel]("http", "127.0.0.1", site.port) as carrier:
        if channel != "ntfy" or address != "-100123":
            assert ending(carrier, address) is Refused

    assert site.requests == []


@pytest.mark.parametrize("channel", ["matrix", "ntfy", "signal"])
def test_what_is_for_this_machine_passes_no_proxy(
    site: Site, channel: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    site.answers = asked(channel)
    with serving(Site()) as proxy:
        monkeypatch.setenv("HTTP_PROXY", f"http://127.0.0.1:{proxy.port}")
        with MAKERS[channel]("http", "127.0.0.1", site.port) as carrier:
            assert ending(carrier, ADDRESSES[channel]) is None

    assert proxy.requests == []


@channels
def test_what_is_for_another_goes_through_the_operators_proxy(
    channel: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with serving(Site(reply=lambda request: (403, {}))) as proxy:
        monkeypatch.setenv("HTTPS_PROXY", f"http://127.0.0.1:{proxy.port}")
        with MAKERS[channel]("https", "chat.example.org", 443) as carrier:
            assert ending(carrier, ADDRESSES[channel]) is Unreachable

    assert [request.line.rpartition(" ")[0] for request in proxy.requests] == ["CONNECT chat.example.org:443"]


@channels
def test_nothing_is_heard_by_the_most_curious_log(
    site: Site, channel: str, ears, monkeypatch: pytest.MonkeyPatch
) -> None:
    logging.getLogger("tests").debug("canary heard")
    monkeypatch.setattr(logging.getLogger("apprise"), "propagate", True)
    site.answers = [
        *asked(channel), (200, {}), *asked(channel), (400, {"error": "x"}), *asked(channel), HANG_UP,
    ]  # fmt: skip
    with MAKERS[channel]("http", "127.0.0.1", site.port) as carrier:
        for _ in range(3):
            ending(carrier, ADDRESSES[channel])

    assert ears.heard == ["canary heard"]


@channels
def test_nothing_is_written_to_disk(
    site: Site, channel: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("HOME", "TMPDIR", "XDG_CACHE_HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME"):
        monkeypatch.setenv(name, str(tmp_path))
    monkeypatch.chdir(tmp_path)
    site.answers = asked(channel)
    with MAKERS[channel]("http", "127.0.0.1", site.port) as carrier:
        assert ending(carrier, ADDRESSES[channel]) is None

    assert os.listdir(tmp_path) == []


@channels
def test_apprise_is_named_nowhere(site: Site, channel: str) -> None:
    site.answers = asked(channel)
    with MAKERS[channel]("http", "127.0.0.1", site.port) as carrier:
        assert ending(carrier, ADDRESSES[channel]) is None

    sent = b"".join(request.raw for request in site.requests).lower()
    assert [word for word in (b"apprise", b"caronc", b"icon", b"avatar", b"attach") if word in sent] == []


@channels
def test_no_address_stays_in_memory_after_the_batch(site: Site, channel: str) -> None:
    canary = str(secrets.randbelow(9 * 10**9) + 10**9)
    address = {"signal": f"+{canary}", "matrix": f"@a{canary}:example.org"}.get(channel, canary)
    site.answers = asked(channel)
    with MAKERS[channel]("http", "127.0.0.1", site.port) as carrier:
        carrier.send(create_letter(address))
        assert holders(canary) != []
    del carrier
    site.requests.clear()

    assert holders(canary) == []
    assert urlsplit.cache_info().currsize == 0


def holders(canary: str) -> list[object]:
    """What keeps a text or a number with the canary in it."""
    gc.collect()
    kinds = (dict, list, tuple, set)
    return [each for each in gc.get_objects() if type(each) in kinds and _holds(each, canary)]


def _holds(container: object, canary: str) -> bool:
    values = container.values() if type(container) is dict else container
    return any(type(value) in {str, int} and canary in str(value) for value in [*values])


def test_a_plugin_without_a_line_uses_the_library_itself() -> None:
    assert web._Requests().get is requests.get
    assert web._Requests().codes is requests.codes
