"""What a person gives beside the questionnaire: further files, and the language of a file that names none."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Given:
    """`beside` are further files of the questionnaire. `language` counts where the file names none."""

    beside: tuple[bytes, ...] = ()
    language: str = ""
