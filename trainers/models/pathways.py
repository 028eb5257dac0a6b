"""Pathways as editors write them. A published version never changes; people finish on the one they began."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel

from trainers.models.choices import Assessor, Kind, ShownBy, Stage, Unit, are_months
from trainers.rules import pathway as rules


class Pathway(models.Model):  # type: ignore[django-manager-missing]  # modelcluster's models are untyped
    """What one can be certified for, through all versions of its rules."""

    slug = models.SlugField(_("short name"), max_length=40, unique=True)
    name_ru = models.CharField(_("name in Russian"), max_length=120)
    name_en = models.CharField(_("name in English"), max_length=120)

    class Meta:
        verbose_name = _("pathway")
        verbose_name_plural = _("pathways")
        ordering = ("slug",)

    def __str__(self) -> str:
        return self.name_ru if (get_language() or "ru").startswith("ru") else self.name_en


class PathwayVersion(ClusterableModel):
    """One version of a pathway's rules: how long a certificate holds and what is asked when."""

    class Status(models.TextChoices):
        DRAFT = "draft", pgettext_lazy("pathway version", "draft")
        PUBLISHED = "published", pgettext_lazy("pathway version", "published")
        RETIRED = "retired", pgettext_lazy("pathway version", "retired")

    pathway = models.ForeignKey(
        Pathway, on_delete=models.PROTECT, related_name="versions", verbose_name=_("pathway")
    )
    number = models.PositiveSmallIntegerField(_("version"))
    status = models.CharField(_("status"), max_length=9, choices=Status, default=Status.DRAFT)
    months_valid = models.PositiveSmallIntegerField(_("months a certificate is valid"), default=24)
    renewal_days = models.PositiveSmallIntegerField(_("days before its end when renewal opens"), default=90)
    grace_days = models.PositiveSmallIntegerField(_("days of grace after its end"), default=90)
    reactivation_months = models.PositiveSmallIntegerField(
        _("months after the grace when a shorter way leads back"), default=12
    )
    published_month = models.DateField(_("published"), null=True, editable=False)
    published_by = models.CharField(_("published by"), max_length=80, blank=True, editable=False)

    class Meta:
        verbose_name = _("version of a pathway")
        verbose_name_plural = _("versions of pathways")
        ordering = ("pathway__slug", "-number")
        permissions = [("publish_pathwayversion", "Can publish a version of a pathway")]
        constraints = [
            models.UniqueConstraint("pathway", "number", name="pathway_numbers_its_versions"),
            models.UniqueConstraint(
                "pathway", condition=Q(status="published"), name="pathway_has_one_published_version"
            ),
            models.UniqueConstraint("pathway", condition=Q(status="draft"), name="pathway_has_one_draft"),
            models.CheckConstraint(
                condition=Q(status="draft", published_month__isnull=True)
                | ~Q(status="draft") & Q(published_month__isnull=False) & ~Q(published_by=""),
                name="published_pathway_says_when_and_by_whom",
            ),
            models.CheckConstraint(condition=Q(months_valid__range=(1, 120)), name="certificates_end"),
            models.CheckConstraint(
                condition=Q(renewal_days__lte=F("months_valid") * 28), name="renewal_opens_after_the_issue"
            ),
            are_months("published_month"),
        ]

    def __str__(self) -> str:
        return f"{self.pathway}, {self.number}"

    def rules(self) -> rules.Pathway:
        """The version as the rules read it; asks for its requirements unless they are prefetched."""
        return rules.Pathway(
            requirements=tuple(each.rule() for each in self.requirements.all()),
            months_valid=self.months_valid,
            renewal_days=self.renewal_days,
            grace_days=self.grace_days,
            reactivation_months=self.reactivation_months,
        )


class Requirement(models.Model):
    """One thing that a version asks; `rules.pathway.Requirement` says what the columns mean."""

    sort_order_field = "sort_order"

    version = ParentalKey(PathwayVersion, on_delete=models.CASCADE, related_name="requirements")
    sort_order = models.PositiveSmallIntegerField(default=0, editable=False)
    key = models.SlugField(_("key"), max_length=40)
    stage = models.CharField(_("asked"), max_length=12, choices=Stage, default=Stage.AWARD)
    kind = models.CharField(_("kind"), max_length=16, choices=Kind)
    subject = models.SlugField(
        _("which one"),
        max_length=40,
        blank=True,
        help_text=_("A course’s short name; empty: any of its kind."),
    )
    count = models.PositiveSmallIntegerField(_("how many"), default=1)
    unit = models.CharField(_("unit"), max_length=5, choices=Unit, default=Unit.TIMES)
    within_months = models.PositiveSmallIntegerField(
        _("not older than, months"), null=True, blank=True, help_text=_("Empty: however old.")
    )
    in_region = models.BooleanField(_("only in the certificate’s region"), default=False)
    instead_of = models.SlugField(
        _("may stand instead of"),
        max_length=40,
        blank=True,
        help_text=_("The key of another requirement of the same stage: either that one or this one."),
    )
    shown_by = models.CharField(_("shown by"), max_length=9, choices=ShownBy, default=ShownBy.STATEMENT)
    assessors = ArrayField(
        models.CharField(max_length=11, choices=Assessor),
        verbose_name=_("assessed by"),
        default=list,
        blank=True,
    )
    text_ru = models.CharField(_("in words, Russian"), max_length=200)
    text_en = models.CharField(_("in words, English"), max_length=200)

    class Meta:
        verbose_name = _("requirement")
        verbose_name_plural = _("requirements")
        ordering = ("sort_order", "pk")
        constraints = [
            models.UniqueConstraint("version", "key", name="requirement_key_is_unique"),
            models.CheckConstraint(condition=Q(count__range=(1, 999)), name="requirement_asks_something"),
            models.CheckConstraint(
                condition=Q(within_months__isnull=True) | Q(within_months__range=(1, 240)),
                name="requirement_recent_is_months",
            ),
            models.CheckConstraint(
                condition=Q(instead_of="") | ~Q(instead_of=F("key")),
                name="requirement_is_not_instead_of_itself",
            ),
            models.CheckConstraint(
                condition=Q(assessors__len__gt=0) | Q(shown_by="log"), name="somebody_can_assess_it"
            ),
        ]

    def __str__(self) -> str:
        return self.text_ru if (get_language() or "ru").startswith("ru") else self.text_en

    def rule(self) -> rules.Requirement:
        return rules.Requirement(
            key=self.key,
            stage=rules.Stage(self.stage),
            kind=rules.Kind(self.kind),
            count=self.count,
            unit=rules.Unit(self.unit),
            subject=self.subject,
            within_months=self.within_months,
            in_region=self.in_region,
            instead_of=self.instead_of,
            shown_by=rules.ShownBy(self.shown_by),
            assessors=frozenset(rules.Assessor(each) for each in self.assessors),
        )
