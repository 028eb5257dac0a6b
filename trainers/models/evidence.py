"""How each thing was shown, and who said what of it. Months only, and never a word about participants."""

from uuid import uuid4

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from trainers.models.choices import Kind, are_months
from trainers.models.people import Candidacy, Trainer
from trainers.rules import pathway as rules


class Evidence(models.Model):
    """One piece of evidence on a pathway. `owner` is the trainer's own account when it came, if they had one;
    `run` is the run it came from by itself."""

    class Status(models.TextChoices):
        SUBMITTED = "submitted", _("waits to be looked at")
        ACCEPTED = "accepted", _("accepted")
        AGAIN = "again", _("asked again")
        REJECTED = "rejected", _("rejected")

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    candidacy = models.ForeignKey(Candidacy, on_delete=models.CASCADE, related_name="evidence")
    kind = models.CharField(_("kind"), max_length=16, choices=Kind)
    subject = models.SlugField(_("which one"), max_length=40, blank=True)
    month = models.DateField(_("month"))
    region = models.ForeignKey(
        "regions.Region", on_delete=models.PROTECT, related_name="+", verbose_name=_("region")
    )
    note = models.TextField(_("note"), max_length=1000, blank=True)
    marks = models.JSONField(_("marks"), null=True, blank=True)
    status = models.CharField(_("state"), max_length=9, choices=Status, default=Status.SUBMITTED)
    submitted_month = models.DateField(_("submitted"))
    owner = models.ForeignKey("accounts.User", on_delete=models.SET_NULL, null=True, related_name="+")
    run = models.UUIDField(null=True, unique=True, editable=False)

    class Meta:
        verbose_name = _("evidence")
        verbose_name_plural = _("evidence")
        ordering = ("-month", "pk")
        permissions = [("assess_evidence", "Can assess evidence")]
        indexes = [
            models.Index(
                "region",
                "kind",
                F("month").desc(),
                name="last_shown_by_region",
                condition=Q(status="accepted"),
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(month__lte=F("submitted_month")), name="evidence_is_not_of_the_future"
            ),
            models.CheckConstraint(
                condition=~Q(kind="supervision"), name="supervision_is_logged_by_its_supervisor"
            ),
            are_months("month", "submitted_month"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}, {self.month:%m.%Y}"

    def shown(self) -> rules.Shown:
        return rules.Shown(
            kind=rules.Kind(self.kind), month=self.month, region=self.region_id, subject=self.subject
        )


class Decision(models.Model):
    """What somebody decided of a piece of evidence; an earlier decision stays beside a later one."""

    class Outcome(models.TextChoices):
        ACCEPTED = "accepted", _("accepted")
        AGAIN = "again", _("asked again")
        REJECTED = "rejected", _("rejected")

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    evidence = models.ForeignKey(Evidence, on_delete=models.CASCADE, related_name="decisions")
    outcome = models.CharField(_("decision"), max_length=8, choices=Outcome)
    reason = models.TextField(_("reason"), max_length=500, blank=True)
    owner = models.ForeignKey("accounts.User", on_delete=models.SET_NULL, null=True, related_name="+")
    decided_by = models.ForeignKey(
        "accounts.User", on_delete=models.SET_NULL, null=True, related_name="+", verbose_name=_("by")
    )
    decided_by_name = models.CharField(_("by"), max_length=80)
    decided_month = models.DateField(_("month"))

    class Meta:
        verbose_name = _("decision on evidence")
        verbose_name_plural = _("decisions on evidence")
        ordering = ("decided_month",)
        constraints = [
            models.CheckConstraint(
                condition=Q(owner__isnull=True) | Q(decided_by__isnull=True) | ~Q(decided_by=F("owner")),
                name="nobody_assesses_themselves",
            ),
            models.CheckConstraint(
                condition=Q(outcome="accepted") | ~Q(reason=""), name="what_is_not_accepted_has_a_reason"
            ),
            are_months("decided_month"),
        ]

    def __str__(self) -> str:
        return f"{self.get_outcome_display()}: {self.evidence}"


class Supervision(models.Model):
    """Time that a supervisor gave a trainer: how long and in what form, nothing of what was said."""

    class Form(models.TextChoices):
        SINGLE = "single", _("single")
        GROUP = "group", _("group")

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    trainer = models.ForeignKey(
        Trainer, on_delete=models.CASCADE, related_name="supervision", verbose_name=_("trainer")
    )
    month = models.DateField(_("month"))
    minutes = models.PositiveSmallIntegerField(_("minutes"))
    form = models.CharField(_("form"), max_length=6, choices=Form)
    owner = models.ForeignKey("accounts.User", on_delete=models.SET_NULL, null=True, related_name="+")
    logged_by = models.ForeignKey(
        "accounts.User", on_delete=models.SET_NULL, null=True, related_name="+", verbose_name=_("supervisor")
    )
    logged_by_name = models.CharField(_("supervisor"), max_length=80)
    logged_month = models.DateField(_("logged"))

    class Meta:
        verbose_name = _("supervision")
        verbose_name_plural = _("supervision")
        ordering = ("-month", "pk")
        constraints = [
            models.CheckConstraint(
                condition=Q(owner__isnull=True) | Q(logged_by__isnull=True) | ~Q(logged_by=F("owner")),
                name="nobody_supervises_themselves",
            ),
            models.CheckConstraint(condition=Q(minutes__range=(15, 1200)), name="supervision_has_a_length"),
            models.CheckConstraint(
                condition=Q(month__lte=F("logged_month")), name="supervision_is_not_of_the_future"
            ),
            are_months("month", "logged_month"),
        ]

    def __str__(self) -> str:
        return f"{self.trainer}, {self.month:%m.%Y}"

    def shown(self) -> rules.Shown:
        return rules.Shown(kind=rules.Kind.SUPERVISION, month=self.month, region="", amount=self.minutes)
