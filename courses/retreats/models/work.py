"""What a worker does for a round, and how far it is."""

from uuid import uuid4

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from courses.retreats.models.rounds import Round

SECONDS, LONGEST_SECONDS = 60, 3600


class RoundWork(models.Model):
    """The last piece of work that was asked for: whether all rules of a closed round can hold, or who has a
    place in a drawn one.

    `claim` is drawn for each working at it: whoever has another is not wanted any more. `seconds` is how long
    it may take, `aim` the last that was reached. `reached` has, where time ran out, each aim with what was
    found and what nobody can exceed; `faults` the rules by which the checker refused a result.
    """

    class Kind(models.TextChoices):
        CHECK = "check", _("looking whether all rules can hold")
        SHARE = "share", _("sharing out the places")

    class Status(models.TextChoices):
        QUEUED = "queued", _("waits for a free worker")
        RUNNING = "running", _("is being worked at")
        DONE = "done", _("is whole")
        SHORT = "short", _("ran out of time")
        FAULTY = "faulty", _("was refused by the checker")
        FAILED = "failed", _("broke off")

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    round = models.OneToOneField(Round, on_delete=models.CASCADE, related_name="work")
    kind = models.CharField(max_length=5, choices=Kind)
    status = models.CharField(max_length=7, choices=Status, default=Status.QUEUED)
    claim = models.UUIDField(null=True, editable=False)
    tries = models.PositiveSmallIntegerField(default=0)
    seconds = models.PositiveSmallIntegerField(default=SECONDS)
    aim = models.CharField(max_length=40, blank=True)
    reached = models.JSONField(default=list)
    faults = ArrayField(models.CharField(max_length=40), default=list)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["status"], condition=Q(status="running"), name="one_round_is_worked_at_at_a_time"
            ),
            models.CheckConstraint(
                condition=Q(status="running", claim__isnull=False)
                | ~Q(status="running") & Q(claim__isnull=True),
                name="work_on_a_round_is_claimed_while_it_runs",
            ),
            models.CheckConstraint(
                condition=Q(seconds__range=(1, LONGEST_SECONDS)), name="work_on_a_round_has_an_hour_at_most"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.get_status_display()}"
