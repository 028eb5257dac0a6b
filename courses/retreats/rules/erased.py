"""How much of what was erased: numbers from ten on, so that a receipt tells nothing of a few. Imports no
framework."""

from collections.abc import Mapping
from enum import StrEnum

LEAST = 10


class Kind(StrEnum):
    """What a receipt counts."""

    APPLICATIONS = "applications"
    SEALED = "sealed"
    SECOND_FORMS = "second_forms"
    ADDRESSES = "addresses"
    BEDS = "beds"
    CALENDARS = "calendars"


def counts(found: Mapping[Kind, int]) -> dict[str, int | None]:
    """As a receipt keeps them: none for fewer than ten."""
    return {kind.value: number if number >= LEAST else None for kind, number in found.items()}
