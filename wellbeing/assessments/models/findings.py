from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from wellbeing.assessments.models.instruments import InstrumentVersion


class Finding(models.Model):
    """Something an import or a check found in a draft, and the name of the editor who answered for it."""

    class Severity(models.TextChoices):
        OPEN = "open", _("needs signing off")
        NOTE = "note", _("for information")

    version = models.ForeignKey(InstrumentVersion, on_delete=models.CASCADE, related_name="findings")
    severity = models.CharField(_("severity"), max_length=10, choices=Severity)
    kind = models.SlugField(_("kind"), max_length=40)
    place = models.CharField(_("place in the file"), max_length=300, blank=True)
    text_ru = models.TextField(_("text (Russian)"))
    text_en = models.TextField(_("text (English)"))
    signed_off_by = models.CharField(_("signed off by"), max_length=150, blank=True)
    signed_off_on = models.DateField(_("signed off on"), null=True)
    reason = models.CharField(_("reason"), max_length=500, blank=True)

    class Meta:
        verbose_name = _("finding")
        verbose_name_plural = _("findings")
        ordering = ("-severity", "pk")
        permissions = [("sign_off_finding", "Can sign off a finding")]
        constraints = [
            models.CheckConstraint(
                condition=Q(signed_off_on__isnull=True, signed_off_by="", reason="")
                | Q(signed_off_on__isnull=False) & ~Q(signed_off_by="") & ~Q(reason=""),
                name="signed_off_on_by_and_why_together",
            ),
        ]

    def __str__(self) -> str:
        return self.kind
