"""Trainers under their working names, and the pathways they are on."""

from uuid import uuid4

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from trainers.models.choices import Formats, Languages, Specialities, are_months
from trainers.models.pathways import PathwayVersion


class Trainer(models.Model):
    """Somebody who works with burnout in the regions, under a name of their choosing.

    `private` holds the legal name and the contact, sealed to the coordinators of the home region.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    user = models.OneToOneField(
        "accounts.User",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="trainer",
        verbose_name=_("account"),
        help_text=_("With an account a trainer sees their own path. It is not needed."),
    )
    name = models.CharField(
        _("working name"), max_length=80, help_text=_("A pseudonym. Not a legal name: that one is sealed.")
    )
    languages = ArrayField(
        models.CharField(max_length=3, choices=Languages), verbose_name=_("languages"), default=list
    )
    formats = ArrayField(
        models.CharField(max_length=9, choices=Formats), verbose_name=_("formats"), default=list
    )
    specialities = ArrayField(
        models.CharField(max_length=10, choices=Specialities),
        verbose_name=_("specialities"),
        default=list,
        blank=True,
    )
    home_region = models.ForeignKey(
        "regions.Region", on_delete=models.PROTECT, related_name="+", verbose_name=_("home region")
    )
    regions = models.ManyToManyField(
        "regions.Region", related_name="+", verbose_name=_("regions served"), blank=True
    )
    active_from_month = models.DateField(_("active since"))
    active_until_month = models.DateField(
        _("active until"), null=True, blank=True, help_text=_("Empty while they go on.")
    )
    private = models.OneToOneField(
        "accounts.SealedRecord", on_delete=models.SET_NULL, null=True, editable=False, related_name="+"
    )

    class Meta:
        verbose_name = _("trainer")
        verbose_name_plural = _("trainers")
        ordering = ("name", "pk")
        permissions = [
            ("work_in_region", "Can work with the trainers of their own region"),
            ("work_everywhere", "Can work with the trainers of all regions"),
            ("walk_own_path", "Can see their own path"),
            ("view_coverage", "Can see which regions have trainers"),
        ]
        constraints = [
            models.UniqueConstraint(
                Lower("name"), "home_region", name="working_name_is_unique_in_its_region"
            ),
            models.CheckConstraint(condition=~Q(name=""), name="trainer_has_a_working_name"),
            models.CheckConstraint(condition=Q(languages__len__gt=0), name="trainer_speaks_a_language"),
            models.CheckConstraint(condition=Q(formats__len__gt=0), name="trainer_works_in_some_format"),
            models.CheckConstraint(
                condition=Q(active_until_month__isnull=True)
                | Q(active_until_month__gte=F("active_from_month")),
                name="trainer_is_active_before_they_end",
            ),
            are_months("active_from_month", "active_until_month"),
        ]

    def __str__(self) -> str:
        return self.name


class Candidacy(models.Model):
    """A trainer on a pathway, on the version of its rules that they began with unless moved."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    trainer = models.ForeignKey(Trainer, on_delete=models.CASCADE, related_name="candidacies")
    version = models.ForeignKey(
        PathwayVersion, on_delete=models.PROTECT, related_name="candidacies", verbose_name=_("rules")
    )
    began_month = models.DateField(_("began"))

    class Meta:
        verbose_name = _("trainer on a pathway")
        verbose_name_plural = _("trainers on pathways")
        constraints = [
            models.UniqueConstraint("trainer", "version", name="trainer_is_on_a_version_once"),
            are_months("began_month"),
        ]

    def __str__(self) -> str:
        return f"{self.trainer}: {self.version}"
