"""Applications for the places of a round. Everything that they say is sealed."""

from uuid import uuid4

from django.db import models
from django.utils.translation import gettext_lazy as _

from courses.retreats.models.choices import Part
from courses.retreats.models.rounds import Round
from courses.retreats.rules.facts import ROOM, Facts, pack, unpack
from wellbeing.privacy.fields import ServerBoxField


class Application(models.Model):
    """One person who asks for a place. `id` follows from the application code, which is shown once and is
    nowhere here; `box` holds the facts that decide (`rules.facts`), under the server's key in one size.

    On `goes_on`, fourteen days after the last retreat of the round, all of it goes.
    """

    id = models.UUIDField(primary_key=True)
    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="applications")
    box = ServerBoxField(room=ROOM)
    goes_on = models.DateField()

    def __str__(self) -> str:
        return "application"

    def facts(self) -> Facts:
        """What the box holds. Raises server_keys.NoKey, sealing.DoesNotOpen."""
        return unpack(_box_column().unseal(self.id, bytes(self.box)))

    def put(self, facts: Facts) -> None:
        """Seal `facts` into the box. Raises server_keys.NoKey, sealing.DoesNotFit."""
        self.box = _box_column().seal(self.id, pack(facts))


class SealedPart(models.Model):
    """What a person wrote for one part of the committee, sealed to it alone, in a record of one size.

    It goes with the application, and PostgreSQL deletes the record with it, however it goes.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="parts")
    part = models.CharField(max_length=7, choices=Part)
    record = models.OneToOneField("accounts.SealedRecord", on_delete=models.CASCADE, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["application", "part"], name="an_application_has_a_part_once"),
        ]

    def __str__(self) -> str:
        return "sealed part"


class Recommendation(models.Model):
    """A code of recommendation that nobody has used yet. `id` follows from the code; using it deletes the
    row, so that nothing leads from a trainer to whom they recommended."""

    id = models.UUIDField(primary_key=True)
    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="recommendations")
    trainer = models.ForeignKey("trainers.Trainer", on_delete=models.CASCADE, related_name="+")
    need = models.PositiveSmallIntegerField(_("how great the need is"))

    def __str__(self) -> str:
        return "recommendation"


class TurnedAway(models.Model):
    """That an application of an earlier round got nothing: a tag that follows from its code one way, and for
    how many years in a row. Whoever has the code can say so in the next round, once."""

    id = models.UUIDField(primary_key=True)
    years = models.PositiveSmallIntegerField()
    goes_on = models.DateField()

    def __str__(self) -> str:
        return "turned away"


def _box_column() -> ServerBoxField:
    return Application._meta.get_field("box")
