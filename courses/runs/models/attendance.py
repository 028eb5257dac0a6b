"""Who came to a session, and what is worth keeping of it."""

from uuid import uuid4

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from courses.runs.models.places import Place
from courses.runs.models.runs import Session

LONGEST_NOTE = 2000


class Attendance(models.Model):
    """Whether one person came to a session, and no more: neither when it was marked nor by whom.

    Without a row nobody has said. Goes with the place.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    place = models.ForeignKey(Place, on_delete=models.CASCADE, related_name="attendance")
    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="attendance")
    came = models.BooleanField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["place", "session"], name="one_came_to_a_session_or_did_not"),
        ]

    def __str__(self) -> str:
        return "attendance"


class SessionNote(models.Model):
    """What the team wants to remember of a session, never of a person. Gone three months after its day."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="notes")
    text = models.CharField(_("note about a session"), max_length=LONGEST_NOTE)
    author = models.ForeignKey("accounts.User", on_delete=models.SET_NULL, null=True, related_name="+")
    author_name = models.CharField(max_length=80)
    written_on = models.DateField()

    class Meta:
        ordering = ("written_on", "pk")
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="a_note_of_a_session_says_something"),
        ]

    def __str__(self) -> str:
        return f"{self.author_name}, {self.written_on:%d.%m.%Y}"
