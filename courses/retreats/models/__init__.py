"""Everything that retreats store."""

from courses.retreats.models.afterwards import ErasureReceipt, Lesson
from courses.retreats.models.applications import Application, Recommendation, SealedPart, TurnedAway
from courses.retreats.models.colleagues import Colleague, ColleagueWeek
from courses.retreats.models.committee import Allowance, AppealAnswer, Conflict
from courses.retreats.models.contacts import RetreatContact
from courses.retreats.models.decisions import Decision
from courses.retreats.models.houses import House, HouseRoom, HouseSpace, HouseWeek
from courses.retreats.models.offers import Bed, Offer, StayForm
from courses.retreats.models.planning import ClosedWeek, Pin, Planning, Wanted
from courses.retreats.models.programme import ProgrammeVersion, Slot, SlotPerson
from courses.retreats.models.retreats import Retreat, TeamPart
from courses.retreats.models.rounds import Frozen, ReadValue, Round, Seat
from courses.retreats.models.whereabouts import RetreatWhere
from courses.retreats.models.work import RoundWork
from courses.retreats.models.years import Year

__all__ = [
    "Allowance",
    "AppealAnswer",
    "Application",
    "Bed",
    "ClosedWeek",
    "Colleague",
    "ColleagueWeek",
    "Conflict",
    "Decision",
    "ErasureReceipt",
    "Frozen",
    "House",
    "HouseRoom",
    "HouseSpace",
    "HouseWeek",
    "Lesson",
    "Offer",
    "Pin",
    "Planning",
    "ProgrammeVersion",
    "ReadValue",
    "Recommendation",
    "Retreat",
    "RetreatContact",
    "RetreatWhere",
    "Round",
    "RoundWork",
    "SealedPart",
    "Seat",
    "Slot",
    "SlotPerson",
    "StayForm",
    "TeamPart",
    "TurnedAway",
    "Wanted",
    "Year",
]
