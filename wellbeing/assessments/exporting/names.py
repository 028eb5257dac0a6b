"""The addresses under which FHIR keeps what an instrument holds: its own, and ours where it has none.

Ours stand below a name that nobody can register (RFC 2606), so that they are the same whichever site wrote
the file and never lead anywhere. `docs/export.md` says what each holds.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

FHIR = "http://hl7.org/fhir/StructureDefinition/"
TRANSLATION = FHIR + "translation"

OURS = "https://breathing-space.invalid/fhir/1/"
INSTRUMENT = OURS + "instrument"
SCALE = OURS + "scale"
RECALL = OURS + "recall"
ITEM = OURS + "item"
NO_ANSWER = OURS + "no-answer"
CODES = OURS + "answers/"


class Release(StrEnum):
    """A release of FHIR; its name as it stands in an address."""

    R4 = "r4"
    R5 = "r5"

    @property
    def weight(self) -> str:
        """Where the number behind an answer stands."""
        return FHIR + ("ordinalValue" if self is Release.R4 else "itemWeight")


# Either is read, whatever release the rest of a file is in.
WEIGHTS = frozenset(release.weight for release in Release)


@dataclass(frozen=True, slots=True)
class Edition:
    """What is known of a version beside its definition. `status` is draft, active or retired."""

    number: int
    status: str
    published_on: date | None = None
