"""Boxes of quarters, and those who cast ballots into them."""

from datetime import UTC, date, datetime, timedelta

from wellbeing.ballots import forms
from wellbeing.ballots.actions import boxes, casting
from wellbeing.ballots.contents import Contribution
from wellbeing.ballots.models import Box
from wellbeing.privacy import team_boxes

QUARTER, CLOSES, NEXT = date(2026, 1, 1), date(2026, 3, 31), date(2026, 4, 1)
NOW = datetime(2026, 2, 10, 12, 40, 30, tzinfo=UTC)
READ = timedelta(seconds=40)
PRIVATE = bytes(range(32))


def create_contribution(
    *, answers: tuple[str | None, ...] = ("0", "4", None), region: str = "RU-KDA"
) -> Contribution:
    return Contribution("two-weeks", 3, "ru", answers, region)


def create_boxes(*, quarter: date = QUARTER) -> tuple[Box, Box]:
    """The main one and the one apart, to which PRIVATE is the key."""
    return boxes.open_box(quarter=quarter, public=team_boxes.public_half(PRIVATE))


def create_form(*, now: datetime = NOW) -> str:
    """A form that somebody has read beside their result."""
    return forms.issue(now - READ)


def cast(*, contribution: Contribution | None = None, form: str = "", now: datetime = NOW) -> None:
    casting.cast(
        contribution=contribution or create_contribution(), form=form or create_form(now=now), now=now
    )
