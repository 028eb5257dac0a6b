"""Says of a badge (.jwt), or of a certificate as PDF, whether it is valid today. Needs no network.

A PDF proves nothing by itself: the number in its properties is looked up as if somebody had typed it.
"""

from argparse import ArgumentParser
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.translation import override

from trainers.proof import files
from trainers.proof.files import LARGEST, Unreadable
from trainers.proof.verifying import Answer, Verdict
from trainers.proof.words import month

SAID = {
    Verdict.VALID: "valid",
    Verdict.IN_GRACE: "valid: its term has ended, and the days of grace run",
    Verdict.EXPIRED: "expired",
    Verdict.SUSPENDED: "suspended",
    Verdict.REVOKED: "revoked",
}


class Command(BaseCommand):
    help = (
        "Say whether the certificate of a badge (.jwt) or of a PDF is valid, expired, suspended or revoked."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)

    def handle(self, *, file: Path, **options: object) -> None:
        try:
            with file.open("rb") as opened:
                content = opened.read(LARGEST + 1)
        except OSError as error:
            raise CommandError(f"{file} cannot be read: {error.strerror}.") from None
        try:
            with override("en"):
                number, answer = files.verify(content, timezone.localdate())
                said = _said(number, answer)
        except Unreadable as error:
            raise CommandError(f"{file.name}: {error}") from None
        self.stdout.write(said)


def _said(number: str, answer: Answer) -> str:
    if answer.issued is None or answer.through is None:
        raise Unreadable(f"no certificate with the number {number} is known here.")
    return (
        f"{number}: {SAID[answer.verdict]}\n{answer.region}, issued {month(answer.issued)}, "
        f"term through {month(answer.through)}"
    )
