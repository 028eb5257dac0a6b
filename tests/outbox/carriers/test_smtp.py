"""Mail: one connection a batch, and an ending for every answer of a real server."""

from collections.abc import Callable, Iterator

import pytest

from tests.outbox.carriers.certificates import Authority
from tests.outbox.carriers.letters import create_letter, ending
from tests.outbox.carriers.mail_server import HANG_UP, SILENCE, Post, let_in, posting
from wellbeing.outbox.carriers.smtp import Mail
from wellbeing.outbox.letters import NotSent, Refused, Uncertain, Unreachable
from wellbeing.outbox.servers import Sender, Server

Lead = Callable[..., None]

ANNA, BORIS = "anna@example.net", "boris@example.net"


@pytest.fixture
def post() -> Iterator[Post]:
    with posting(Post(), enable_SMTPUTF8=True) as post:
        yield post


def mail(post: Post, *, scheme: str = "smtp", host: str = "127.0.0.1", user: str = "") -> Mail:
    server = Server(scheme, host, post.port, user, "pass" if user else "")
    return Mail(server=server, sender=Sender("notes@example.org", "Заметки"), seconds=2)


def test_a_batch_goes_over_one_connection_and_tells_nothing_of_this_machine(post: Post) -> None:
    with mail(post) as carrier:
        carrier.send(create_letter(ANNA))
        carrier.send(create_letter(BORIS))

    assert post.said == [
        "EHLO example.org",
        "MAIL FROM:<notes@example.org>",
        f"RCPT TO:<{ANNA}>",
        "END",
        "MAIL FROM:<notes@example.org>",
        f"RCPT TO:<{BORIS}>",
        "END",
        "QUIT",
    ]
    assert [(taken.sender, taken.receivers, taken.options) for taken in post.taken] == [
        ("notes@example.org", [ANNA], []),
        ("notes@example.org", [BORIS], []),
    ]
    assert len(post.connections) == 1


def test_a_batch_without_letters_makes_no_connection(post: Post) -> None:
    with mail(post):
        pass

    assert post.connections == []


def test_a_text_with_dots_comes_as_it_was(post: Post) -> None:
    text = ".first\n..second\n.\nlast."
    with mail(post) as carrier:
        carrier.send(create_letter(ANNA, text=text))
        carrier.send(create_letter(ANNA, text=text))

    assert [taken.data.partition(b"\r\n\r\n")[2] for taken in post.taken] == [
        b".first\r\n..second\r\n=2E\r\nlast.\r\n"
    ] * 2


@pytest.mark.parametrize(
    ("stage", "answer", "end"),
    [
        ("MAIL", "451 4.3.0 later", NotSent),
        ("MAIL", "550 5.7.1 not you", Unreachable),
        ("MAIL", "421 4.3.2 closing", Unreachable),
        ("MAIL", HANG_UP, Unreachable),
        ("MAIL", SILENCE, Unreachable),
        ("RCPT", "450 4.2.1 later", NotSent),
        ("RCPT", "421 4.3.2 closing", NotSent),
        ("RCPT", "550 nobody", Refused),
        ("RCPT", "550 5.1.1 nobody", Refused),
        ("RCPT", "552 5.2.2 full", Refused),
        ("RCPT", "550 5.4.1 no such way", Refused),
        ("RCPT", "550 5.1.8 your own address", NotSent),
        ("RCPT", "554 5.7.1 relay access denied", NotSent),
        ("RCPT", "530 first say who you are", NotSent),
        ("RCPT", HANG_UP, NotSent),
        ("RCPT", SILENCE, Unreachable),
        ("DATA", "451 later", NotSent),
        ("DATA", "554 no", NotSent),
        ("DATA", HANG_UP, NotSent),
        ("DATA", SILENCE, Unreachable),
        ("END", "452 4.3.1 no room", NotSent),
        ("END", "421 4.3.2 closing", NotSent),
        ("END", "554 5.7.1 looks like spam", NotSent),
        ("END", "550 no", NotSent),
        ("END", "550 5.1.1 nobody after all", Refused),
        ("END", "xyz", Uncertain),
        ("END", HANG_UP, Uncertain),
    ],
)
def test_an_answer_ends_a_letter_and_the_next_one_goes(
    post: Post, stage: str, answer: str, end: type[Exception]
) -> None:
    post.answers = {stage: [answer]}
    with mail(post) as carrier:
        assert ending(carrier, ANNA) is end
        assert ending(carrier, BORIS) is None

    assert post.taken[-1].receivers == [BORIS]


