"""The servers that take letters are read strictly; a wrong one is refused without a word of what it held."""

from collections.abc import Callable

import pytest

from wellbeing.environment import BadEnvironment, Environment
from wellbeing.outbox import servers
from wellbeing.outbox.servers import Sender, Server

CANARY = "canary-7f3a"
TOKEN = "123456:" + "Aa0_-" * 7

MAIL = "needs an address, as smtp://user:password@mail.example.org:587"
FROM = "needs an address, as Notes <notes@example.org>"
MATRIX = "needs an address, as https://access-token@matrix.example.org/@notes:example.org"
XMPP = "needs an address, as xmpp://notes:password@example.org"
NTFY = "needs an address, as https://ntfy.example.org"
TELEGRAM = "needs a bot's token and name, as 123456:token@name_of_the_bot"
SIGNAL = "needs an address, as http://127.0.0.1:8080/+4915112345678"
HTTPS = "needs https unless the server runs on this machine"

GOOD: list[tuple[Callable[[str], object], str, object]] = [
    (servers.mail, "smtp://mail.example.org", Server("smtp", "mail.example.org", 587)),
    (servers.mail, "smtp://127.0.0.1:8025", Server("smtp", "127.0.0.1", 8025)),
    (
        servers.mail,
        "smtps://notes%40example.org:p%3A%2Fs%41@mail.example.org",
        Server("smtps", "mail.example.org", 465, "notes@example.org", "p:/sA"),
    ),
    (servers.sender, "notes@Example.org", Sender("notes@example.org")),
    (servers.sender, "Заметки <notes@example.org>", Sender("notes@example.org", "Заметки")),
    (
        servers.matrix,
        "https://syt_abc@matrix.example.org/@notes:example.org",
        Server("https", "matrix.example.org", 443, "syt_abc", path="@notes:example.org"),
    ),
    (
        servers.matrix,
        "http://t@localhost:8008/@notes:example.org/",
        Server("http", "localhost", 8008, "t", path="@notes:example.org"),
    ),
    (servers.xmpp, "xmpp://notes:p@example.org", Server("xmpp", "example.org", 5222, "notes", "p")),
    (
        servers.xmpp,
        "xmpps://notes:p@example.org/xmpp.example.net",
        Server("xmpps", "example.org", 5223, "notes", "p", "xmpp.example.net"),
    ),
    (servers.ntfy, "https://ntfy.example.org", Server("https", "ntfy.example.org", 443)),
    (servers.ntfy, "https://tk_a@ntfy.example.org/", Server("https", "ntfy.example.org", 443, "tk_a")),
    (servers.ntfy, "http://[::1]:2586", Server("http", "::1", 2586)),
    (
        servers.telegram,
        f"{TOKEN}@notes_bot",
        Server("https", "api.telegram.org", 443, password=TOKEN, path="notes_bot"),
    ),
    (
        servers.signal,
        "http://u:p@127.0.0.1:8080/+4915112345678",
        Server("http", "127.0.0.1", 8080, "u", "p", "+4915112345678"),
    ),
]
BAD = [
    *((servers.mail, value, MAIL) for value in (
        CANARY,
        f"http://{CANARY}",
        "smtp://",
        f"smtp://{CANARY}@mail.example.org",
        f"smtp://:{CANARY}@mail.example.org",
        f"smtp://u:{CANARY}é@mail.example.org",
        f"smtp://u:{CANARY}%0d@mail.example.org",
        f"smtp://{CANARY}.org:99999",
        f"smtp://{CANARY}.org:0x",
        f"smtp://{CANARY}.org/path",
        f"smtp://{CANARY}.org?starttls=no",
        f"smtp://{CANARY}.org#no",
        f"smtp://{CANARY}.org\n",
        f"smtp://{CANARY}_.org",
        f"smtp://{CANARY},b.org",
        f"smtp://[{CANARY}",
    )),
    *((servers.sender, value, FROM) for value in (
        CANARY,
        f"{CANARY}@localhost",
        f"{CANARY} notes@example.org",
        f"{CANARY} <notes@example.org",
        f"<{CANARY}@example.org>",
        f"{CANARY} <notes@example.org> x",
        f'"{CANARY}" <notes@example.org>',
        f"{CANARY}\r\nBcc: eve <notes@example.org>",
        f"{CANARY} <нотес@example.org>",
        "n" * 61 + " <notes@example.org>",
        f"{CANARY}\u202e <notes@example.org>",
    )),
    *((servers.matrix, value, MATRIX) for value in (
        "https://matrix.example.org/@notes:example.org",
        f"https://{CANARY}:p@matrix.example.org/@notes:example.org",
        f"https://{CANARY}@matrix.example.org",
        f"https://{CANARY}@matrix.example.org/notes",
        f"https://{CANARY}@matrix.example.org/@notes",
        f"https://{CANARY}@matrix.example.org/#room:example.org",
    )),
    (servers.matrix, f"http://{CANARY}@matrix.example.org/@notes:example.org", HTTPS),
    *((servers.xmpp, value, XMPP) for value in (
        "xmpp://example.org",
        f"xmpp://{CANARY}@example.org",
        f"xmpp://{CANARY}%20:p@example.org",
        f"xmpp://{CANARY}:p@localhost",
        f"xmpp://{CANARY}:p@example.org/a/b",
        f"https://{CANARY}:p@example.org",
    )),
    (servers.ntfy, f"https://ntfy.example.org/{CANARY}", NTFY),
    (servers.ntfy, f"ntfys://{CANARY}", NTFY),
    (servers.ntfy, f"http://{CANARY}.org", HTTPS),
    (servers.ntfy, "http://127.0.0.1.example.org", HTTPS),
    *((servers.telegram, value, TELEGRAM) for value in (
        TOKEN,
        f"{TOKEN}@",
        f"{TOKEN}@бот",
        f"{TOKEN}/@notes_bot",
        f"{TOKEN}@notes_bot\n",
        f"{CANARY}@notes_bot",
    )),
    (servers.signal, "http://127.0.0.1:8080", SIGNAL),
    (servers.signal, "http://127.0.0.1:8080/4915112345678", SIGNAL),
    (servers.signal, f"http://{CANARY}@127.0.0.1:8080/+4915112345678", SIGNAL),
    (servers.signal, f"http://{CANARY}:8080/+4915112345678", HTTPS),
]  # fmt: skip


