"""Regions by name, ISO code or a common short form. Imports no framework."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path

import yaml

from trainers.importing.columns import words

SHORT_FORMS = Path(__file__).with_name("regions.yaml")
SAME = {
    "обл": "область",
    "респ": "республика",
    "р": "республика",
    "кр": "край",
    "ао": "автономный округ",
    "авт": "автономный",
    "автон": "автономный",
    "окр": "округ",
    "г": "город",
    "region": "oblast",
    "the": "",
    "of": "",
}
# What kind of region it is: needed only where two would be called the same without.
KINDS = frozenset(
    {"область", "республика", "край", "автономный", "автономная", "округ", "город"}
    | {"oblast", "republic", "krai", "autonomous", "okrug", "city"}
)

Name = tuple[str, str, str]  # code, Russian, English


class Regions:
    """What people may write for the regions of the site."""

    def __init__(self, names: Iterable[Name]) -> None:
        self._codes: dict[str, str] = {}
        self._whole: dict[str, set[str]] = defaultdict(set)
        self._short: dict[str, set[str]] = defaultdict(set)
        for code, *both in names:
            self._codes[code.casefold()] = code
            for name in both:
                self._whole[_key(name)].add(code)
                self._short[_core(name)].add(code)
        for form, code in short_forms().items():
            if code.casefold() in self._codes:
                self._whole[form] = {code}

    def find(self, text: str) -> frozenset[str]:
        """The codes of the regions that a text may mean: none, one, or several."""
        code = self._codes.get(text.strip().casefold())
        if code:
            return frozenset({code})
        key = _key(text)
        found = self._whole.get(key) or self._short.get(key) or self._short.get(_core(text))
        return frozenset(found or ())


def short_forms() -> Mapping[str, str]:
    """Codes by short form. Raises ValueError if one stands for two regions."""
    content: dict[str, list[str]] = yaml.safe_load(SHORT_FORMS.read_text("utf-8"))
    found: dict[str, str] = {}
    for code, forms in content.items():
        for form in forms:
            if found.setdefault(_key(form), code) != code:
                raise ValueError(f"{form} stands for {found[_key(form)]} and {code}")
    return found


def _key(text: str) -> str:
    """The words of a name in one order, abbreviations written out."""
    whole = " ".join(SAME.get(word, word) for word in words(text).split())
    return " ".join(sorted(whole.split()))


def _core(text: str) -> str:
    """The words of a name without those that say what kind of region it is."""
    return " ".join(word for word in _key(text).split() if word not in KINDS)
