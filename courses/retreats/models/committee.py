"""What the committee of a round declares and answers, and how many recommendations a trainer gave."""

from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from courses.retreats.models.applications import Application
from courses.retreats.models.rounds import Round
from courses.retreats.rules import declared
from courses.retreats.rules.declared import Declared
from wellbeing.privacy.fields import ServerBoxField

MOST_GIVEN = 12
LONGEST_ANSWER = 600


class Conflict(models.Model):
    """That a colleague declared whether they, or somebody close to them, ask for a place in a round.

    Whoever opens anything has such a row, whatever they declared: what it says is in a box of one size. It
    goes with the applications of the round.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="conflicts")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    box = ServerBoxField(room=declared.ROOM)
    goes_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["round", "user"], name="a_colleague_declares_for_a_round_once"),
        ]

    def __str__(self) -> str:
        return "declared"

    def said(self) -> Declared:
        """What the box holds. Raises server_keys.NoKey, sealing.DoesNotOpen."""
        return declared.unpack(_declared_column().unseal(self.id, bytes(self.box)))

    def put(self, said: Declared) -> None:
        """Seal it into the box. Raises server_keys.NoKey, sealing.DoesNotFit."""
        self.box = _declared_column().seal(self.id, declared.pack(said))


class AppealAnswer(models.Model):
    """What the council answered to an appeal, for the page that the application code opens."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    application = models.OneToOneField(Application, on_delete=models.CASCADE, related_name="appeal_answer")
    # Any character takes four bytes at most.
    box = ServerBoxField(room=4 * LONGEST_ANSWER)

    def __str__(self) -> str:
        return "answer to an appeal"

    def text(self) -> str:
        """What the box holds. Raises server_keys.NoKey, sealing.DoesNotOpen."""
        return _answer_column().unseal(self.id, bytes(self.box)).decode()

    def put(self, text: str) -> None:
        """Seal it into the box. Raises server_keys.NoKey, sealing.DoesNotFit."""
        self.box = _answer_column().seal(self.id, text.encode())


class Allowance(models.Model):
    """How many codes of recommendation a trainer has given in a round, used or not; PostgreSQL refuses one
    too many. It says nothing of who has them."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="+")
    trainer = models.ForeignKey("trainers.Trainer", on_delete=models.CASCADE, related_name="+")
    given = models.PositiveSmallIntegerField(_("given"), default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["round", "trainer"], name="a_trainer_has_an_allowance_once"),
            models.CheckConstraint(
                condition=Q(given__lte=MOST_GIVEN), name="recommendations_are_given_within_the_allowance"
            ),
        ]

    def __str__(self) -> str:
        return str(self.given)


def _declared_column() -> ServerBoxField:
    return Conflict._meta.get_field("box")


def _answer_column() -> ServerBoxField:
    return AppealAnswer._meta.get_field("box")
