"""Why a result is not added, beside what the boxes themselves refuse (`wellbeing.ballots.refusals`)."""

from wellbeing.ballots.refusals import Refused


class Unticked(Refused):
    """The tick that says so is missing."""


class UnknownRegion(Refused):
    """No region has this code."""


class NotTaken(Refused):
    """The version is none that the picture is made of now."""
