"""Where a run meets: told late, to those who have a place, and gone after the last session."""

from typing import cast
from uuid import uuid4

from django.db import models
from django.db.models.functions import Length
from django.db.models.lookups import Exact

from courses.runs.models.runs import Run
from courses.runs.rules.where import ROOM, Where, pack, unpack
from wellbeing.privacy import server_keys
from wellbeing.privacy.fields import ServerBoxField


class SealedWhere(models.Model):
    """City and address or link, sealed under the server's key in a box of one size.

    PostgreSQL keeps `over_on`, whatever dates move, so that retention finds what is over.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    box = ServerBoxField(room=ROOM)
    over_on = models.DateField(null=True, editable=False)

    class Meta:
        abstract = True

    def contents(self) -> Where:
        """What the box holds. Raises server_keys.NoKey, sealing.DoesNotOpen."""
        return unpack(self._column().unseal(self.id, bytes(self.box)))

    def put(self, contents: Where) -> None:
        """Seal `contents` into the box. Raises server_keys.NoKey."""
        self.box = self._column().seal(self.id, pack(contents))

    @classmethod
    def _column(cls) -> ServerBoxField:
        return cast(ServerBoxField, cls._meta.get_field("box"))


class Whereabouts(SealedWhere):
    """`over_on` is the run's."""

    run = models.OneToOneField(Run, on_delete=models.CASCADE, related_name="whereabouts")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Exact(Length("box"), server_keys.box_size(ROOM)),
                name="whereabouts_always_the_same_size",
            ),
        ]

    def __str__(self) -> str:
        return "whereabouts"
