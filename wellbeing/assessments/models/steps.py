from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from wellbeing.assessments.models.instruments import Instrument

LINK = RegexValidator(
    r"^(/[^/\\\s][^\\\s]*|https://\S+)$", _("A path on this site, as /ru/help/, or an https address.")
)


class NextStep(models.Model):
    """A small next step that editors connect to a band of a scale. It may change after publication.

    The connection is by key and threshold, so that it holds through versions that keep both.
    """

    instrument = models.ForeignKey(Instrument, on_delete=models.CASCADE, related_name="next_steps")
    scale_key = models.SlugField(_("scale"), max_length=40)
    band_starts_at = models.DecimalField(_("band"), max_digits=8, decimal_places=3)
    position = models.PositiveSmallIntegerField(_("order"), default=10)
    text_ru = models.CharField(_("text (Russian)"), max_length=400)
    text_en = models.CharField(_("text (English)"), max_length=400, blank=True)
    link_ru = models.CharField(_("link (Russian)"), max_length=200, blank=True, validators=[LINK])
    link_en = models.CharField(_("link (English)"), max_length=200, blank=True, validators=[LINK])

    class Meta:
        verbose_name = _("next step")
        verbose_name_plural = _("next steps")
        ordering = ("instrument", "scale_key", "band_starts_at", "position", "pk")

    def __str__(self) -> str:
        return self.text_ru
