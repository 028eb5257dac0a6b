"""The cover texts that the project brings. Imports no framework."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

FILE = Path(__file__).with_name("covers.yaml")


@dataclass(frozen=True, slots=True)
class Cover:
    language: str
    subject: str
    text: str


@cache
def shipped() -> tuple[Cover, ...]:
    """The covers of the file beside this module, in its order."""
    by_language: dict[str, list[dict[str, str]]] = yaml.safe_load(FILE.read_text("utf-8"))
    return tuple(Cover(language, **cover) for language, covers in by_language.items() for cover in covers)
