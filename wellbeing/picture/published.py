"""What has been published, read once until something changes that the public sees."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

from django.utils.translation import get_language

from cms import generation
from wellbeing.picture import models
from wellbeing.picture.rules.release import Release
from wellbeing.regions.models import Region

LONGEST = 12
MOST_FILES = 64


@dataclass(frozen=True)
class Written:
    """A release as it was written and as it is read. `state` is one of `models.Release.State`."""

    is_apart: bool
    state: str
    tables: Mapping[str, Any]
    release: Release

    @property
    def quarter(self) -> date:
        return self.release.quarter


@dataclass(frozen=True)
class Published:
    """All releases, the newest first, and the regions by their code in the order in which they are listed."""

    written: tuple[Written, ...]
    regions: Mapping[str, Mapping[str, str]]
    _files: dict[tuple[str, ...], bytes] = field(default_factory=dict, compare=False, repr=False)

    def file(self, key: tuple[str, ...], make: Callable[[], bytes]) -> bytes:
        """What was made of it under a key, made once: files are dear, and the same for everybody."""
        if key not in self._files:
            if len(self._files) >= MOST_FILES:
                self._files.clear()
            self._files[key] = make()
        return self._files[key]

    @cached_property
    def releases(self) -> Mapping[date, Release]:
        """What was in the main boxes, by quarter, the newest first. Changes are told of these alone."""
        return {each.quarter: each.release for each in self.written if not each.is_apart}

    @cached_property
    def apart(self) -> Mapping[date, Release]:
        """What came so fast that it was counted apart, and was published all the same."""
        return {each.quarter: each.release for each in self.written if each.is_apart}

    @property
    def newest(self) -> date | None:
        return next(iter(self.releases), None)

    def quarters(self) -> tuple[date, ...]:
        """The quarters that tables go back to."""
        return tuple(self.releases)[:LONGEST]


# By the state of the public content that it was read in: one entry.
_known: dict[str, Published] = {}


def public() -> Published:
    """What everybody may see."""
    token = generation.current()
    found = _known.get(token)
    if found is None:
        found = _read(state=models.Release.State.PUBLISHED)
        _known.clear()
        _known[token] = found
    return found


def everything() -> Published:
    """With what waits to be judged, and what was left out; for those who hold `picture.view_release`."""
    return _read()


def _read(**only: str) -> Published:
    rows = models.Release.objects.filter(**only)
    written = [
        Written(row.is_apart, row.state, row.tables, Release.from_json(row.tables))
        for row in rows.defer("measures")
    ]
    names = {
        row.code: {"ru": row.name_ru, "en": row.name_en}
        for row in Region.objects.only("code", "name_ru", "name_en", "position")
    }
    return Published(tuple(written), names)


def language() -> str:
    return (get_language() or "ru")[:2]
