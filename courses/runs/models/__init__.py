from courses.runs.models.absences import Absence
from courses.runs.models.attendance import Attendance, SessionNote
from courses.runs.models.contacts import Contact
from courses.runs.models.feedback import Feedback, FeedbackTag
from courses.runs.models.place_notes import PlaceNote
from courses.runs.models.places import Party, Place
from courses.runs.models.runs import Engagement, Leading, Run, Session
from courses.runs.models.whereabouts import Whereabouts

__all__ = [
    "Absence",
    "Attendance",
    "Contact",
    "Engagement",
    "Feedback",
    "FeedbackTag",
    "Leading",
    "Party",
    "Place",
    "PlaceNote",
    "Run",
    "Session",
    "SessionNote",
    "Whereabouts",
]