def test_silence_after_the_text_was_given_is_uncertain_and_those_behind_it_are_spared(post: Post) -> None:
    post.answers = {"END": [SILENCE]}
    with mail(post) as carrier:
        assert ending(carrier, ANNA) is Uncertain
        assert ending(carrier, BORIS) is Unreachable

    assert len(post.connections) == 1


@pytest.mark.parametrize("how", ["421 4.4.2 idle for too long", HANG_UP, SILENCE])
def test_an_idle_connection_that_was_closed_is_made_anew_once(post: Post, how: str) -> None:
    with mail(post) as carrier:
        assert ending(carrier, ANNA) is None
        post.answers = {"MAIL": [how]}
        assert ending(carrier, BORIS) is None

    assert ([taken.receivers for taken in post.taken], len(post.connections)) == ([[ANNA], [BORIS]], 2)


def test_an_idle_connection_that_is_closed_each_time_is_not_made_for_ever(post: Post) -> None:
    with mail(post) as carrier:
        assert ending(carrier, ANNA) is None
        post.answers = {"MAIL": [HANG_UP, HANG_UP, HANG_UP]}
        assert ending(carrier, BORIS) is Unreachable

    assert (len(post.taken), len(post.connections)) == (1, 2)


@pytest.mark.parametrize("how", ["554 5.3.2 not now", "421 busy", HANG_UP, SILENCE, "no mail"])
def test_a_server_that_does_not_greet_is_unreachable(post: Post, how: str) -> None:
    post.answers = {"HELLO": [how]}
    with mail(post) as carrier:
        assert ending(carrier, ANNA) is Unreachable


def test_a_closed_door_is_unreachable() -> None:
    with posting(Post()) as gone:
        pass
    with mail(gone) as carrier:
        assert ending(carrier, ANNA) is Unreachable


def test_a_name_that_nobody_knows_is_unreachable(post: Post, lead: Lead) -> None:
    with mail(post, host="nowhere.example.org") as carrier:
        assert ending(carrier, ANNA) is Unreachable


def test_a_goodbye_without_an_answer_holds_nobody_up(post: Post) -> None:
    post.answers = {"QUIT": [SILENCE]}
    with mail(post) as carrier:
        assert ending(carrier, ANNA) is None


class TestLettersOfOtherScripts:
    def test_a_name_in_another_script_goes_where_the_server_takes_it(self, post: Post) -> None:
        with mail(post) as carrier:
            assert ending(carrier, "анна@почта.рф") is None
            assert ending(carrier, ANNA) is None

        assert [(taken.receivers, taken.options) for taken in post.taken] == [
            (["анна@xn--80a1acny.xn--p1ai"], ["BODY=8BITMIME", "SMTPUTF8"]),
            ([ANNA], []),
        ]
        assert "\r\nTo: анна@xn--80a1acny.xn--p1ai\r\n".encode() in post.taken[0].data

    def test_it_is_refused_where_the_server_does_not(self) -> None:
        with posting(Post()) as post, mail(post) as carrier:
            assert ending(carrier, "анна@почта.рф") is Refused
            assert ending(carrier, "anna@почта.рф") is None

        assert [taken.receivers for taken in post.taken] == [["anna@xn--80a1acny.xn--p1ai"]]


