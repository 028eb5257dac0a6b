"""What a version consists of. Rows refer to each other by keys, unique within their version."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.models import Orderable

from wellbeing.assessments.models.instruments import InstrumentVersion
from wellbeing.assessments.rules.definition import BandKind, Direction, Method


class ResponseSet(ClusterableModel, Orderable):
    version = ParentalKey(InstrumentVersion, on_delete=models.CASCADE, related_name="response_sets")
    key = models.SlugField(_("key"), max_length=40)

    class Meta(Orderable.Meta):
        verbose_name = _("response set")
        constraints = [
            models.UniqueConstraint(fields=("version", "key"), name="response_set_key_once_a_version")
        ]

    def __str__(self) -> str:
        return self.key


class Option(Orderable):
    """One answer with its explicit code; a declined answer has none and counts as missing."""

    response_set = ParentalKey(ResponseSet, on_delete=models.CASCADE, related_name="options")
    code = models.DecimalField(_("code"), max_digits=8, decimal_places=3, null=True, blank=True)
    is_missing = models.BooleanField(_("counts as no answer"), default=False)
    text_ru = models.CharField(_("text (Russian)"), max_length=200, blank=True)
    text_en = models.CharField(_("text (English)"), max_length=200, blank=True)

    class Meta(Orderable.Meta):
        verbose_name = _("option")
        constraints = [
            models.UniqueConstraint(fields=("response_set", "code"), name="option_code_once_a_set"),
            models.CheckConstraint(
                condition=~Q(is_missing=True) | Q(code__isnull=True), name="missing_option_has_no_code"
            ),
        ]

    def __str__(self) -> str:
        return self.text_ru or self.text_en


class Item(Orderable):
    version = ParentalKey(InstrumentVersion, on_delete=models.CASCADE, related_name="items")
    key = models.CharField(_("key"), max_length=80)
    text_ru = models.TextField(_("text (Russian)"), blank=True)
    text_en = models.TextField(_("text (English)"), blank=True)
    response_set = models.SlugField(_("key of the response set"), max_length=40)
    is_sensitive = models.BooleanField(_("sensitive"), default=False)

    class Meta(Orderable.Meta):
        verbose_name = _("item")
        constraints = [models.UniqueConstraint(fields=("version", "key"), name="item_key_once_a_version")]

    def __str__(self) -> str:
        return self.key


class Scale(ClusterableModel, Orderable):
    """A scored set of items with its range, its meaning and its reference figures (all or none of them)."""

    class MethodChoices(models.TextChoices):
        SUM = Method.SUM.value, _("sum")
        MEAN = Method.MEAN.value, _("mean")
        RESCALE = Method.RESCALE.value, _("mean, rescaled to the range")

    class DirectionChoices(models.TextChoices):
        WORSE = Direction.HIGHER_IS_WORSE.value, _("higher is harder")
        BETTER = Direction.HIGHER_IS_BETTER.value, _("higher is better")

    version = ParentalKey(InstrumentVersion, on_delete=models.CASCADE, related_name="scales")
    key = models.SlugField(_("key"), max_length=40)
    title_ru = models.CharField(_("title (Russian)"), max_length=120, blank=True)
    title_en = models.CharField(_("title (English)"), max_length=120, blank=True)
    meaning_ru = models.TextField(_("what it can and cannot say (Russian)"), blank=True)
    meaning_en = models.TextField(_("what it can and cannot say (English)"), blank=True)
    item_keys = ArrayField(models.CharField(max_length=80), verbose_name=_("items, by key"), default=list)
    reversed_keys = ArrayField(
        models.CharField(max_length=80), verbose_name=_("reversed items, by key"), default=list, blank=True
    )
    method = models.CharField(_("method"), max_length=10, choices=MethodChoices)
    min_answered = models.PositiveSmallIntegerField(_("fewest answers"), default=1)
    low = models.DecimalField(_("lowest value"), max_digits=8, decimal_places=3)
    high = models.DecimalField(_("highest value"), max_digits=8, decimal_places=3)
    direction = models.CharField(_("direction"), max_length=10, choices=DirectionChoices)
    is_strain = models.BooleanField(_("counts as strain"), default=True)
    reliability_kind = models.CharField(_("reliability: which"), max_length=40, blank=True)
    reliability = models.DecimalField(_("reliability"), max_digits=4, decimal_places=3, null=True, blank=True)
    sd = models.DecimalField(_("standard deviation"), max_digits=8, decimal_places=3, null=True, blank=True)
    reference_n = models.PositiveIntegerField(_("people in the reference sample"), null=True, blank=True)
    reference_population = models.CharField(_("reference sample"), max_length=200, blank=True)
    reference_source = models.CharField(_("source of these figures"), max_length=300, blank=True)

    class Meta(Orderable.Meta):
        verbose_name = _("scale")
        constraints = [
            models.UniqueConstraint(fields=("version", "key"), name="scale_key_once_a_version"),
            models.CheckConstraint(condition=Q(low__lt=F("high")), name="scale_low_below_high"),
            models.CheckConstraint(
                condition=Q(reliability__isnull=True, sd__isnull=True, reference_source="")
                | Q(reliability__gt=0, reliability__lt=1, sd__gt=0) & ~Q(reference_source=""),
                name="scale_reference_figures_whole_with_source",
            ),
        ]

    def __str__(self) -> str:
        return self.title_ru or self.title_en or self.key


class Band(Orderable):
    """A named stretch of a scale. Its source, population, year and kind are shown with it."""

    class KindChoices(models.TextChoices):
        CLINICAL = BandKind.CLINICAL.value, _("from a clinical study")
        PERCENTILE = BandKind.PERCENTILE.value, _("from percentiles of a sample")
        CONVENTION = BandKind.CONVENTION.value, _("a convention")

    scale = ParentalKey(Scale, on_delete=models.CASCADE, related_name="bands")
    starts_at = models.DecimalField(_("starts at"), max_digits=8, decimal_places=3)
    title_ru = models.CharField(_("title (Russian)"), max_length=120, blank=True)
    title_en = models.CharField(_("title (English)"), max_length=120, blank=True)
    text_ru = models.TextField(_("text (Russian)"), blank=True)
    text_en = models.TextField(_("text (English)"), blank=True)
    kind = models.CharField(_("kind"), max_length=10, choices=KindChoices)
    source = models.CharField(_("source"), max_length=300, blank=True)
    population = models.CharField(_("population"), max_length=200, blank=True)
    year = models.PositiveSmallIntegerField(_("year"), null=True, blank=True)

    class Meta(Orderable.Meta):
        verbose_name = _("band")
        constraints = [models.UniqueConstraint(fields=("scale", "starts_at"), name="band_start_once_a_scale")]

    def __str__(self) -> str:
        return self.title_ru or self.title_en
