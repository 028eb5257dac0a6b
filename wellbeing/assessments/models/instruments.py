"""Instruments and their versions. A published version never changes again; the database sees to it."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.crypto import get_random_string
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from modelcluster.models import ClusterableModel

from wellbeing.assessments.rules.definition import LicenceClass

CODE_LENGTH = 8


def new_code() -> str:
    """A short random name of a version, used in forms and sealed histories instead of its key."""
    return get_random_string(CODE_LENGTH, "23456789abcdefghjkmnpqrstuvwxyz")


# Records that allow to show a text: it is ours, or free as somebody states, or there is a permission; and who
# reads it in a language is told in that language whose it is.
_RECORDED = ~Q(licence_holder="") & ~Q(licence_uses="")
_ATTRIBUTED = (~Q(languages__contains=["ru"]) | ~Q(attribution_ru="")) & (
    ~Q(languages__contains=["en"]) | ~Q(attribution_en="")
)
_STATED = Q(licence_class="free") & ~Q(licence_evidence_url="") & Q(licence_evidence_on__isnull=False)
_PERMITTED = Q(licence_class="operator") & ~Q(licence_reference="")
ALLOWS = Q(licence_class="own") | (_STATED | _PERMITTED) & _RECORDED & _ATTRIBUTED


class Instrument(models.Model):  # type: ignore[django-manager-missing]  # modelcluster's models are untyped
    """A questionnaire through all its versions; its slug is its public address."""

    slug = models.SlugField(
        _("address"),
        max_length=40,
        unique=True,
        help_text=_("Part of the public address. It stays in browser histories: keep it neutral."),
    )
    position = models.PositiveSmallIntegerField(_("place in the list"), default=10)

    class Meta:
        verbose_name = _("instrument")
        verbose_name_plural = _("instruments")
        ordering = ("position", "slug")

    def __str__(self) -> str:
        return self.slug


class InstrumentVersion(ClusterableModel):
    """One version: its texts in each language, its parts, where it comes from and who may show it.

    `code` names the version in forms and in sealed histories. Names of people are kept as text:
    nothing here points at an account.
    """

    class Status(models.TextChoices):
        DRAFT = "draft", pgettext_lazy("instrument version", "draft")
        PUBLISHED = "published", pgettext_lazy("instrument version", "published")
        RETIRED = "retired", pgettext_lazy("instrument version", "retired")

    class Licence(models.TextChoices):
        OWN = LicenceClass.OWN.value, _("our own text")
        FREE = LicenceClass.FREE.value, _("free to reproduce")
        OPERATOR = LicenceClass.OPERATOR.value, _("shown under a right of our own")
        NEVER = LicenceClass.NEVER.value, _("must not be shown")

    instrument = models.ForeignKey(
        Instrument, on_delete=models.PROTECT, related_name="versions", verbose_name=_("instrument")
    )
    number = models.PositiveSmallIntegerField(_("version"), default=1)
    code = models.CharField(max_length=CODE_LENGTH, unique=True, default=new_code, editable=False)
    status = models.CharField(
        _("status"), max_length=10, choices=Status, default=Status.DRAFT, editable=False
    )
    languages = ArrayField(
        models.CharField(max_length=2, choices=settings.LANGUAGES),
        verbose_name=_("languages"),
        help_text=_("Codes separated by commas: ru, en. In each of them every text must be there."),
    )
    title_ru = models.CharField(_("title (Russian)"), max_length=120, blank=True)
    title_en = models.CharField(_("title (English)"), max_length=120, blank=True)
    about_ru = models.TextField(_("about (Russian)"), blank=True)
    about_en = models.TextField(_("about (English)"), blank=True)
    recall_ru = models.CharField(_("period asked about (Russian)"), max_length=300, blank=True)
    recall_en = models.CharField(_("period asked about (English)"), max_length=300, blank=True)
    is_validated = models.BooleanField(
        _("validated"), default=False, help_text=_("Published validation studies exist in these languages.")
    )

    licence_class = models.CharField(_("licence"), max_length=10, choices=Licence, default="operator")
    licence_holder = models.CharField(_("holder of the rights"), max_length=200, blank=True)
    licence_evidence_url = models.URLField(_("where it is stated"), blank=True)
    licence_evidence_on = models.DateField(_("read on"), null=True, blank=True)
    licence_reference = models.CharField(
        _("reference of the permission"),
        max_length=200,
        blank=True,
        help_text=_("Where a permission was given: of which day it is, and where it is kept."),
    )
    licence_uses = models.CharField(
        _("allowed uses"),
        max_length=200,
        blank=True,
        help_text=_("What the licence or the permission allows."),
    )
    attribution_ru = models.TextField(_("attribution (Russian)"), blank=True)
    attribution_en = models.TextField(_("attribution (English)"), blank=True)
    licence_checked_by = models.CharField(max_length=150, blank=True, editable=False)
    licence_checked_on = models.DateField(null=True, editable=False)

    help_staffed_by = models.CharField(max_length=150, blank=True, editable=False)
    help_staffed_on = models.DateField(null=True, editable=False)
    published_by = models.CharField(max_length=150, blank=True, editable=False)
    published_on = models.DateField(null=True, editable=False)

    class Meta:
        verbose_name = _("instrument version")
        verbose_name_plural = _("instrument versions")
        ordering = ("instrument__position", "instrument__slug", "-number")
        permissions = [
            ("publish_instrumentversion", "Can publish an instrument version"),
            ("import_instrumentversion", "Can import an instrument from a file"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=("instrument", "number"), name="version_number_once_an_instrument"
            ),
            models.UniqueConstraint(
                fields=("instrument",),
                condition=Q(status="published"),
                name="one_published_version_an_instrument",
            ),
            models.CheckConstraint(
                condition=Q(published_on__isnull=True, published_by="")
                | Q(published_on__isnull=False) & ~Q(published_by=""),
                name="published_on_and_by_together",
            ),
            models.CheckConstraint(
                condition=Q(status="draft") | Q(published_on__isnull=False),
                name="published_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(help_staffed_on__isnull=True, help_staffed_by="")
                | Q(help_staffed_on__isnull=False) & ~Q(help_staffed_by=""),
                name="help_staffed_on_and_by_together",
            ),
            models.CheckConstraint(
                condition=Q(status="draft") | ~Q(licence_class="never"), name="forbidden_text_stays_a_draft"
            ),
            models.CheckConstraint(
                condition=Q(licence_checked_on__isnull=True, licence_checked_by="")
                | Q(licence_checked_on__isnull=False) & ~Q(licence_checked_by=""),
                name="licence_checked_on_and_by_together",
            ),
            models.CheckConstraint(
                condition=~Q(status="published") | Q(licence_checked_on__isnull=False) & ALLOWS,
                name="published_by_a_licence_that_allows_it",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title_ru or self.title_en or self.instrument.slug} · {self.number}"

    def is_draft(self) -> bool:
        return self.status == self.Status.DRAFT
