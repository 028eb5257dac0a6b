"""Where a retreat is held: told late, to those who come, and gone after the last day."""

from django.db import models
from django.db.models.functions import Length
from django.db.models.lookups import Exact

from courses.retreats.models.retreats import Retreat
from courses.runs.models.whereabouts import SealedWhere
from courses.runs.rules.where import ROOM
from wellbeing.privacy import server_keys


class RetreatWhere(SealedWhere):
    """`over_on` is the last day of the retreat."""

    retreat = models.OneToOneField(Retreat, on_delete=models.CASCADE, related_name="where")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Exact(Length("box"), server_keys.box_size(ROOM)),
                name="where_a_retreat_is_always_the_same_size",
            ),
        ]

    def __str__(self) -> str:
        return "where"
