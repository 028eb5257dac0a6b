"""Houses that a retreat can be held in. Where they stand is told for each retreat, and kept nowhere else."""

from uuid import uuid4

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from courses.retreats.models.choices import Feature

MOST_BEDS = 12


class House(models.Model):
    """A house by what colleagues call it. `price` is for a week, in whole units of the network's currency."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    name = models.CharField(
        _("name of the house"),
        max_length=60,
        unique=True,
        help_text=_("What colleagues call it. No address: that is told for each retreat, late."),
    )
    region = models.ForeignKey(
        "regions.Region", on_delete=models.PROTECT, related_name="+", verbose_name=_("region")
    )
    reaches = models.ManyToManyField(
        "regions.Region",
        related_name="+",
        verbose_name=_("regions whose people can get there"),
    )
    price = models.PositiveIntegerField(_("price of a week"), default=0)

    class Meta:
        verbose_name = _("house")
        verbose_name_plural = _("houses")
        ordering = ("name",)
        constraints = [models.CheckConstraint(condition=~Q(name=""), name="a_house_has_a_name")]

    def __str__(self) -> str:
        return self.name


class HouseRoom(models.Model):
    """A room in which people sleep, and what it offers (keys of `Feature`)."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    house = models.ForeignKey(House, on_delete=models.CASCADE, related_name="rooms")
    name = models.CharField(_("room"), max_length=40)
    beds = models.PositiveSmallIntegerField(_("beds"), default=2)
    features = ArrayField(
        models.CharField(max_length=20, choices=Feature),
        verbose_name=_("what it offers"),
        default=list,
        blank=True,
    )

    class Meta:
        verbose_name = _("room")
        verbose_name_plural = _("rooms")
        ordering = ("name",)
        constraints = [
            models.UniqueConstraint(fields=["house", "name"], name="a_room_of_a_house_has_its_own_name"),
            models.CheckConstraint(condition=~Q(name=""), name="a_room_has_a_name"),
            models.CheckConstraint(condition=Q(beds__range=(1, MOST_BEDS)), name="a_room_has_beds"),
            models.CheckConstraint(
                condition=Q(features__contained_by=list(Feature.values)), name="features_of_a_room_are_known"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class HouseSpace(models.Model):
    """A room in which people meet."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    house = models.ForeignKey(House, on_delete=models.CASCADE, related_name="spaces")
    name = models.CharField(_("room to meet in"), max_length=40)
    seats = models.PositiveSmallIntegerField(_("seats"))

    class Meta:
        verbose_name = _("room to meet in")
        verbose_name_plural = _("rooms to meet in")
        ordering = ("name",)
        constraints = [
            models.UniqueConstraint(fields=["house", "name"], name="a_space_of_a_house_has_its_own_name"),
            models.CheckConstraint(condition=~Q(name=""), name="a_space_has_a_name"),
        ]

    def __str__(self) -> str:
        return self.name


class HouseWeek(models.Model):
    """A week, by its Monday, in which a house is free."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    house = models.ForeignKey(House, on_delete=models.CASCADE, related_name="weeks")
    week_on = models.DateField(_("Monday of the week"))

    class Meta:
        ordering = ("week_on",)
        constraints = [
            models.UniqueConstraint(fields=["house", "week_on"], name="a_house_is_free_in_a_week_once"),
            models.CheckConstraint(condition=Q(week_on__iso_week_day=1), name="house_weeks_begin_on_monday"),
        ]

    def __str__(self) -> str:
        return f"{self.house}, {self.week_on}"
