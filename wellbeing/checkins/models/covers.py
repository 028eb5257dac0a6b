from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.models import PreviewableMixin

from wellbeing.checkins.contents import LONGEST_SUBJECT, LONGEST_TEXT

ORDER = ("-language", "position", "subject", "pk")


class CoverTextQuerySet(models.QuerySet["CoverText"]):
    def offered(self) -> "CoverTextQuerySet":
        """What a person may choose from, Russian ones first, in the order that editors gave."""
        return self.filter(is_offered=True).order_by(*ORDER)


class CoverText(PreviewableMixin, models.Model):
    """A plainly everyday message that a nudge may hide behind. A subscription keeps a copy of it."""

    class Language(models.TextChoices):
        RU = "ru", _("Russian")
        EN = "en", _("English")

    language = models.CharField(_("language"), max_length=2, choices=Language)
    subject = models.CharField(_("subject"), max_length=LONGEST_SUBJECT)
    text = models.CharField(_("text"), max_length=LONGEST_TEXT)
    position = models.PositiveSmallIntegerField(_("order"), default=10)
    is_offered = models.BooleanField(_("offered"), default=True)

    objects = CoverTextQuerySet.as_manager()

    class Meta:
        verbose_name = _("cover text")
        verbose_name_plural = _("cover texts")
        ordering = ORDER
        constraints = [
            models.UniqueConstraint(fields=["language", "subject"], name="cover_subject_is_there_once"),
            models.CheckConstraint(
                condition=~Q(subject="") & ~Q(text=""), name="cover_has_a_subject_and_a_text"
            ),
            models.CheckConstraint(condition=Q(language__in=("ru", "en")), name="cover_language_is_ours"),
        ]

    def __str__(self) -> str:
        return self.subject

    def get_preview_template(self, request: HttpRequest, mode_name: str) -> str:
        return "checkins/staff/cover.html"

    def get_preview_context(self, request: HttpRequest, mode_name: str) -> dict[str, Any]:
        return {"cover": self, "sender": settings.EMAIL_FROM}
