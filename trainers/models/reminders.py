"""What was told to whom about certificates: each thing once, and in months only."""

from uuid import uuid4

from django.db import models
from django.utils.translation import gettext_lazy as _

from trainers.models.certificates import Certificate
from trainers.models.choices import States, are_months


class Reminder(models.Model):
    """That a trainer or a coordinator is told of a certificate's coming end, or of its new state.

    `about_month` is the month of that end or change. `id` is also the line of the note that may go out.
    """

    class Occasion(models.TextChoices):
        NINETY = "90", _("ends within 90 days")
        THIRTY = "30", _("ends within 30 days")
        SEVEN = "7", _("ends within 7 days")
        CERTIFIED = States.CERTIFIED
        RENEWAL_DUE = States.RENEWAL_DUE
        IN_GRACE = States.IN_GRACE
        LAPSED = States.LAPSED
        SUSPENDED = States.SUSPENDED
        REVOKED = States.REVOKED

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    recipient = models.ForeignKey("accounts.User", on_delete=models.CASCADE, related_name="reminders")
    certificate = models.ForeignKey(Certificate, on_delete=models.CASCADE, related_name="reminders")
    occasion = models.CharField(_("occasion"), max_length=11, choices=Occasion)
    about_month = models.DateField(_("month"))
    made_month = models.DateField(_("made"))
    is_seen = models.BooleanField(_("seen"), default=False)

    class Meta:
        verbose_name = _("reminder")
        verbose_name_plural = _("reminders")
        constraints = [
            models.UniqueConstraint(
                "recipient", "certificate", "occasion", "about_month", name="each_reminder_once"
            ),
            are_months("about_month", "made_month"),
        ]

    def __str__(self) -> str:
        return f"{self.get_occasion_display()}, {self.about_month:%m.%Y}"
