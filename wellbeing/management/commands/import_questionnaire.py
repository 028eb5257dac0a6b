"""`manage.py import_questionnaire FILE…`: a questionnaire becomes a draft, with a report to read.

1. Read the files; one that is not there, or an address that is none, is a slip in the command: status 2.
2. Make the draft, or learn why there can be none.
3. Say what was understood, what needs a signature, what was left out, each with its place in the file.
4. Without a draft the status is 1.
"""

import re
import textwrap
from argparse import ArgumentParser, ArgumentTypeError, RawDescriptionHelpFormatter
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.core.validators import validate_slug
from django.forms import ValidationError
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from wellbeing.assessments.actions import drafts, importing
from wellbeing.assessments.importing import Report, formats, languages
from wellbeing.assessments.models import Instrument, InstrumentVersion
from wellbeing.assessments.staff import reporting

WIDTH = 100
# Far more than the reader takes, so that it can say how large a file is; and an end to endless ones.
MOST_BYTES = 100_000_000
LONGEST_SLUG = Instrument._meta.get_field("slug").max_length or 0
# A file must not move the cursor or colour the terminal.
CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")


def content(name: str) -> bytes:
    """The bytes of the file. Raises ArgumentTypeError when it cannot be read."""
    try:
        with Path(name).open("rb") as file:
            return file.read(MOST_BYTES)
    except OSError as error:
        raise ArgumentTypeError(f"{name}: {error.strerror}") from None


def address(slug: str) -> str:
    try:
        validate_slug(slug)
    except ValidationError:
        slug = ""
    if not slug or slug != slug.lower() or len(slug) > LONGEST_SLUG:
        raise ArgumentTypeError(f"small Latin letters, digits and hyphens, at most {LONGEST_SLUG}")
    return slug


def about_formats() -> Iterator[str]:
    """Each format that is read and where its file comes from, for the help of the command."""
    for each in formats.ALL:
        yield f"  {each.name}"
        yield from textwrap.wrap(each.about["en"], WIDTH - 4, initial_indent="    ", subsequent_indent="    ")


class Command(BaseCommand):
    help = f"Make a draft of an instrument from a file ({formats.names()}) and report on the file."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.formatter_class = RawDescriptionHelpFormatter
        parser.epilog = "\n".join(["formats:", *about_formats()])
        parser.add_argument(
            "file",
            type=content,
            nargs="+",
            metavar="FILE",
            help="the questionnaire; several files in any order, or a ZIP, where it comes in several",
        )
        parser.add_argument(
            "--valueset",
            type=content,
            metavar="FILE",
            action="append",
            default=[],
            help="a file of answers that the questionnaire refers to; may be given several times",
        )
        parser.add_argument(
            "--text-language",
            choices=languages.SITE,
            default="",
            help="the language of the texts where the file names none (REDCap never does)",
        )
        parser.add_argument(
            "--slug", type=address, help="the end of the public address; a free neutral one unless given"
        )
        parser.add_argument(
            "--lang",
            choices=[code for code, _name in settings.LANGUAGES],
            default=settings.LANGUAGE_CODE,
            help="the language of the report",
        )

    def handle(
        self,
        *args: object,
        file: list[bytes],
        valueset: list[bytes],
        text_language: str,
        slug: str | None,
        lang: str,
        **options: object,
    ) -> None:
        version, report = importing.import_questionnaire(
            data=file[0],
            valuesets=[*file[1:], *valueset],
            slug=slug or drafts.neutral_slug(),
            today=timezone.localdate(),
            language=text_language,
        )
        with translation.override(lang):
            for line in lines(report, version):
                self.stdout.write(line)
            if version is None:
                raise CommandError(_("No draft was made, and nothing of the file was kept."))


def lines(report: Report, version: InstrumentVersion | None) -> Iterator[str]:
    """The report for a terminal, in the language that is on."""
    if understood := reporting.understood(report, version):
        yield _("What was understood")
        for name, value in understood:
            yield from _wrapped(f"{capfirst(name)}: {value}", "  ")
        yield ""
    for group in reporting.groups(report):
        yield group.heading
        for row in group.rows:
            yield from _wrapped(row.text, "- ")
            yield from _wrapped(row.place, "  ") if row.place else ()
        yield ""
    if version:
        place = reverse("instrument_versions:check", args=[version.code])
        yield _("Draft %(number)s is made at the address “%(slug)s”. To check and publish it: %(place)s") % {
            "number": version.number,
            "slug": version.instrument.slug,
            "place": settings.SITE_URL.rstrip("/") + place,
        }


def _wrapped(text: str, mark: str) -> list[str]:
    return textwrap.wrap(
        CONTROL.sub("�", text), WIDTH, initial_indent=mark, subsequent_indent="  ", break_on_hyphens=False
    )
