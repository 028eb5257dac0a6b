"""What is sealed to a team. Other apps point to a record; none knows what it holds."""

from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models.functions import Length
from django.db.models.lookups import Exact, GreaterThanOrEqual

from wellbeing.accounts.models.teams import Team
from wellbeing.privacy import sealing, team_boxes


class SealedRecord(models.Model):
    """A box under a content key of its own, of the size that whoever sealed it chose for its kind.

    After somebody has left, `needs_new_key` says that the content is to be sealed anew, under a key that
    they cannot remember; the next member who unlocks does so.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    team = models.ForeignKey(Team, on_delete=models.PROTECT, related_name="records")
    box = models.BinaryField()
    needs_new_key = models.BooleanField(default=False)

    class Meta:
        default_permissions = ()
        constraints = [
            models.CheckConstraint(
                condition=GreaterThanOrEqual(Length("box"), sealing.box_size(0)), name="a_record_is_a_box"
            )
        ]
        indexes = [
            models.Index("team", name="records_needing_a_new_key", condition=models.Q(needs_new_key=True))
        ]

    def __str__(self) -> str:
        return "sealed record"


class WrappedKey(models.Model):
    """A record's content key, wrapped to one member, or without a member to the recovery key."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    record = models.ForeignKey(SealedRecord, on_delete=models.CASCADE, related_name="wraps")
    # Never emptied: without a member it would pass for the recovery key's.
    member = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, null=True, related_name="wraps"
    )
    wrap = models.BinaryField(max_length=team_boxes.WRAP_SIZE)

    class Meta:
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["record", "member"], nulls_distinct=False, name="one_wrap_for_each_reader"
            ),
            models.CheckConstraint(
                condition=Exact(Length("wrap"), team_boxes.WRAP_SIZE), name="wrap_has_its_size"
            ),
        ]

    def __str__(self) -> str:
        return "wrapped key"
