"""The keys of people: a pair for each member of the staff who has made one, and the one for recovery."""

from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Length
from django.db.models.lookups import Exact
from django.utils.translation import gettext_lazy as _

from wellbeing.privacy import team_boxes


class KeyPair(models.Model):
    """A colleague's key pair: the public half, and the private one under a passphrase that only they hold."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    user = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="key_pair")
    public = models.BinaryField(max_length=team_boxes.KEY_SIZE)
    private_box = models.BinaryField(max_length=team_boxes.PRIVATE_BOX_SIZE)
    made_month = models.DateField()

    class Meta:
        default_permissions = ()
        verbose_name = _("key pair")
        constraints = [
            models.CheckConstraint(
                condition=Exact(Length("public"), team_boxes.KEY_SIZE), name="public_half_has_its_size"
            ),
            models.CheckConstraint(
                condition=Exact(Length("private_box"), team_boxes.PRIVATE_BOX_SIZE),
                name="private_half_always_the_same_size",
            ),
            models.CheckConstraint(condition=Q(made_month__day=1), name="key_pair_made_in_a_month"),
        ]

    def __str__(self) -> str:
        return "key pair"

    def fingerprint(self) -> str:
        """What two people compare aloud before one admits the other."""
        return team_boxes.fingerprint(bytes(self.public))


class RecoveryKey(models.Model):
    """The public half of the one key that exists only as words on paper. Every record is sealed to it too."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    is_the_only_one = models.BooleanField(default=True, unique=True, editable=False)
    public = models.BinaryField(max_length=team_boxes.KEY_SIZE)
    made_month = models.DateField()
    tested_month = models.DateField(null=True)

    class Meta:
        default_permissions = ()
        permissions = [("keep_recovery_key", "Can make, test and use the recovery key")]
        verbose_name = _("recovery key")
        constraints = [
            models.CheckConstraint(condition=Q(is_the_only_one=True), name="there_is_one_recovery_key"),
            models.CheckConstraint(
                condition=Exact(Length("public"), team_boxes.KEY_SIZE), name="recovery_key_has_its_size"
            ),
            models.CheckConstraint(condition=Q(made_month__day=1), name="recovery_key_made_in_a_month"),
            models.CheckConstraint(
                condition=Q(tested_month=None) | Q(tested_month__day=1), name="recovery_key_tested_in_a_month"
            ),
        ]

    def __str__(self) -> str:
        return "recovery key"
