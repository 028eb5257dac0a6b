"""Boxes and the ballots in them. Nothing here points to anybody or out of this package, or carries a time."""

from uuid import uuid4

from django.db import models
from django.db.models import Q
from django.db.models.functions import ExtractMonth, ExtractYear, Length
from django.db.models.lookups import Exact

from wellbeing.ballots import contents


class Box(models.Model):
    """Where the ballots of a quarter are; the second one is for those beyond the rate, to be tallied apart.

    `quarter` is its first day; both boxes of a quarter have one `public` half. States only go on: open,
    closed, and then opened or destroyed, and from then on there is neither a ballot nor a public half.
    PostgreSQL sees to it (migration 0002).
    """

    class State(models.TextChoices):
        OPEN = "open"
        CLOSED = "closed"
        OPENED = "opened"
        DESTROYED = "destroyed"

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    quarter = models.DateField()
    is_apart = models.BooleanField()
    public = models.BinaryField()
    closes_on = models.DateField()
    state = models.CharField(max_length=9, choices=State, default=State.OPEN)

    class Meta:
        ordering = ("quarter", "is_apart")
        constraints = [
            models.UniqueConstraint(fields=["quarter", "is_apart"], name="one_main_and_one_apart_a_quarter"),
            models.CheckConstraint(
                condition=Q(quarter__day=1, quarter__month__in=[1, 4, 7, 10]),
                name="quarter_is_its_first_day",
            ),
            models.CheckConstraint(
                condition=Q(
                    Exact(ExtractYear("closes_on"), ExtractYear("quarter")),
                    Exact(ExtractMonth("closes_on"), ExtractMonth("quarter") + 2),
                )
                & (
                    Q(closes_on__month__in=[3, 12], closes_on__day=31)
                    | Q(closes_on__month__in=[6, 9], closes_on__day=30)
                ),
                name="box_closes_on_the_last_day",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["open", "closed"]) & Exact(Length("public"), contents.KEY_SIZE)
                | Q(state__in=["opened", "destroyed"]) & Exact(Length("public"), 0),
                name="box_has_a_public_half_until_its_end",
            ),
        ]

    def __str__(self) -> str:
        return "box"


class Ballot(models.Model):
    """What somebody added, sealed to the public half of its box; not who, not when."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    box = models.ForeignKey(Box, on_delete=models.PROTECT, related_name="ballots")
    sealed = models.BinaryField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Exact(Length("sealed"), contents.SEALED_SIZE), name="ballot_always_the_same_size"
            ),
        ]

    def __str__(self) -> str:
        return "ballot"
