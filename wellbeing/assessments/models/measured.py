"""Reliability measured on our own answers. Rows are added and never changed; the database sees to it."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from wellbeing.assessments.models.instruments import InstrumentVersion
from wellbeing.assessments.rules.measured import LEAST


class MeasuredReliability(models.Model):
    """What one scale's changes in one language are judged by from a month on, and what it was before.

    `low`, the lower end of alpha's interval, is what is used (see `rules.measured`). The newest row whose
    month has come is in force; the others are history. It is made of answers of the quarters from
    `first_quarter` to `last_quarter`, added up with noise; `people` is how many there are at least.
    """

    version = models.ForeignKey(InstrumentVersion, on_delete=models.PROTECT, related_name="measured")
    scale_key = models.SlugField(max_length=40)
    language = models.CharField(max_length=2, choices=settings.LANGUAGES)
    alpha = models.DecimalField(max_digits=5, decimal_places=4)
    low = models.DecimalField(max_digits=5, decimal_places=4)
    high = models.DecimalField(max_digits=5, decimal_places=4)
    sd = models.DecimalField(max_digits=8, decimal_places=3)
    people = models.PositiveIntegerField()
    first_quarter = models.DateField()
    last_quarter = models.DateField()
    since_month = models.DateField()
    replaced_kind = models.CharField(max_length=40)
    replaced_value = models.DecimalField(max_digits=5, decimal_places=4)
    replaced_sd = models.DecimalField(max_digits=8, decimal_places=3)
    replaced_source = models.CharField(max_length=300, blank=True)

    class Meta:
        default_permissions = ()
        verbose_name = _("measured reliability")
        ordering = ("version", "scale_key", "language", "since_month")
        constraints = [
            models.UniqueConstraint(
                fields=("version", "scale_key", "language", "since_month"),
                name="one_measured_reliability_a_month",
            ),
            models.CheckConstraint(
                condition=Q(low__gt=0, low__lt=1, high__lte=1, sd__gt=0)
                & Q(alpha__gte=F("low"), alpha__lte=F("high")),
                name="measured_reliability_is_possible",
            ),
            models.CheckConstraint(condition=Q(people__gte=LEAST), name="measured_on_enough_people"),
            models.CheckConstraint(
                condition=Q(since_month__day=1), name="measured_reliability_since_a_month"
            ),
            models.CheckConstraint(
                condition=Q(
                    first_quarter__day=1,
                    first_quarter__month__in=[1, 4, 7, 10],
                    last_quarter__day=1,
                    last_quarter__month__in=[1, 4, 7, 10],
                    first_quarter__lte=F("last_quarter"),
                    last_quarter__lt=F("since_month"),
                ),
                name="measured_in_quarters_before",
            ),
        ]

    def __str__(self) -> str:
        return "measured reliability"
