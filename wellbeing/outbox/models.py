"""What is due and how far handing it over has come. No text and no address is here, and no trace of the past.

A row's life, in columns:

    waiting    claim empty; due once `due_at` has come, paused while it is empty
    claimed    a batch holds it until `due_at`, when its lease ends and anybody may claim it again
    handing    the batch's worker may have given it to the carrier; if the lease ends now, nobody can tell
               whether it went, so it is counted as uncertain and never sent again

Beside it, where messages to colleagues go. That is the one address known here, and it is in a sealed box.
"""

from typing import cast
from uuid import UUID, uuid4

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Length
from django.db.models.lookups import Exact
from django.utils.translation import gettext_lazy as _

from wellbeing.outbox.letters import Outcome
from wellbeing.outbox.notes.contents import ROOM, Contents, pack, unpack
from wellbeing.privacy import server_keys
from wellbeing.privacy.fields import ServerBoxField

MOST_GUESSES = 5


class Due(models.Model):
    """One line of reminders: when the next is due and how many are left. `id` is the source's own row."""

    id = models.UUIDField(primary_key=True)
    source = models.CharField(max_length=20)
    channel = models.CharField(max_length=20)
    due_at = models.DateTimeField(null=True)
    left = models.PositiveSmallIntegerField()
    claim = models.UUIDField(null=True)
    is_handing = models.BooleanField(default=False)
    tries = models.PositiveSmallIntegerField(default=0)
    gives_up_at = models.DateTimeField(null=True)
    refusals = models.PositiveSmallIntegerField(default=0)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(left__gt=0), name="a_line_that_is_over_is_gone"),
            models.CheckConstraint(
                condition=Q(is_handing=False) | Q(claim__isnull=False),
                name="only_a_claimed_one_is_handed_over",
            ),
            models.CheckConstraint(
                condition=Q(claim__isnull=True) | Q(due_at__isnull=False), name="a_claim_has_an_end"
            ),
            models.CheckConstraint(
                condition=Q(tries=0, gives_up_at__isnull=True) | Q(tries__gt=0, gives_up_at__isnull=False),
                name="tries_go_on_until_they_are_given_up",
            ),
            models.CheckConstraint(condition=Q(refusals__lt=3), name="three_refusals_end_it"),
        ]
        indexes = [
            models.Index("channel", F("due_at"), name="due_by_channel", condition=Q(due_at__isnull=False)),
        ]

    def __str__(self) -> str:
        return f"{self.source} by {self.channel}"


class Tally(models.Model):
    """How many letters of a channel ended which way on a day (UTC)."""

    day = models.DateField()
    channel = models.CharField(max_length=20)
    outcome = models.CharField(max_length=10, choices=[(each.value, each.value) for each in Outcome])
    letters = models.PositiveBigIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint("day", "channel", "outcome", name="one_tally_a_day_channel_and_outcome"),
        ]

    def __str__(self) -> str:
        return f"{self.channel}, {self.outcome}, {self.day:%d.%m.%Y}"


class Pulse(models.Model):
    """When the sweep last ran: one row, so that silence is noticed."""

    id = models.BooleanField(primary_key=True, default=True)
    swept_at = models.DateTimeField()

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(id=True), name="there_is_one_pulse")]

    def __str__(self) -> str:
        return f"{self.swept_at:%d.%m.%Y %H:%M}"


class AddressBox(models.Model):
    """Where messages to somebody go, sealed under the server's key. One that nobody confirms vanishes."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    channel = models.CharField(max_length=10)
    box = ServerBoxField(room=ROOM)
    is_confirmed = models.BooleanField(default=False)
    vanishes_on = models.DateField(null=True)
    guesses = models.PositiveSmallIntegerField(default=0)

    class Meta:
        abstract = True

    @property
    def line_id(self) -> UUID:
        """The id of its line in the outbox."""
        return self.id

    def contents(self) -> Contents:
        """What the box holds. Raises server_keys.NoKey, sealing.DoesNotOpen."""
        return unpack(self._column().unseal(self.id, bytes(self.box)))

    def put(self, contents: Contents) -> None:
        """Seal `contents` into the box. Raises server_keys.NoKey."""
        self.box = self._column().seal(self.id, pack(contents))

    @classmethod
    def _column(cls) -> ServerBoxField:
        return cast(ServerBoxField, cls._meta.get_field("box"))


def rules_of_a_box(name: str) -> list[models.BaseConstraint]:
    """The constraints of a kind of address, which say its name."""
    return [
        models.CheckConstraint(
            condition=Exact(Length("box"), server_keys.box_size(ROOM)), name=f"{name}_always_the_same_size"
        ),
        models.CheckConstraint(
            condition=Q(is_confirmed=True, vanishes_on=None, guesses=0)
            | Q(is_confirmed=False, vanishes_on__isnull=False, guesses__lt=MOST_GUESSES),
            name=f"an_unconfirmed_{name}_vanishes",
        ),
    ]


class OwnAddress(AddressBox):
    """Where messages to a colleague go."""

    user = models.OneToOneField("accounts.User", on_delete=models.CASCADE, related_name="own_address")

    class Meta:
        verbose_name = _("own address")
        verbose_name_plural = _("own addresses")
        constraints = rules_of_a_box("own_address")

    def __str__(self) -> str:
        return "own address"
