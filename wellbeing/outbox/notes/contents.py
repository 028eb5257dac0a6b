"""What the box of an address holds. Imports no framework."""

import json
from dataclasses import dataclass

ROOM = 400
LONGEST_ADDRESS = 300  # bytes of its written form in the box


@dataclass(frozen=True, slots=True)
class Contents:
    """An address, the key of the words that go to it, and how many hours its clock is ahead of Moscow's.
    `code` is the number that confirms it, empty once it is confirmed; `language` that of the words, empty
    where it is known from somewhere else."""

    address: str
    note: str
    ahead: int = 0
    code: str = ""
    language: str = ""


def fits(address: str) -> bool:
    """Whether an address finds its room; one of many letters of another script may not."""
    return len(json.dumps(address, ensure_ascii=False).encode()) <= LONGEST_ADDRESS


def pack(contents: Contents) -> bytes:
    parts = [contents.address, contents.note, contents.ahead, contents.code, contents.language]
    return json.dumps(parts, separators=(",", ":"), ensure_ascii=False).encode()


def unpack(content: bytes) -> Contents:
    """The contents that `pack` wrote, before there were languages too."""
    address, note, ahead, code, *language = json.loads(content.decode())
    return Contents(address, note, ahead, code, *language)