@pytest.mark.parametrize(
    "address",
    [
        "",
        "anna",
        "anna@example.net\r\nRCPT TO:<eve@example.net>",
        "anna@example.net\nBcc: eve@example.net",
        "an\x00na@example.net",
        "anna\u2028@example.net",
        "anna@example.net>,<eve@example.net",
        "a" * 10_000 + "@example.net",
    ],
)
def test_what_is_no_address_is_refused_and_never_asked_for(post: Post, address: str) -> None:
    with mail(post) as carrier:
        assert ending(carrier, address) is Refused

    assert post.connections == []


class TestBeyondThisMachine:
    """A server elsewhere: encrypted, in its own name, or nothing is said."""

    def test_starttls_comes_before_name_and_password(self, trusted: Authority, lead: Lead) -> None:
        context = trusted.server("mail.example.org")
        ask = let_in(b"user", b"pass")
        with posting(Post(), context=context, require_starttls=True, authenticator=ask) as post:
            lead("mail.example.org", post.port, to=post.port)
            with mail(post, host="mail.example.org", user="user") as carrier:
                assert ending(carrier, ANNA) is None

        assert [each.split()[0] for each in post.said] == [
            "EHLO",
            "EHLO",
            "AUTH",
            "MAIL",
            "RCPT",
            "END",
            "QUIT",
        ]
        assert {each for each in post.said if "EHLO" in each} == {"EHLO example.org"}

    def test_encryption_may_begin_at_once(self, trusted: Authority, lead: Lead) -> None:
        with posting(Post(), context=trusted.server("mail.example.org"), at_once=True) as post:
            lead("mail.example.org", post.port, to=post.port)
            with mail(post, scheme="smtps", host="mail.example.org") as carrier:
                assert ending(carrier, ANNA) is None

    def test_a_wrong_password_is_unreachable(self, trusted: Authority, lead: Lead) -> None:
        context, ask = trusted.server("mail.example.org"), let_in(b"user", b"another")
        with posting(Post(), context=context, authenticator=ask) as post:
            lead("mail.example.org", post.port, to=post.port)
            with mail(post, host="mail.example.org", user="user") as carrier:
                assert ending(carrier, ANNA) is Unreachable

        assert post.taken == []

    def test_a_server_without_encryption_hears_no_address(self, post: Post, lead: Lead) -> None:
        lead("mail.example.org", post.port, to=post.port)
        with mail(post, host="mail.example.org", user="user") as carrier:
            assert ending(carrier, ANNA) is Unreachable

        assert post.said == ["EHLO example.org"]

    @pytest.mark.parametrize("at_once", [False, True])
    def test_a_server_that_proves_another_name_hears_no_address(
        self, trusted: Authority, lead: Lead, *, at_once: bool
    ) -> None:
        with posting(Post(), context=trusted.server("evil.example.net"), at_once=at_once) as post:
            lead("mail.example.org", post.port, to=post.port)
            with mail(post, scheme="smtps" if at_once else "smtp", host="mail.example.org") as carrier:
                assert ending(carrier, ANNA) is Unreachable

        assert {*post.said} <= {"EHLO example.org"}

    def test_nor_does_one_of_an_unknown_authority(self, authority: Authority, lead: Lead) -> None:
        with posting(Post(), context=authority.server("mail.example.org")) as post:
            lead("mail.example.org", post.port, to=post.port)
            with mail(post, host="mail.example.org") as carrier:
                assert ending(carrier, ANNA) is Unreachable

        assert {*post.said} == {"EHLO example.org"}


def test_on_this_machine_a_server_may_ask_for_a_password_without_encryption() -> None:
    ask = let_in(b"user", b"pass")
    with (
        posting(Post(), authenticator=ask, auth_require_tls=False) as post,
        mail(post, user="user") as carrier,
    ):
        assert ending(carrier, ANNA) is None


def test_nothing_is_heard_by_the_most_curious_log(post: Post, ears, capfd) -> None:
    post.answers = {"RCPT": ["550 5.1.1 nobody"], "END": [HANG_UP]}
    with mail(post) as carrier:
        for _ in range(3):
            ending(carrier, ANNA)

    assert ears.loggers <= {"asyncio", "mail.log"}  # the second is the server's own
    assert capfd.readouterr().out == ""
