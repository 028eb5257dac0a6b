"""A key of 32 bytes as 24 words to write down (BIP39), in Russian or English, and back again.

The words say everything, so whoever has them has the key. A checksum finds nearly every slip. Case, «ё» or
«е», line breaks, commas and the numbers before words make no difference; the order does, since it is part of
what the words say. The first four letters of a word are enough.
"""

import re
import secrets
import unicodedata
from functools import cache

from mnemonic import Mnemonic

COUNT = 24
PREFIX = 4
LANGUAGES = {"ru": "russian", "en": "english"}
# A word that the package holds with two bytes lost.
BROKEN = {"сно\ufffd\ufffdа": "снова"}
LETTERS = re.compile(r"[^\W\d_]+")


class BadWords(ValueError):
    """These words say no key."""


class WrongCount(BadWords):
    """There are not 24 words but `args[0]`."""


class UnknownWord(BadWords):
    """The word `args[0]`, at place `args[1]`, is in no list, or not in that of the others."""


class WrongOrder(BadWords):
    """Each word is known, but together they do not fit: some stand in another order or are mistaken."""


def write(key: bytes, *, language: str) -> list[str]:
    """The 24 words of a key, in English for a language without a list."""
    spelt = _list(LANGUAGES.get(language, "english")).to_mnemonic(key)
    return unicodedata.normalize("NFC", spelt).split()


def read(typed: str) -> bytes:
    """The key that the words say. Raises WrongCount, UnknownWord, WrongOrder."""
    words = [_plain(word) for word in LETTERS.findall(unicodedata.normalize("NFKC", typed))]
    if len(words) != COUNT:
        raise WrongCount(len(words))
    name = max(LANGUAGES.values(), key=lambda each: sum(_spelt(each, word) is not None for word in words))
    found = []
    for place, word in enumerate(words, start=1):
        spelt = _spelt(name, word)
        if spelt is None:
            raise UnknownWord(word, place)
        found.append(spelt)
    try:
        return bytes(_list(name).to_entropy(found))
    except ValueError:
        raise WrongOrder from None


def suggest(*, language: str, count: int) -> str:
    """`count` words drawn from the list, 11 bits each."""
    words = _list(LANGUAGES.get(language, "english")).wordlist
    return unicodedata.normalize("NFC", " ".join(secrets.choice(words) for _ in range(count)))


def _spelt(name: str, word: str) -> str | None:
    known = _known(name)
    return known.get(word) or known.get(word[:PREFIX])


def _plain(word: str) -> str:
    return unicodedata.normalize("NFC", word).casefold().replace("ё", "е")


@cache
def _list(name: str) -> Mnemonic:
    """The list in the decomposed form that the library compares with: as it brings its Russian one, no word
    with «й» would be found."""
    words = [BROKEN.get(word, word) for word in Mnemonic(name).wordlist]
    return Mnemonic(name, [unicodedata.normalize("NFKD", word) for word in words])


@cache
def _known(name: str) -> dict[str, str]:
    """Each word as the list spells it, by its plain form and by its first letters."""
    words = _list(name).wordlist
    return {_plain(word)[:PREFIX]: word for word in words} | {_plain(word): word for word in words}
