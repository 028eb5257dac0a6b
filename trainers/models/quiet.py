"""Regions of which the public is told nothing."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class QuietRegion(models.Model):
    """A region that the public page never shows as served, whoever is there: even that would be too much."""

    region = models.OneToOneField(
        "regions.Region",
        on_delete=models.CASCADE,
        primary_key=True,
        related_name="+",
        verbose_name=_("region"),
    )

    class Meta:
        verbose_name = _("region kept quiet")
        verbose_name_plural = _("regions kept quiet")
        default_permissions = ()

    def __str__(self) -> str:
        return str(self.region)
