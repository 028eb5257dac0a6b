"""What a worker does while the mail server has not answered yet."""

from collections.abc import Iterator

import pytest

from tests.outbox.carriers.letters import create_letter
from tests.outbox.carriers.mail_server import Post, posting
from wellbeing.outbox.carriers.smtp import Mail
from wellbeing.outbox.letters import Refused
from wellbeing.outbox.servers import Sender, Server

REFUSAL = "550 5.1.1 no such mailbox"


@pytest.fixture
def post() -> Iterator[Post]:
    with posting(Post()) as post:
        yield post


def mail(post: Post) -> Mail:
    return Mail(server=Server("smtp", "127.0.0.1", post.port, "", ""), sender=Sender("notes@example.org", ""))


def test_it_is_done_once_a_letter_after_the_text_was_given(post: Post) -> None:
    done: list[list[str]] = []
    with mail(post) as carrier:
        for name in ("anna", "boris"):
            carrier.send(create_letter(f"{name}@example.net"), lambda: done.append(post.said[-1:]))

    assert done == [["END"], ["END"]]
    assert len(post.taken) == 2


def test_a_failure_in_it_leaves_no_answer_for_the_next_letter_to_misread(post: Post) -> None:
    post.answers["END"] = [REFUSAL]
    with mail(post) as carrier:
        with pytest.raises(ZeroDivisionError):
            carrier.send(create_letter("anna@example.net"), lambda: 1 // 0)
        carrier.send(create_letter("boris@example.net"))

    assert [taken.receivers for taken in post.taken][-1:] == [["boris@example.net"]]


def test_a_letter_that_is_refused_before_its_text_is_refused_all_the_same(post: Post) -> None:
    post.answers["RCPT"] = [REFUSAL]
    done: list[int] = []
    with mail(post) as carrier, pytest.raises(Refused):
        carrier.send(create_letter("anna@example.net"), lambda: done.append(1))

    assert done == []
