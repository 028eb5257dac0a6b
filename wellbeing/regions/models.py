"""The one geography that everybody shares."""

from django.db import models
from django.db.models import Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _


class Region(models.Model):
    """A subject of the Russian Federation by ISO 3166-2, or a country of the diaspora by ISO 3166-1.

    The rows come from the files beside this module (`actions.load_regions`); nobody edits them in
    the admin. The capital of a subject's code is part of the standard, so the code is the key.
    """

    class Kind(models.TextChoices):
        SUBJECT = "subject", _("subject of the Russian Federation")
        COUNTRY = "country", _("country of the diaspora")

    code = models.CharField(max_length=6, primary_key=True)
    kind = models.CharField(max_length=7, choices=Kind)
    name_ru = models.CharField(max_length=80, unique=True)
    name_en = models.CharField(max_length=80, unique=True)
    position = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["position", "code"]
        verbose_name = _("region")
        verbose_name_plural = _("regions")
        constraints = [
            models.CheckConstraint(
                name="region_code_fits_its_kind",
                condition=Q(kind="subject", code__regex=r"^RU-[A-Z]{2,3}$")
                | Q(kind="country", code__regex=r"^[A-Z]{2}$") & ~Q(code="RU"),
            ),
        ]

    def __str__(self) -> str:
        return self.name_ru if (get_language() or "ru").startswith("ru") else self.name_en
