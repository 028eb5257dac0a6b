"""The whole URL map as a list, with an address for each entry that a request can be sent to."""

import itertools
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from django.http import HttpResponse
from django.urls import Resolver404, URLPattern, URLResolver, get_resolver, resolve
from django.urls.converters import get_converters
from django.urls.resolvers import LocalePrefixPattern, RoutePattern
from django.utils.regex_helper import normalize

OURS = ("wellbeing.", "cms.", "courses.", "trainers.")

# What stands in for an argument; the first that leads to the entry is taken.
SAMPLES = ("1", "x", "ru", "edit", "00000000-0000-4000-8000-000000000000", "a/b", "a/")


@dataclass(frozen=True)
class Entry:
    """One pattern of the map under its whole prefix: what it calls and what stands in its address."""

    patterns: tuple[URLPattern | URLResolver, ...]
    view: Callable[..., HttpResponse]

    @property
    def route(self) -> str:
        """The patterns joined as Django joins them, after a slash."""
        return "/" + "".join(str(pattern.pattern).removeprefix("^") for pattern in self.patterns)

    @property
    def is_public(self) -> bool:
        return not self.route.startswith("/staff/")

    @property
    def guard(self) -> str:
        return getattr(self.view, "guard", "")

    @property
    def module(self) -> str:
        return getattr(self.view, "view_class", self.view).__module__

    @property
    def is_ours(self) -> bool:
        return self.module.startswith(OURS)

    @property
    def is_function(self) -> bool:
        return not hasattr(self.view, "view_class")

    def converters(self) -> dict[str, str]:
        """The arguments by name, each with the class that reads it; empty for regular expressions."""
        return {
            name: type(converter).__name__
            for pattern in self.patterns
            for name, converter in pattern.pattern.converters.items()
        }

    def address(self) -> str:
        """An address that leads here, or an empty text if an earlier entry answers every one tried."""
        for address in _candidates(self.patterns):
            try:
                found = resolve(address)
            except Resolver404:
                continue
            if found.func is self.view and "/" + found.route.removeprefix("^") == self.route:
                return address
        return ""


@cache
def entries() -> tuple[Entry, ...]:
    return tuple(_walk(get_resolver().url_patterns, ()))


def _walk(
    patterns: Sequence[URLPattern | URLResolver], before: tuple[URLPattern | URLResolver, ...]
) -> Iterator[Entry]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            yield from _walk(pattern.url_patterns, (*before, pattern))
        else:
            yield Entry((*before, pattern), pattern.callback)


def _candidates(patterns: Sequence[URLPattern | URLResolver]) -> Iterator[str]:
    parts = [_fillings(pattern.pattern) for pattern in patterns]
    for chosen in itertools.product(*parts):
        text = "/" + "".join(text for text, _ in chosen)
        names = [name for _, names in chosen for name in names]
        for values in _values(len(names)):
            yield text % dict(zip(names, values, strict=True))


def _values(count: int) -> Iterator[tuple[str, ...]]:
    """The same sample for every argument first, then every mixture."""
    yield from ((sample,) * count for sample in SAMPLES)
    if count > 1:
        yield from itertools.product(SAMPLES, repeat=count)


def _fillings(pattern: object) -> list[tuple[str, list[str]]]:
    """The texts a pattern matches, as format strings with the names of what is to be filled in."""
    if isinstance(pattern, LocalePrefixPattern):
        return [(pattern.language_prefix, [])]
    if isinstance(pattern, RoutePattern):
        known = "|".join(map(re.escape, get_converters()))
        text = re.sub(rf"<(?:(?:{known}):)?(\w+)>", r"%(\1)s", str(pattern).replace("%", "%%"))
        return [(text, re.findall(r"%\((\w+)\)s", text))]
    return [(text, list(names)) for text, names in normalize(str(pattern))]
