"""What people write for each part of the committee in their own words, packed for records of one size. An
application has all three records, of which any may say nothing. Imports no framework."""

import json
from dataclasses import astuple, dataclass

LONGEST_NEED = 200
LONGEST_SAFETY = 900
LONGEST_CONTACT = 120
LONGEST_WORDS = 800
LONGEST_APPEAL = 900
# Any character takes four bytes at most; five needs come to a thousand of them.
ROOM = 4096


@dataclass(frozen=True, slots=True)
class Words:
    def __bool__(self) -> bool:
        return any(astuple(self))

    def pack(self) -> bytes:
        return json.dumps(astuple(self), ensure_ascii=False, separators=(",", ":")).encode()


@dataclass(frozen=True, slots=True)
class Access(Words):
    """What they need, beside what a room must have."""

    access: str = ""
    diet: str = ""
    allergies: str = ""
    carer: str = ""
    language: str = ""


@dataclass(frozen=True, slots=True)
class Safety(Words):
    """Whom they must not meet."""

    whom: str = ""


@dataclass(frozen=True, slots=True)
class Contact(Words):
    """How to reach them, and what else they say."""

    contact: str = ""
    words: str = ""


@dataclass(frozen=True, slots=True)
class Appeal(Words):
    """What the council should look at again; there only once somebody appeals."""

    why: str = ""


# By the parts of the committee (`models.choices.Part`).
KINDS: dict[str, type[Words]] = {"access": Access, "safety": Safety, "contact": Contact, "appeal": Appeal}


def unpack(part: str, content: bytes) -> Words:
    """What `pack` wrote for a part."""
    return KINDS[part](*json.loads(content))
