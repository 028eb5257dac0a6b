"""Why a ballot is not taken. Pages say it in their own words; with each, nothing was stored."""


class Refused(Exception):
    pass


class TooEarly(Refused):
    """The form was pressed sooner than anybody reads a result; it is good again in so many `seconds`."""

    def __init__(self, seconds: int) -> None:
        super().__init__(seconds)
        self.seconds = seconds


class Stale(Refused):
    """The form is too old, or none that this server made: a new result brings a new one."""


class Used(Refused):
    """A ballot was cast by this form; it counts once."""


class NoBox(Refused):
    """No box takes ballots now: none is open, or nobody can say what is kept or whether the form was used."""


class AlreadyThere(Exception):
    """The quarter has its boxes."""
