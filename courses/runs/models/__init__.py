from courses.runs.models.places import Party, Place
from courses.runs.models.runs import Engagement, Leading, Run, Session

__all__ = ["Engagement", "Leading", "Party", "Place", "Run", "Session"]