@pytest.mark.parametrize(("reader", "value", "server"), GOOD)
def test_a_server_is_read(reader: Callable[[str], object], value: str, server: object) -> None:
    assert Environment({"IT": value}).optional("IT", reader) == server


@pytest.mark.parametrize("reader", [servers.mail, servers.sender, servers.telegram])
def test_an_absent_one_is_not_offered(reader: Callable[[str], object]) -> None:
    assert Environment({}).optional("IT", reader) is None
    assert Environment({"IT": ""}).optional("IT", reader) is None


@pytest.mark.parametrize(("reader", "value", "allowed"), BAD)
def test_anything_else_stops_and_says_what_is_allowed_but_not_what_was_there(
    reader: Callable[[str], object], value: str, allowed: str
) -> None:
    with pytest.raises(BadEnvironment) as stopped:
        Environment({"IT": value}).optional("IT", reader)

    assert str(stopped.value) == f"IT: {allowed}"
    assert stopped.value.__cause__ is None


@pytest.mark.parametrize(
    ("host", "is_here"),
    [("127.0.0.1", True), ("127.8.8.8", True), ("::1", True), ("localhost", True), ("10.0.0.1", False)],
)
def test_only_this_machine_is_here(host: str, *, is_here: bool) -> None:
    assert Server("smtp", host, 25).is_here is is_here


def test_nothing_secret_is_printed() -> None:
    assert CANARY not in repr(Server("https", "example.org", 443, f"u{CANARY}", f"p{CANARY}"))
