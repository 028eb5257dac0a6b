"""What happens at a retreat, hour by hour: as it is being prepared, and as it was published.

PostgreSQL keeps `over_on` as the last day of the retreat, whoever moves it, so that retention finds what is
over.
"""

from uuid import uuid4

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from courses.retreats.models.houses import HouseSpace
from courses.retreats.models.retreats import LONGEST_DAYS, Retreat, TeamPart
from courses.retreats.rules import programme


class Slot(models.Model):
    """Something on a day of a retreat. Days are counted from one, so that they move with it; `begins` and
    `ends` are minutes of that day. PostgreSQL refuses two in one room at once."""

    class Kind(models.TextChoices):
        SESSION = programme.Kind.SESSION, _("a session")
        MEAL = programme.Kind.MEAL, _("a meal")
        REST = programme.Kind.REST, _("rest")
        FREE = programme.Kind.FREE, _("free time")
        TRAVEL = programme.Kind.TRAVEL, _("travel")

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    retreat = models.ForeignKey(Retreat, on_delete=models.CASCADE, related_name="slots")
    title = models.CharField(_("what happens"), max_length=60)
    kind = models.CharField(_("kind"), max_length=7, choices=Kind, default=Kind.SESSION)
    day = models.PositiveSmallIntegerField()
    begins = models.PositiveSmallIntegerField()
    ends = models.PositiveSmallIntegerField()
    space = models.ForeignKey(
        HouseSpace,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("room to meet in"),
    )
    over_on = models.DateField(null=True, editable=False)

    class Meta:
        ordering = ("day", "begins", "ends", "pk")
        constraints = [
            models.CheckConstraint(condition=~Q(title=""), name="a_slot_says_what_happens"),
            models.CheckConstraint(condition=Q(day__range=(1, LONGEST_DAYS)), name="a_slot_is_on_a_day"),
            models.CheckConstraint(
                condition=Q(ends__gt=F("begins"), ends__lte=programme.WHOLE_DAY), name="a_slot_ends_that_day"
            ),
            # For those who are in it: their times are these, whatever happens.
            models.UniqueConstraint(fields=["id", "day", "begins", "ends"], name="slot_and_its_times"),
        ]

    def __str__(self) -> str:
        return self.title


class SlotPerson(models.Model):
    """A colleague of the team in a slot, with its times: PostgreSQL refuses two at once. Who leaves the team
    leaves this too."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    slot = models.ForeignKey(Slot, on_delete=models.CASCADE, related_name="people", db_constraint=False)
    part = models.ForeignKey(TeamPart, on_delete=models.CASCADE, related_name="slots")
    day = models.PositiveSmallIntegerField()
    begins = models.PositiveSmallIntegerField()
    ends = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["slot", "part"], name="a_colleague_is_in_a_slot_once"),
        ]

    def __str__(self) -> str:
        return f"{self.part}, {self.slot}"


class ProgrammeVersion(models.Model):
    """The programme as it was published, and so it stays: `content` is what `rules.programme.plain` gives."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    retreat = models.ForeignKey(Retreat, on_delete=models.CASCADE, related_name="programme_versions")
    number = models.PositiveSmallIntegerField()
    content = models.JSONField(default=list)
    published_month = models.DateField()
    over_on = models.DateField(null=True, editable=False)

    class Meta:
        ordering = ("-number",)
        constraints = [
            models.UniqueConstraint(fields=["retreat", "number"], name="versions_of_a_programme_are_counted"),
            models.CheckConstraint(condition=Q(number__gte=1), name="the_first_version_is_one"),
        ]

    def __str__(self) -> str:
        return str(self.number)
