"""What is decided of a round before everybody, apart from its steps."""

from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from courses.retreats.models.rounds import Round

LONGEST_REASON = 400


class Decision(models.Model):
    """That the value is read at a later hour, or that a round which opened is called off. From `decided_on`
    on everybody reads it with its reason, and nobody who decided.

    Where the value may be known when it is proposed (`was_known`), it waits until a second person confirms
    it. `was_at` and `was_announced` are what was announced before, `is_at` and `announced` what holds since.
    """

    class Kind(models.TextChoices):
        LATER = "later", _("the value is read later")
        CALL_OFF = "off", _("the round is called off")

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="decisions")
    kind = models.CharField(max_length=5, choices=Kind)
    reason = models.CharField(max_length=LONGEST_REASON)
    was_known = models.BooleanField(default=False)
    was_at = models.DateTimeField(null=True)
    is_at = models.DateTimeField(null=True)
    was_announced = models.CharField(max_length=400, blank=True)
    announced = models.CharField(max_length=400, blank=True)
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    decided_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(reason=""), name="what_is_decided_has_a_reason"),
            models.CheckConstraint(
                condition=Q(kind="off", is_at__isnull=True, announced="")
                | Q(kind="later", is_at__gt=F("was_at")) & ~Q(announced="") & ~Q(was_announced=""),
                name="a_later_hour_says_which_value_is_read",
            ),
            models.CheckConstraint(
                condition=Q(proposed_by__isnull=True)
                | Q(confirmed_by__isnull=True)
                | ~Q(confirmed_by=F("proposed_by")),
                name="whoever_confirms_is_a_second_person",
            ),
            models.UniqueConstraint(
                "round", condition=Q(decided_on__isnull=True), name="one_decision_of_a_round_waits"
            ),
        ]

    def __str__(self) -> str:
        return str(self.get_kind_display())
