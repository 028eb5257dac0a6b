"""What those who took part said of a run at its end, sealed to its team."""

from uuid import uuid4

from django.db import models
from django.db.models.functions import Length
from django.db.models.lookups import Exact

from courses.runs.models.runs import Run
from wellbeing.privacy import codes


class Feedback(models.Model):
    """A sealed record of one size; neither whose it is nor when it came.

    PostgreSQL keeps `over_on` as the run's, so that retention finds what is over.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    run = models.ForeignKey(Run, on_delete=models.CASCADE, related_name="feedback")
    record = models.OneToOneField("accounts.SealedRecord", on_delete=models.CASCADE, related_name="+")
    over_on = models.DateField(null=True, editable=False)

    def __str__(self) -> str:
        return "feedback"


class FeedbackTag(models.Model):
    """That a place has said something already; it follows from the place code one way, and leads to nothing
    that was said. PostgreSQL keeps `over_on` here too.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    run = models.ForeignKey(Run, on_delete=models.CASCADE, related_name="feedback_tags")
    tag = models.BinaryField(max_length=codes.TAG_SIZE)
    over_on = models.DateField(null=True, editable=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["run", "tag"], name="a_place_says_something_once"),
            models.CheckConstraint(
                condition=Exact(Length("tag"), codes.TAG_SIZE), name="feedback_tag_has_its_size"
            ),
        ]

    def __str__(self) -> str:
        return "feedback tag"
