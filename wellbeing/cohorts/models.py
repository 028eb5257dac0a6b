"""Cohorts, their waves and what is in them. Nothing here points to anybody, or out of this package."""

from uuid import uuid4

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Length
from django.db.models.lookups import Exact

from wellbeing.cohorts import deriving
from wellbeing.cohorts.rules import small_numbers
from wellbeing.cohorts.rules.change import FARTHEST, Change
from wellbeing.cohorts.rules.packing import ANSWER_ROOM, SUMS_ROOM
from wellbeing.cohorts.rules.waves import Kind
from wellbeing.privacy import server_keys
from wellbeing.privacy.fields import ServerBoxField
from wellbeing.privacy.sealing import DoesNotOpen, box_size


class Cohort(models.Model):
    """People who answer in waves. `id` is what the others know it by.

    `language` is that of the answers, `measure` the code of the version that was answered first, empty before
    that: from then on both stay. `ends_on` is the last day on which they meet, from which retention counts.
    """

    id = models.UUIDField(primary_key=True)
    language = models.CharField(max_length=3)
    measure = models.CharField(max_length=100, default="")
    ends_on = models.DateField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(language=""), name="cohort_has_a_language"),
        ]

    def __str__(self) -> str:
        return "cohort"


class Secret(models.Model):
    """The secret of a cohort whose waves are not all frozen, sealed under the server's key."""

    cohort = models.OneToOneField(Cohort, on_delete=models.CASCADE, primary_key=True)
    box = ServerBoxField(room=deriving.SECRET_SIZE)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Exact(Length("box"), server_keys.box_size(deriving.SECRET_SIZE)),
                name="cohort_secret_always_the_same_size",
            ),
        ]

    def __str__(self) -> str:
        return "secret"

    def contents(self) -> bytes | None:
        """The secret; None when the server holds no key that opens it."""
        try:
            return _secret_column().unseal(self.cohort_id, bytes(self.box))
        except DoesNotOpen:
            return None

    def put(self, secret: bytes) -> None:
        """Raises server_keys.NoKey."""
        self.box = _secret_column().seal(self.cohort_id, secret)


class Wave(models.Model):
    """The days on which people answer. Once frozen it is as it is.

    `sums` are the figures of a frozen one, sealed, until the last wave of the cohort is frozen. `difference`
    and its bounds, in points, and the number who answered `at_least` are what is published, or nothing is.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    cohort = models.ForeignKey(Cohort, on_delete=models.CASCADE, related_name="waves")
    kind = models.CharField(max_length=6)
    opens_on = models.DateField()
    closes_on = models.DateField()
    is_frozen = models.BooleanField(default=False)
    sums = models.BinaryField(null=True)
    difference = models.SmallIntegerField(null=True)
    low = models.SmallIntegerField(null=True)
    high = models.SmallIntegerField(null=True)
    at_least = models.PositiveSmallIntegerField(null=True)

    class Meta:
        ordering = ("opens_on",)
        constraints = [
            models.UniqueConstraint(fields=["cohort", "kind"], name="one_wave_of_a_kind"),
            models.CheckConstraint(
                condition=Q(kind__in=[kind.value for kind in Kind]), name="wave_is_of_a_kind"
            ),
            models.CheckConstraint(
                condition=Q(closes_on__gte=F("opens_on")), name="wave_closes_no_sooner_than_it_opens"
            ),
            models.CheckConstraint(
                condition=Q(sums__isnull=True)
                | Q(Exact(Length("sums"), box_size(SUMS_ROOM))) & Q(is_frozen=True),
                name="sums_of_the_frozen_always_the_same_size",
            ),
            models.CheckConstraint(
                condition=Q(
                    difference__isnull=True, low__isnull=True, high__isnull=True, at_least__isnull=True
                )
                | Q(
                    is_frozen=True,
                    kind__in=[Kind.AFTER.value, Kind.LATER.value],
                    difference__isnull=False,
                    low__isnull=False,
                    high__isnull=False,
                    at_least__isnull=False,
                    low__gte=-FARTHEST,
                    difference__gte=F("low"),
                    high__gte=F("difference"),
                    high__lte=FARTHEST,
                    at_least__gte=small_numbers.FEWEST,
                ),
                name="a_change_is_whole_and_of_enough",
            ),
            models.CheckConstraint(
                condition=Q(difference__isnull=True)
                | Q(
                    Exact(F("difference") % small_numbers.STEP, 0),
                    Exact(F("low") % small_numbers.STEP, 0),
                    Exact(F("high") % small_numbers.STEP, 0),
                    Exact(F("at_least") % small_numbers.STEP, 0),
                ),
                name="a_change_is_in_steps",
            ),
        ]

    def __str__(self) -> str:
        return self.kind

    def change(self) -> Change | None:
        """What is published of it, None for nothing."""
        if self.difference is None or self.low is None or self.high is None or self.at_least is None:
            return None
        return Change(self.difference, self.low, self.high, self.at_least)


class Answer(models.Model):
    """What somebody answered in a wave that is not frozen, sealed under the cohort's secret; not when."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    wave = models.ForeignKey(Wave, on_delete=models.CASCADE, related_name="answers")
    box = models.BinaryField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Exact(Length("box"), box_size(ANSWER_ROOM)), name="answer_always_the_same_size"
            ),
        ]

    def __str__(self) -> str:
        return "answer"


class Spent(models.Model):
    """A personal code has answered in a wave that is not frozen; nothing tells which answer is its."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    wave = models.ForeignKey(Wave, on_delete=models.CASCADE, related_name="spent")
    tag = models.BinaryField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["wave", "tag"], name="a_code_answers_once_in_a_wave"),
            models.CheckConstraint(
                condition=Exact(Length("tag"), deriving.TAG_SIZE), name="spent_tag_always_the_same_size"
            ),
        ]

    def __str__(self) -> str:
        return "spent"


def _secret_column() -> ServerBoxField:
    return Secret._meta.get_field("box")
