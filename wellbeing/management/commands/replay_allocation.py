"""`manage.py replay_allocation FILE [--apart FILE]`: works the places of a published file out again, on any
machine.

1. Read the file; one that cannot be read, or is no such file, is said with its place: status 2.
2. Work out places and rooms from its applicants, its rules and its public value.
3. With the second file, which an auditor has: whether its pairs are those that were sealed and are all in the
   published file, and whether they alone give the same result.
4. Print the result, as the file has it, to stdout; to stderr whether it is the same, whether the file is what
   was committed to, what the checker finds, and what the second file says.
5. Status 1 where any of these is not as it should be.
"""

from argparse import ArgumentParser, ArgumentTypeError
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeVar

from django.core.management.base import BaseCommand, CommandError

from courses.retreats.rules import record, solving
from courses.retreats.rules.case import BadCase
from courses.retreats.rules.record import Audited, Replayed

T = TypeVar("T")
MOST_BYTES = 50_000_000
SECONDS = 3600.0

WORDS = {
    "no_json": "this is not JSON",
    "no_object": "an object was expected here",
    "no_list": "a list was expected here",
    "no_pair": "two tickets were expected here",
    "no_number": "a whole number from 0 to 100000 was expected here",
    "no_text": "a word without spaces was expected here",
    "no_yes_or_no": "true or false was expected here",
    "too_much": "this is more than the most there can be",
    "no_rule": "a rule, a retreat and a region were expected here",
    "no_salt": "32 hexadecimal digits were expected here",
    "no_seal": "64 hexadecimal digits were expected here",
    "no_value": "a line of text was expected here",
    "unknown": "this names something that is not in the file",
    "repeated": "something stands here twice",
    "unexpected_or_missing": "a field is missing here, or one too many",
}


def text(name: str) -> str:
    """The text of the file. Raises ArgumentTypeError when it cannot be read."""
    try:
        with Path(name).open("rb") as file:
            return file.read(MOST_BYTES).decode()
    except OSError as error:
        raise ArgumentTypeError(f"{name}: {error.strerror}") from None
    except UnicodeDecodeError:
        raise ArgumentTypeError(f"{name}: this is not text in UTF-8") from None


class Command(BaseCommand):
    help = "Work out again who has a place, from a published file, and compare."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=text, metavar="FILE", help="the file as it was published")
        parser.add_argument(
            "--apart", type=text, metavar="FILE", help="an auditor's file: who must not meet, and its salt"
        )

    def handle(self, *args: object, file: str, apart: str | None = None, **options: object) -> None:
        found = _work(lambda: record.replay(file, seconds=SECONDS))
        wrong = list(_wrong(found))
        if apart is not None:
            audited = _work(lambda: record.audit(file, apart, seconds=SECONDS), "--apart, ")
            wrong += _wrong_apart(audited)
        self.stdout.write(found.result)
        if wrong:
            raise CommandError("\n".join(wrong))
        self.stderr.write("The same result, of what was committed to; the checker finds no fault.")
        if apart is not None:
            self.stderr.write("Who must not meet was sealed before, and alone gives the same result.")


def _work(work: Callable[[], T], named: str = "") -> T:
    """What it gives, or a sentence. `named` says which file it reads."""
    try:
        return work()
    except BadCase as error:
        raise CommandError(f"{named}{error.where}: {WORDS[error.what]}.", returncode=2) from None
    except solving.CannotAllHold:
        raise CommandError("Its rules cannot all hold, so no result can be right.") from None
    except solving.Stopped:
        raise CommandError("An hour was not enough.") from None


def _wrong(found: Replayed) -> Iterator[str]:
    if not found.is_same:
        yield "The file says another result."
    if not found.is_as_committed:
        yield "The applicants or the rules are not those that were committed to."
    for fault in found.faults:
        yield f"The checker: {fault.rule}, {fault.about}."


def _wrong_apart(audited: Audited) -> Iterator[str]:
    if not audited.does_seal_fit:
        yield "--apart: these pairs and this salt are not those that were sealed."
    for where in audited.not_published:
        yield f"--apart, {where}: the published file does not have this pair."
    if not audited.is_same:
        yield "--apart: these pairs alone give another result."
