"""Why somebody may not answer. Pages say it in their own words."""

from datetime import date


class Refused(Exception):
    pass


class NoSuchCode(Refused):
    """No cohort that is not over has such a personal code."""


class NotOpen(Refused):
    """No wave is open on this day. `opens_on` is the first day of the next one, None when there is none."""

    def __init__(self, opens_on: date | None) -> None:
        super().__init__()
        self.opens_on = opens_on


class OtherMeasure(Refused):
    """The cohort was answered with another version of the questionnaire: label sets never mix."""


class TooManyNow(Refused):
    """More wrong codes at this moment than are answered, or nobody can count."""
