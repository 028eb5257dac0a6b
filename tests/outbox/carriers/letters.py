"""Letters, and how a carrier ends with one."""

from typing import Any

from wellbeing.outbox.carriers import Carrier
from wellbeing.outbox.letters import AtOnce, Letter, NotSent, Refused, Uncertain

SUBJECT = "Заметка на сегодня"
TEXT = 'Первая строка & <b>вторая</b>\n\n  "третья" 🙂\nhttps://example.org/n/abc?d=1&e=2'
WHOLE = f"{SUBJECT}\n\n{TEXT}"


def create_letter(address: str, *, subject: str = SUBJECT, text: str = TEXT, stop_url: str = "") -> Letter:
    return Letter(address=address, subject=subject, text=text, times=AtOnce(), stop_url=stop_url)


def ending(carrier: Carrier, *args: Any, **words: Any) -> type[Exception] | None:
    """The exception with which handing over ends, exactly that class; None if the letter was taken.

    It carries neither a text nor another exception that could.
    """
    try:
        carrier.send(create_letter(*args, **words))
    except (NotSent, Refused, Uncertain) as error:
        assert (error.args, error.__cause__) == ((), None)
        assert error.__suppress_context__ or error.__context__ is None
        return type(error)
    return None
