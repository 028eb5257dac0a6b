"""Where a retreat is held: told late, to those who come, and gone after the last day."""

from uuid import uuid4

from django.db import models
from django.db.models.functions import Length
from django.db.models.lookups import Exact

from courses.retreats.models.retreats import Retreat
from courses.runs.rules.where import ROOM, Where, pack, unpack
from wellbeing.privacy import server_keys
from wellbeing.privacy.fields import ServerBoxField


class RetreatWhere(models.Model):
    """City and address, sealed under the server's key in a box of one size.

    PostgreSQL keeps `over_on` as the last day of the retreat, whoever moves it, so that retention finds what
    is over.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    retreat = models.OneToOneField(Retreat, on_delete=models.CASCADE, related_name="where")
    box = ServerBoxField(room=ROOM)
    over_on = models.DateField(null=True, editable=False)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Exact(Length("box"), server_keys.box_size(ROOM)),
                name="where_a_retreat_is_always_the_same_size",
            ),
        ]

    def __str__(self) -> str:
        return "where"

    def contents(self) -> Where:
        """What the box holds. Raises server_keys.NoKey, sealing.DoesNotOpen."""
        return unpack(_box_column().unseal(self.id, bytes(self.box)))

    def put(self, contents: Where) -> None:
        """Seal `contents` into the box. Raises server_keys.NoKey."""
        self.box = _box_column().seal(self.id, pack(contents))


def _box_column() -> ServerBoxField:
    return RetreatWhere._meta.get_field("box")
