"""Years of retreats: what there is for them, and what is wanted."""

from uuid import uuid4

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Year(models.Model):
    """What a year is planned within. `rest` is how many weeks lie between two retreats of one colleague."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    year = models.PositiveSmallIntegerField(_("year"), unique=True)
    money = models.PositiveIntegerField(_("money for houses"), default=0)
    most = models.PositiveSmallIntegerField(_("at most so many retreats"), default=6)
    rest = models.PositiveSmallIntegerField(_("weeks of rest between two retreats of a colleague"), default=3)

    class Meta:
        verbose_name = _("year of retreats")
        verbose_name_plural = _("years of retreats")
        ordering = ("-year",)
        constraints = [
            models.CheckConstraint(condition=Q(year__range=(2020, 2100)), name="a_year_is_near"),
            models.CheckConstraint(condition=Q(most__range=(1, 52)), name="a_year_has_some_retreats"),
        ]

    def __str__(self) -> str:
        return str(self.year)
