"""What files that are no JSON share: places in tables and in XML, and texts made fit to be kept and shown."""

import html
import re
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from wellbeing.assessments.importing.report import UNFIT, Findings
from wellbeing.assessments.importing.tree import TEXT_LENGTH
from wellbeing.assessments.importing.weights import is_usable

# Longer raw texts are not searched for marks; a question of a thousand words is none.
RAW_LENGTH = 20_000
# No code of an answer needs more characters.
CODE_LENGTH = 12

# Larger than any line or column of a file within the limits.
_COLUMNS = 1 << 32

_CODE = re.compile(r"-?[0-9]+(?:\.[0-9]+)?")
_UNSHOWN = re.compile(r"<(script|style)\b|<!--", re.IGNORECASE)
_ENDS = {
    "script": re.compile(r"</script\s*>", re.IGNORECASE),
    "style": re.compile(r"</style\s*>", re.IGNORECASE),
    "": re.compile("-->"),
}
# No character has a longer number; Python refuses to read numbers of thousands of digits.
_ENDLESS = re.compile(r"&#[xX]?[0-9a-fA-F]{9,};?")
_MARK = re.compile(r"</?[A-Za-z][^<>]*>")


@dataclass(frozen=True, slots=True)
class Lines:
    """A file whose places are known by line and column from the start."""

    name: str = ""

    def position(self, offset: int) -> tuple[int, int]:
        return divmod(offset, _COLUMNS)


@dataclass(frozen=True, slots=True)
class At:
    """A place: what stands there in the file's own words (`survey!C5`), its line and its column from 1."""

    where: str = ""
    line: int = 1
    column: int = 1
    document: Lines = Lines()

    @property
    def offset(self) -> int:
        return self.line * _COLUMNS + self.column

    def path(self) -> str:
        return self.where


def plain(raw: str, at: At, findings: Findings) -> str:
    """A text without marks of HTML and characters that cannot be shown, on one line, not too long."""
    if len(raw) > RAW_LENGTH:
        findings.add("too_long", at, length=len(raw), limit=TEXT_LENGTH)
        raw = raw[:RAW_LENGTH]
    bare = html.unescape(_ENDLESS.sub(" ", _MARK.sub(" ", _shown(raw)))) if "<" in raw or "&" in raw else raw
    cleaned = UNFIT.sub("", bare.removeprefix("\ufeff"))
    if len(cleaned) != len(bare.removeprefix("\ufeff")):
        findings.add("broken_text", at)
    cleaned = " ".join(cleaned.split())
    if len(cleaned) > TEXT_LENGTH:
        findings.add("too_long", at, length=len(cleaned), limit=TEXT_LENGTH)
    return cleaned[:TEXT_LENGTH]


def _shown(raw: str) -> str:
    """Without scripts, styles and comments, in one pass: a search for pairs would take time by the square.

    What is never closed hides the rest, as it does in a browser.
    """
    parts: list[str] = []
    at = 0
    while match := _UNSHOWN.search(raw, at):
        parts.append(raw[at : match.start()])
        end = _ENDS[(match[1] or "").casefold()].search(raw, match.end())
        at = end.end() if end is not None else len(raw)
    return " ".join([*parts, raw[at:]])


def code(raw: str) -> Decimal | None:
    """An answer's own number, where its code is one as it stands; digits inside a name are none."""
    if len(raw) > CODE_LENGTH or not raw.isascii() or not _CODE.fullmatch(raw):
        return None
    try:
        number = Decimal(raw)
    except InvalidOperation:
        return None
    return number.normalize() + 0 if is_usable(number) else None
