"""The text of one cell, on its way out to a spreadsheet and back in. Imports no framework.

A spreadsheet runs what begins with = + - @. On the way out an apostrophe goes before it, also where a reader
that takes another separator for the right one would see a cell begin; on the way in that apostrophe goes.
"""

import re
import unicodedata

LONGEST = 32_000  # what a cell of XLSX holds, nearly
SIGNS = "=+\\-@＝＋－＠"
_BEGINS = r"((?:^|[,;\t\n\"|])[^\S\n]*)"
_TO_DEFUSE = re.compile(rf"{_BEGINS}(?='*[{SIGNS}])")
_DEFUSED = re.compile(rf"{_BEGINS}'(?='*[{SIGNS}])")
_GAPS = re.compile(r"[^\S\n]+")
# No letters, and never seen: control, format, half of a pair, private use; and what XML has no place for.
_HIDDEN = frozenset({"Cc", "Cf", "Cs", "Co"})
_NO_CHARACTERS = frozenset("\ufffe\uffff")
# What copying from documents and messengers leaves behind, and nobody means.
_LEFT_BEHIND = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u2060\ufeff"))


def tidy(text: str) -> str:
    """Text without hidden characters, with one space for each gap; new lines stay."""
    if text.isprintable():
        return " ".join(text.split())[:LONGEST]
    lines = text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n").replace("\u2029", "\n")
    seen = "".join(" " if each in "\t\v\f\x85" else each for each in lines if not is_hidden(each))
    return "\n".join(_GAPS.sub(" ", line).strip() for line in seen.strip().split("\n"))[:LONGEST]


def is_hidden(character: str) -> bool:
    if character in "\n\t\v\f\x85":
        return False
    return unicodedata.category(character) in _HIDDEN or character in _NO_CHARACTERS


def hides(text: str) -> bool:
    """Whether there is a control character, or one that turns the direction of what is read."""
    return not text.isprintable() and any(
        is_hidden(each) for each in text.translate(_LEFT_BEHIND).replace("\r", "\n")
    )


def defuse(text: str) -> str:
    """Text as it goes out: tidy, and nothing in it that a spreadsheet would run."""
    return _TO_DEFUSE.sub(r"\1'", tidy(text))


def undo(text: str) -> str:
    """Text as it was before `defuse`."""
    return _DEFUSED.sub(r"\1", text)


def fold(text: str) -> str:
    """Text as it is compared: one case, ё as е, one space for each gap."""
    return " ".join(unicodedata.normalize("NFKC", tidy(text)).casefold().replace("ё", "е").split())
