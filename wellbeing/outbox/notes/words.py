"""The everyday words of notes, from the file beside this module. Imports no framework."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

FILE = Path(__file__).with_name("words.yaml")


@dataclass(frozen=True, slots=True)
class Note:
    subject: str
    text: str


def note(key: str, language: str) -> Note:
    """The words of this key; those of the first one for a key that is no longer in the file."""
    every = _file()
    spoken = every.get(key) or next(iter(every.values()))
    return spoken["ru" if language.startswith("ru") else "en"]


def every_key() -> tuple[str, ...]:
    return tuple(_file())


@cache
def _file() -> dict[str, dict[str, Note]]:
    read = yaml.safe_load(FILE.read_text("utf-8"))
    return {
        key: {language: Note(**words) for language, words in spoken.items()} for key, spoken in read.items()
    }
