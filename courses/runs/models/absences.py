"""Who said beforehand that they will not come to a session."""

from uuid import uuid4

from django.db import models

from courses.runs.models.places import Place
from courses.runs.models.runs import Session


class Absence(models.Model):
    """One person will not come to one session; neither why nor when they said so. Goes with the place."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    place = models.ForeignKey(Place, on_delete=models.CASCADE, related_name="absences")
    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="absences")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["place", "session"], name="one_is_absent_from_a_session_once"),
        ]

    def __str__(self) -> str:
        return "absence"
