"""What a year is planned from besides houses and colleagues, and the plans that come of it."""

from uuid import uuid4

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from courses.retreats.models.houses import House
from courses.retreats.models.years import Year

LONGEST_REASON = 80
MOST_WANTED = 5000


class ClosedWeek(models.Model):
    """A week, by its Monday, in which nothing is held anywhere, and why."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    year = models.ForeignKey(Year, on_delete=models.CASCADE, related_name="closed_weeks")
    week_on = models.DateField(_("Monday of the week"))
    reason = models.CharField(_("why"), max_length=LONGEST_REASON)

    class Meta:
        ordering = ("week_on",)
        constraints = [
            models.UniqueConstraint(fields=["year", "week_on"], name="a_week_of_a_year_is_closed_once"),
            models.CheckConstraint(condition=~Q(reason=""), name="a_closed_week_says_why"),
            models.CheckConstraint(condition=Q(week_on__iso_week_day=1), name="closed_weeks_begin_on_monday"),
        ]

    def __str__(self) -> str:
        return f"{self.week_on}: {self.reason}"


class Wanted(models.Model):
    """How many places a year should have for a region."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    year = models.ForeignKey(Year, on_delete=models.CASCADE, related_name="wanted")
    region = models.ForeignKey(
        "regions.Region", on_delete=models.PROTECT, related_name="+", verbose_name=_("region")
    )
    places = models.PositiveSmallIntegerField(
        _("places wanted"), validators=[MinValueValidator(1), MaxValueValidator(MOST_WANTED)]
    )

    class Meta:
        ordering = ("region__position", "region")
        constraints = [
            models.UniqueConstraint(fields=["year", "region"], name="a_region_wants_places_once"),
            models.CheckConstraint(condition=Q(places__range=(1, MOST_WANTED)), name="wanted_are_some"),
        ]

    def __str__(self) -> str:
        return f"{self.region}: {self.places}"


class Pin(models.Model):
    """A stay that every plan of a year has to have, or that none may have."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    year = models.ForeignKey(Year, on_delete=models.CASCADE, related_name="pins")
    house = models.ForeignKey(House, on_delete=models.CASCADE, related_name="+")
    week_on = models.DateField(_("Monday of the week"))
    is_wanted = models.BooleanField()

    class Meta:
        ordering = ("week_on", "house__name")
        constraints = [
            models.UniqueConstraint(fields=["year", "house", "week_on"], name="a_stay_is_pinned_once"),
            models.CheckConstraint(condition=Q(week_on__iso_week_day=1), name="pinned_weeks_begin_on_monday"),
        ]

    def __str__(self) -> str:
        return f"{self.house}, {self.week_on}"


class Planning(models.Model):
    """The last time that plans were asked for: how far it is, and what came of it.

    `claim` is drawn for each working at it: whoever has another is not wanted any more. `has_to_stop` asks it
    to keep the best so far. `found` and `bound` are places of the plan it is at and the most it can have.
    `plans` are those that are whole, as `planning.stored` writes them; `accepted` is the number of the one
    that retreats were made from.
    """

    class Status(models.TextChoices):
        QUEUED = "queued", _("waits for its turn")
        RUNNING = "running", _("is being worked out")
        DONE = "done", _("worked out")
        STOPPED = "stopped", _("stopped, with the best so far")
        FAILED = "failed", _("was not worked out")

    class Failed(models.TextChoices):
        """Why nothing came of it."""

        NOTHING_FITS = (
            "nothing_fits",
            _(
                "No plan can have all stays that were pinned. Look whether each house is free in that week, "
                "whether a whole team can come, and whether money and the number of retreats allow it; "
                "or unpin one."
            ),
        )
        TOO_SHORT = "too_short", _("Not one plan was found before it was stopped or its time was over.")
        BROKEN = "broken", _("Something went wrong; the reason stands in the log of the worker.")

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    year = models.OneToOneField(Year, on_delete=models.CASCADE, related_name="planning")
    status = models.CharField(max_length=7, choices=Status, default=Status.QUEUED)
    claim = models.UUIDField(null=True, editable=False)
    tries = models.PositiveSmallIntegerField(default=0)
    has_to_stop = models.BooleanField(default=False)
    found = models.PositiveIntegerField(default=0)
    bound = models.PositiveIntegerField(default=0)
    plans = models.JSONField(default=list)
    failed = models.CharField(max_length=12, choices=Failed, blank=True)
    accepted = models.PositiveSmallIntegerField(null=True)
    asked_on = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["status"], condition=Q(status="running"), name="one_year_is_planned_at_a_time"
            ),
            models.CheckConstraint(
                condition=Q(status="running", claim__isnull=False)
                | ~Q(status="running") & Q(claim__isnull=True),
                name="planning_is_claimed_while_it_runs",
            ),
            models.CheckConstraint(
                condition=Q(status="failed") & ~Q(failed="") | ~Q(status="failed") & Q(failed=""),
                name="a_planning_that_failed_says_why",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.year}: {self.get_status_display()}"
