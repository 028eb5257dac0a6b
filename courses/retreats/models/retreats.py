"""Retreats, and the teams that hold them."""

from uuid import uuid4

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from cms.zones import ZONES
from courses.retreats.models.choices import Role
from courses.retreats.models.colleagues import Colleague
from courses.retreats.models.houses import House
from courses.retreats.models.rounds import Round
from courses.retreats.models.years import Year
from trainers.models.choices import Languages

MOST_PLACES = 200
LONGEST_DAYS = 21


class Retreat(models.Model):
    """A stay of some days in one house.

    `taken` counts places offered and places taken; PostgreSQL keeps it itself, and refuses one more than
    there are. `limits` says for how many people the team can do what (keys of `Help`). `pulse` is the id of
    the cohort in which its people answer whether it helped; no relation leads there.
    """

    class Decided(models.TextChoices):
        PLANNED = "planned", pgettext_lazy("retreat", "planned")
        PUBLISHED = "published", pgettext_lazy("retreat", "published")
        DONE = "done", pgettext_lazy("retreat", "done")
        CANCELLED = "cancelled", pgettext_lazy("retreat", "cancelled")

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    title = models.CharField(
        _("name of the retreat"),
        max_length=60,
        help_text=_("What everybody reads: a neutral name that tells neither house nor city."),
    )
    year = models.ForeignKey(Year, on_delete=models.SET_NULL, null=True, blank=True, related_name="retreats")
    round = models.ForeignKey(
        Round,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="retreats",
        verbose_name=_("round"),
    )
    house = models.ForeignKey(
        House, on_delete=models.PROTECT, related_name="retreats", verbose_name=_("house")
    )
    region = models.ForeignKey(
        "regions.Region", on_delete=models.PROTECT, related_name="+", verbose_name=_("region")
    )
    begins_on = models.DateField(_("first day"))
    ends_on = models.DateField(_("last day"))
    zone = models.CharField(_("time zone"), max_length=40, choices=ZONES, default="Europe/Moscow")
    language = models.CharField(_("language"), max_length=3, choices=Languages, default=Languages.RU)
    places = models.PositiveSmallIntegerField(_("places"))
    limits = models.JSONField(default=dict, blank=True)
    taken = models.PositiveSmallIntegerField(default=0, editable=False)
    decided = models.CharField(_("state"), max_length=9, choices=Decided, default=Decided.PLANNED)
    pulse = models.UUIDField(default=uuid4, unique=True, editable=False)

    class Meta:
        verbose_name = _("retreat")
        verbose_name_plural = _("retreats")
        ordering = ("begins_on", "title")
        constraints = [
            models.CheckConstraint(condition=~Q(title=""), name="a_retreat_has_a_name"),
            models.CheckConstraint(condition=Q(places__range=(1, MOST_PLACES)), name="a_retreat_has_places"),
            models.CheckConstraint(condition=Q(taken__lte=F("places")), name="a_retreat_is_never_overbooked"),
            models.CheckConstraint(condition=Q(ends_on__gt=F("begins_on")), name="a_retreat_lasts_overnight"),
            # For those below: their days are these, whatever happens.
            models.UniqueConstraint(fields=["id", "begins_on", "ends_on"], name="retreat_and_its_days"),
        ]

    def __str__(self) -> str:
        return self.title


class TeamPart(models.Model):
    """A colleague in the team of a retreat, with its days: PostgreSQL refuses two at once."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    retreat = models.ForeignKey(
        Retreat, on_delete=models.CASCADE, related_name="team_parts", db_constraint=False
    )
    colleague = models.ForeignKey(Colleague, on_delete=models.CASCADE, related_name="team_parts")
    role = models.CharField(_("role"), max_length=12, choices=Role)
    begins_on = models.DateField()
    ends_on = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["retreat", "colleague"], name="a_colleague_is_in_a_team_once"),
        ]

    def __str__(self) -> str:
        return f"{self.colleague}, {self.retreat}"
