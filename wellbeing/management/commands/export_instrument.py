"""`manage.py export_instrument SLUG`: a version of an instrument as a FHIR questionnaire.

1. Find the version: the published one, or the one whose number is given. None there: status 1.
2. Write it to the file that is named, which must not be there yet, or to the terminal.
"""

from argparse import ArgumentParser
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from wellbeing.assessments import outgoing
from wellbeing.assessments.exporting import Release
from wellbeing.assessments.models import InstrumentVersion


class Command(BaseCommand):
    help = "Write a version of an instrument as a FHIR questionnaire (JSON)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("slug", metavar="SLUG", help="the end of its public address")
        parser.add_argument(
            "--number", type=int, help="the number of the version; the published one unless given"
        )
        parser.add_argument(
            "--release",
            choices=[release.value for release in Release],
            default=Release.R4.value,
            help="the release of FHIR",
        )
        parser.add_argument(
            "--output", type=Path, metavar="FILE", help="a new file; the terminal unless given"
        )

    def handle(
        self,
        *args: object,
        slug: str,
        number: int | None,
        release: str,
        output: Path | None,
        **options: object,
    ) -> None:
        file = outgoing.fhir(_version(slug, number), Release(release))
        if output is None:
            self.stdout.write(file.content.decode(), ending="")
            return
        try:
            with output.open("xb") as written:
                written.write(file.content)
        except OSError as error:
            raise CommandError(f"{output}: {error.strerror}") from None


def _version(slug: str, number: int | None) -> InstrumentVersion:
    versions = InstrumentVersion.objects.filter(instrument__slug=slug).select_related("instrument")
    wanted = {"status": "published"} if number is None else {"number": number}
    version = versions.filter(**wanted).first()
    if version is None:
        there = ", ".join(f"{each.number} ({each.status})" for each in versions) or "none"
        raise CommandError(f"No such version of “{slug}”. There are: {there}.")
    return version
