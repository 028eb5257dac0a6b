from django.db import models
from django.db.models import Q
from django.db.models.functions import Length
from django.db.models.lookups import Exact

from wellbeing.assessments.returning.entries import ROOM
from wellbeing.privacy.sealing import box_size


class History(models.Model):
    """A person's own history, sealed under the return code that only they hold.

    The row is found by an id derived from the code, has the same size whatever it holds, and knows
    no time but the month after which it is removed if nobody opens it before.
    """

    id = models.UUIDField(primary_key=True)
    box = models.BinaryField()
    expires_month = models.DateField()

    class Meta:
        verbose_name = "sealed history"
        constraints = [
            models.CheckConstraint(
                condition=Exact(Length("box"), box_size(ROOM)), name="history_always_the_same_size"
            ),
            models.CheckConstraint(condition=Q(expires_month__day=1), name="history_expiry_is_a_month"),
        ]
        indexes = [models.Index(fields=("expires_month",), name="history_by_expiry")]

    def __str__(self) -> str:
        return "history"
