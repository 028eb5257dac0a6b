"""Certificates of a region made longer all at once, in one step that can be taken back."""

from uuid import uuid4

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from trainers.models.certificates import Certificate
from trainers.models.choices import are_months


class Extension(models.Model):
    """All certificates of a region, or of all regions, made longer in one step that can be taken back."""

    class Reason(models.TextChoices):
        EMERGENCY = "emergency", _("an emergency in the region")
        NO_SUPERVISORS = "no_supervisors", _("supervision could not be had")
        NO_RUNS = "no_runs", _("runs could not be held")
        OTHER = "other", _("another reason, said in the note")

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    region = models.ForeignKey(
        "regions.Region",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("region"),
        help_text=_("Empty: all regions."),
    )
    months = models.PositiveSmallIntegerField(_("by how many months"))
    reason = models.CharField(_("reason"), max_length=14, choices=Reason)
    note = models.TextField(_("note"), max_length=500, blank=True)
    made_by = models.ForeignKey("accounts.User", on_delete=models.SET_NULL, null=True, related_name="+")
    made_by_name = models.CharField(_("made by"), max_length=80)
    made_month = models.DateField(_("made"))
    reversed_by = models.ForeignKey("accounts.User", on_delete=models.SET_NULL, null=True, related_name="+")
    reversed_by_name = models.CharField(_("taken back by"), max_length=80, blank=True)
    reversed_month = models.DateField(_("taken back"), null=True)

    class Meta:
        verbose_name = _("extension")
        verbose_name_plural = _("extensions")
        ordering = ("-made_month", "pk")
        constraints = [
            models.CheckConstraint(condition=Q(months__range=(1, 24)), name="extension_is_1_to_24_months"),
            models.CheckConstraint(condition=~Q(reason="other") | ~Q(note=""), name="another_reason_is_said"),
            models.UniqueConstraint(
                "region",
                "made_month",
                condition=Q(reversed_month__isnull=True),
                nulls_distinct=False,
                name="a_region_is_extended_once_a_month",
            ),
            models.CheckConstraint(
                condition=Q(reversed_month__isnull=True, reversed_by_name="")
                | Q(reversed_month__isnull=False) & ~Q(reversed_by_name=""),
                name="taking_back_says_by_whom",
            ),
            are_months("made_month", "reversed_month"),
        ]

    def __str__(self) -> str:
        return f"{self.region or _('all regions')}, {self.made_month:%m.%Y}"


class ExtendedCertificate(models.Model):
    """That an extension reaches a certificate; gone once it is taken back or the certificate is renewed."""

    extension = models.ForeignKey(Extension, on_delete=models.CASCADE, related_name="reached")
    certificate = models.ForeignKey(Certificate, on_delete=models.CASCADE, related_name="extensions")

    class Meta:
        constraints = [
            models.UniqueConstraint("extension", "certificate", name="extension_reaches_a_certificate_once"),
        ]

    def __str__(self) -> str:
        return f"{self.certificate}: {self.extension}"
