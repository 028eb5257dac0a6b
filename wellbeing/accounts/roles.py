"""The roles, as `roles.yaml` beside this module gives them."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from django.utils.translation import get_language

FILE = Path(__file__).with_name("roles.yaml")


@dataclass(frozen=True)
class Bilingual:
    ru: str
    en: str

    def __str__(self) -> str:
        return self.ru if (get_language() or "ru").startswith("ru") else self.en


@dataclass(frozen=True)
class Role:
    """A code that never changes, what people read, and permissions as `app.codename`."""

    code: str
    name: Bilingual
    says: Bilingual
    may: tuple[str, ...]
    with_pages: tuple[str, ...]
    with_images: tuple[str, ...]
    with_files: tuple[str, ...]

    def permissions(self) -> Iterator[str]:
        yield from self.may
        yield from self.with_pages
        yield from self.with_images
        yield from self.with_files


@cache
def every() -> tuple[Role, ...]:
    """All roles in the order of the file. Raises `KeyError` or `TypeError` if a role lacks a part."""
    return tuple(
        Role(
            code=code,
            name=Bilingual(**part["name"]),
            says=Bilingual(**part["says"]),
            may=tuple(part["may"]),
            with_pages=tuple(part.get("with_pages", ())),
            with_images=tuple(part.get("with_images", ())),
            with_files=tuple(part.get("with_files", ())),
        )
        for code, part in _content()["roles"].items()
    )


@cache
def words() -> dict[str, Bilingual]:
    """What each permission means, in plain words."""
    return {permission: Bilingual(**said) for permission, said in _content()["words"].items()}


def name(code: str) -> str:
    """A role's name in the language of the page; the code itself for a group that is no role."""
    return next((str(role.name) for role in every() if role.code == code), code)


@cache
def _content() -> dict[str, dict[str, Any]]:
    content: dict[str, dict[str, Any]] = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    return content
