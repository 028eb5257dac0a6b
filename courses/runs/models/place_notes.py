"""What somebody with a place left for the run's team, which alone can read it."""

from uuid import uuid4

from django.db import models

from courses.runs.models.places import Place


class PlaceNote(models.Model):
    """That one person left something, sealed to the team in a record of one size.

    It goes with the place, and PostgreSQL deletes the record with it, however it goes.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    place = models.OneToOneField(Place, on_delete=models.CASCADE, related_name="note")
    record = models.OneToOneField("accounts.SealedRecord", on_delete=models.CASCADE, related_name="+")

    def __str__(self) -> str:
        return "note for the team"
