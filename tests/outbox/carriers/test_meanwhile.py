"""What a worker does while the mail server has not answered yet."""

from collections.abc import Iterator
from dataclasses import replace
from typing import cast

import pytest

from tests.outbox.carriers.letters import create_letter
from tests.outbox.carriers.mail_server import Post, posting
from wellbeing.outbox.carriers.smtp import Mail
from wellbeing.outbox.servers import Sender, Server


@pytest.fixture
def post() -> Iterator[Post]:
    with posting(Post()) as post:
        yield post


def mail(post: Post) -> Mail:
    return Mail(server=Server("smtp", "127.0.0.1", post.port, "", ""), sender=Sender("notes@example.org", ""))


def test_it_is_done_before_a_text_is_given_and_while_an_open_connection_is_tried(post: Post) -> None:
    done: list[int] = []
    with mail(post) as carrier:
        for name in ("anna", "boris"):
            carrier.send(create_letter(f"{name}@example.net"), lambda: done.append(len(post.taken)))

    assert (done, len(post.taken)) == ([0, 0, 1, 1], 2)


@pytest.mark.parametrize("calls", [1, 2])
def test_a_failure_in_it_leaves_no_answer_for_the_next_letter_to_misread(post: Post, calls: int) -> None:
    called = iter(range(1, 3))

    def fail() -> None:
        if next(called) == calls:
            raise ZeroDivisionError

    with mail(post) as carrier:
        carrier.send(create_letter("vera@example.net"))
        post.answers["RCPT"] = ["250 a moment"]
        with pytest.raises(ZeroDivisionError):
            carrier.send(create_letter("anna@example.net"), fail)
        carrier.send(create_letter("boris@example.net"))

    assert [taken.receivers for taken in post.taken] == [["vera@example.net"], ["boris@example.net"]]
    assert len(post.connections) == 2


def test_a_text_that_cannot_be_written_is_no_beginning_of_the_next_one(post: Post) -> None:
    with mail(post) as carrier:
        with pytest.raises(TypeError):
            carrier.send(replace(create_letter("anna@example.net"), text=cast(str, None)))
        carrier.send(create_letter("boris@example.net"))

    assert [taken.receivers for taken in post.taken] == [["boris@example.net"]]
