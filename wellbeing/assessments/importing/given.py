"""What a person gives beside the questionnaire: further files, and the language of a file that names none.

Several files may come in any order: only one of them is the questionnaire, and what is in it says which.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

# The one kind of FHIR resource that is a questionnaire; value sets and code systems stand beside it.
_QUESTIONNAIRE = re.compile(rb'"resourceType"\s*:\s*"Questionnaire"')


@dataclass(frozen=True, slots=True)
class Given:
    """`beside` are further files of the questionnaire. `language` counts where the file names none."""

    beside: tuple[bytes, ...] = ()
    language: str = ""


def in_order(files: Sequence[bytes]) -> list[bytes]:
    """The files with the questionnaire itself first; as they are where nothing tells."""
    first = next((i for i, data in enumerate(files) if _QUESTIONNAIRE.search(data)), 0)
    return [*files[first : first + 1], *files[:first], *files[first + 1 :]]
