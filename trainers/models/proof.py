"""What signs badges and tells revoked ones, and papers for a cohort while they are made."""

from uuid import uuid4

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from trainers.models.certificates import MOST_STATUSES
from trainers.models.choices import are_months


class IssuerKey(models.Model):
    """The public half of a key that signed badges, in base64url (RFC 8037), as long as they verify.

    The private half follows from the server's seal key and is nowhere.
    """

    public = models.CharField(primary_key=True, max_length=43, editable=False)
    since_month = models.DateField(_("since"))

    class Meta:
        verbose_name = _("key that signed badges")
        verbose_name_plural = _("keys that signed badges")
        constraints = [
            models.CheckConstraint(
                condition=Q(public__regex=r"^[A-Za-z0-9_-]{43}$"), name="issuer_key_has_its_form"
            ),
            are_months("since_month"),
        ]

    def __str__(self) -> str:
        return self.public


class LeftMark(models.Model):
    """A place on the status list whose certificate is gone with its trainer, as long as its badge could still
    be believed: revoked, or else suspended. Says nothing of whose it was or where.

    The database writes it itself, by the trigger `trainers_leave_mark`, in the transaction that deletes the
    certificate: whoever asks for that, a colleague or the retention rules.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    status_index = models.PositiveIntegerField(unique=True)
    is_revoked = models.BooleanField(_("revoked"))
    through_month = models.DateField(_("valid through"))

    class Meta:
        verbose_name = _("mark left on the status list")
        verbose_name_plural = _("marks left on the status list")
        default_permissions = ()
        constraints = [
            models.CheckConstraint(
                condition=Q(status_index__lt=MOST_STATUSES), name="left_mark_is_on_the_status_list"
            ),
            are_months("through_month"),
        ]

    def __str__(self) -> str:
        return f"{self.status_index}"


class Papers(models.Model):
    """Certificates for a cohort as one file, while it is made and for the day after: which ones, no names."""

    class Status(models.TextChoices):
        RUNNING = "running", _("being made")
        DONE = "done", _("ready")
        CANCELLED = "cancelled", _("stopped")

    class Form(models.TextChoices):
        SHEET = "sheet", _("A4 page")
        CARD = "card", _("card, 85.6 × 54 mm")

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    owner = models.ForeignKey("accounts.User", on_delete=models.CASCADE, related_name="+")
    language = models.CharField(max_length=2)
    form = models.CharField(max_length=5, choices=Form)
    certificates = ArrayField(models.UUIDField())
    done = models.PositiveIntegerField(default=0)
    status = models.CharField(max_length=9, choices=Status, default=Status.RUNNING)
    file = models.FileField(upload_to="papers")
    made_on = models.DateField()

    class Meta:
        verbose_name = _("papers for a cohort")
        verbose_name_plural = _("papers for cohorts")
        constraints = [
            models.CheckConstraint(
                condition=Q(done__lte=models.Func(F("certificates"), function="cardinality")),
                name="no_more_papers_than_certificates",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.done} / {self.total}"

    @property
    def total(self) -> int:
        return len(self.certificates)
