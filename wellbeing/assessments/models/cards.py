"""Fact cards that people here wrote. Versions are added and never changed; the database sees to it."""

from uuid import uuid4

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

LONGEST = 60_000


class OwnCard(models.Model):
    """One version of a card, as text. While it is used it stands in the place of a shipped one with its name.

    `settled_by` is who last took it into use or out of it.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    card = models.SlugField(_("card"), max_length=40)
    number = models.PositiveSmallIntegerField(_("version"))
    text = models.TextField(_("text"), max_length=LONGEST)
    is_used = models.BooleanField(_("in use"))
    written_by = models.CharField(_("written by"), max_length=150)
    written_on = models.DateField(_("written on"))
    settled_by = models.CharField(_("settled by"), max_length=150)
    settled_on = models.DateField(_("settled on"))

    class Meta:
        default_permissions = ("view", "add")
        verbose_name = _("own fact card")
        verbose_name_plural = _("own fact cards")
        ordering = ("card", "-number")
        constraints = [
            models.UniqueConstraint(fields=("card", "number"), name="own_card_version_once"),
            models.UniqueConstraint(fields=("card",), condition=Q(is_used=True), name="one_own_card_in_use"),
            models.CheckConstraint(
                condition=~Q(written_by="") & ~Q(settled_by="") & ~Q(text=""), name="own_card_by_somebody"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.card} · {self.number}"
