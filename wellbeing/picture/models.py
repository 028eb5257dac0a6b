"""Shares of keys, and what has been published. Nothing here points to a ballot or to who cast one."""

from uuid import uuid4

from django.db import models
from django.db.models import Q
from django.db.models.functions import Length
from django.db.models.lookups import Exact
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from wellbeing.accounts.models import KeyPair
from wellbeing.picture.rules import shares


class Share(models.Model):
    """One of the parts of a quarter's private half, any two of which make it whole, sealed to one colleague.

    It belongs to a key pair and not to its owner: keys that are replaced open nothing that was sealed before.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    quarter = models.DateField()
    key_pair = models.ForeignKey(KeyPair, on_delete=models.CASCADE, related_name="shares")
    sealed = models.BinaryField()

    class Meta:
        default_permissions = ()
        verbose_name = _("share of a quarter's key")
        constraints = [
            models.UniqueConstraint(fields=["quarter", "key_pair"], name="one_share_a_member_and_quarter"),
            models.CheckConstraint(
                condition=Q(quarter__day=1, quarter__month__in=[1, 4, 7, 10]),
                name="share_of_a_quarter_by_its_first_day",
            ),
            models.CheckConstraint(
                condition=Exact(Length("sealed"), shares.SEALED_SIZE), name="share_always_the_same_size"
            ),
        ]

    def __str__(self) -> str:
        return "share"


class Release(models.Model):
    """What one box of a quarter came to, with noise and with what must be hidden left out.

    `tables` are what `rules.release` writes, `measures` what `rules.measures` does, for staff only. What was
    in the main box is published at once; what was in the one apart waits for a person to judge.
    """

    class State(models.TextChoices):
        WAITING = "waiting", _("waits to be judged")
        PUBLISHED = "published", pgettext_lazy("release", "published")
        LEFT_OUT = "left_out", _("left out")

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    quarter = models.DateField()
    is_apart = models.BooleanField()
    state = models.CharField(max_length=9, choices=State)
    tables = models.JSONField()
    measures = models.JSONField()
    made_month = models.DateField()

    class Meta:
        default_permissions = ()
        permissions = [
            ("open_box", "Can open the box of a quarter, together with another"),
            ("view_release", "Can see everything that was published of the picture, and what waits"),
            ("view_measures", "Can see how well instruments measure"),
        ]
        verbose_name = _("release")
        ordering = ("-quarter", "is_apart")
        constraints = [
            models.UniqueConstraint(fields=["quarter", "is_apart"], name="one_release_a_box"),
            models.CheckConstraint(
                condition=Q(quarter__day=1, quarter__month__in=[1, 4, 7, 10]),
                name="release_of_a_quarter_by_its_first_day",
            ),
            models.CheckConstraint(
                condition=Q(is_apart=True) | Q(state="published"), name="only_what_was_apart_is_judged"
            ),
            models.CheckConstraint(condition=Q(made_month__day=1), name="release_made_in_a_month"),
        ]

    def __str__(self) -> str:
        return "release"
