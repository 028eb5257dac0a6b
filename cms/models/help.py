"""Urgent help: a directory of entries that stay public only while somebody keeps verifying them."""

import re
from datetime import date, timedelta

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import get_language, gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from modelcluster.models import ClusterableModel
from wagtail.models import Orderable

from cms.zones import ZONES

VERIFIED_FOR = timedelta(days=90)
REMIND_BEFORE = timedelta(days=14)

# Named in a context of their own: in the admin's lists of languages the same words are capitalised.
LANGUAGES = [
    ("ru", pgettext_lazy("spoken", "Russian")),
    ("en", pgettext_lazy("spoken", "English")),
    ("uk", pgettext_lazy("spoken", "Ukrainian")),
    ("be", pgettext_lazy("spoken", "Belarusian")),
    ("kk", pgettext_lazy("spoken", "Kazakh")),
    ("tt", pgettext_lazy("spoken", "Tatar")),
    ("ka", pgettext_lazy("spoken", "Georgian")),
    ("hy", pgettext_lazy("spoken", "Armenian")),
    ("de", pgettext_lazy("spoken", "German")),
    ("es", pgettext_lazy("spoken", "Spanish")),
]


class HelpEntryQuerySet(models.QuerySet["HelpEntry"]):
    def current(self, today: date) -> "HelpEntryQuerySet":
        """Those that the public page may show: verified less than 90 days ago."""
        return self.filter(verified_on__gt=today - VERIFIED_FOR)

    def to_verify(self, today: date) -> "HelpEntryQuerySet":
        """Those that nobody has verified yet, that left the public page, or leave it within 14 days."""
        due = Q(verified_on__isnull=True) | Q(verified_on__lte=today - VERIFIED_FOR + REMIND_BEFORE)
        return self.filter(due)

    def in_order(self) -> "HelpEntryQuerySet":
        """As the editors placed them; among equals affirming ones first, those to be careful with last."""
        order = models.Case(
            models.When(affirming=HelpEntry.Affirming.YES, then=0),
            models.When(affirming=HelpEntry.Affirming.UNKNOWN, then=1),
            default=2,
        )
        return self.order_by("position", order, "name_ru", "pk")


class HelpEntry(ClusterableModel):
    """A line, a chat or a place that helps. An English text left empty is shown in Russian."""

    class OperatorType(models.TextChoices):
        STATE = "state", _("state")
        NGO = "ngo", _("non-governmental organisation")
        PEER = "peer", _("peers")
        PRIVATE = "private", _("private practice")

    class Affirming(models.TextChoices):
        YES = "yes", _("affirming")
        UNKNOWN = "unknown", _("not known")
        AVOID = "avoid", _("do not tell them about yourself")

    class Reachable(models.TextChoices):
        RUSSIA = "russia", _("from Russia")
        ABROAD = "abroad", _("from abroad")
        BOTH = "both", _("from Russia and from abroad")

    class Cost(models.TextChoices):
        FREE = "free", _("free")
        SLIDING = "sliding", _("as you can, down to nothing")
        PAID = "paid", _("paid")

    name_ru = models.CharField(_("name (Russian)"), max_length=120)
    name_en = models.CharField(_("name (English)"), max_length=120, blank=True)
    about_ru = models.TextField(_("what they help with (Russian)"))
    about_en = models.TextField(_("what they help with (English)"), blank=True)
    operator_type = models.CharField(_("who runs it"), max_length=7, choices=OperatorType)
    affirming = models.CharField(
        _("safe for LGBT+ people"), max_length=7, choices=Affirming, default=Affirming.UNKNOWN
    )
    asks_for_ru = models.TextField(
        _("what they ask for (Russian)"), help_text=_("Name, address, documents; what they write down.")
    )
    asks_for_en = models.TextField(_("what they ask for (English)"), blank=True)
    caution_ru = models.TextField(_("what to keep in mind (Russian)"), blank=True)
    caution_en = models.TextField(_("what to keep in mind (English)"), blank=True)
    reachable_from = models.CharField(_("reachable"), max_length=6, choices=Reachable)
    regions = ParentalManyToManyField(
        "regions.Region",
        blank=True,
        verbose_name=_("only in these regions"),
        help_text=_("Leave empty if it does not matter where the person is."),
    )
    network_ru = models.CharField(_("VPN and Tor (Russian)"), max_length=200, blank=True)
    network_en = models.CharField(_("VPN and Tor (English)"), max_length=200, blank=True)
    is_round_the_clock = models.BooleanField(_("round the clock"), default=False)
    hours_ru = models.CharField(_("hours (Russian)"), max_length=120, blank=True)
    hours_en = models.CharField(_("hours (English)"), max_length=120, blank=True)
    time_zone = models.CharField(_("time zone of the hours"), max_length=40, choices=ZONES, blank=True)
    cost = models.CharField(_("cost"), max_length=7, choices=Cost)
    languages = ArrayField(models.CharField(max_length=2, choices=LANGUAGES), verbose_name=_("languages"))
    position = models.PositiveSmallIntegerField(
        _("position"), default=0, help_text=_("Smaller numbers come first among equals.")
    )
    verified_on = models.DateField(_("verified on"), null=True, blank=True)
    # Colleagues are deactivated, not deleted; so an entry never loses half of its verification.
    verified_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("verified by"),
    )

    objects = HelpEntryQuerySet.as_manager()

    class Meta:
        ordering = ["position", "name_ru", "pk"]
        verbose_name = _("help entry")
        verbose_name_plural = _("help entries")
        permissions = [("verify_helpentry", _("Can verify help entries"))]
        constraints = [
            models.CheckConstraint(
                name="help_entry_verified_on_and_by_come_together",
                condition=Q(verified_on__isnull=True, verified_by__isnull=True)
                | Q(verified_on__isnull=False, verified_by__isnull=False),
            ),
            models.CheckConstraint(
                name="help_entry_says_when_it_is_open",
                condition=Q(is_round_the_clock=True) | ~Q(hours_ru="") & ~Q(time_zone=""),
                violation_error_message=_("Say when it is open: round the clock, or hours with a time zone."),
            ),
            models.CheckConstraint(
                name="help_entry_speaks_some_language",
                condition=Q(languages__len__gte=1),
                violation_error_message=_("Name at least one language."),
            ),
        ]

    def __str__(self) -> str:
        return self.said("name", (get_language() or "ru")[:2])

    def said(self, field: str, language: str) -> str:
        """The text of `field` in `language`, in Russian where there is none."""
        return getattr(self, f"{field}_{language}", "") or getattr(self, f"{field}_ru")

    def leaves_on(self) -> date | None:
        """The day from which the public page no longer shows it."""
        return self.verified_on + VERIFIED_FOR if self.verified_on else None


class HelpContact(Orderable):
    """One way to reach an entry."""

    class Kind(models.TextChoices):
        PHONE = "phone", _("phone")
        SMS = "sms", _("text message")
        CHAT = "chat", _("chat on a site")
        TELEGRAM = "telegram", _("Telegram")
        SIGNAL = "signal", _("Signal")
        WHATSAPP = "whatsapp", _("WhatsApp")
        EMAIL = "email", _("e-mail")
        SITE = "site", _("site")
        VISIT = "visit", _("in person")

    entry = ParentalKey(HelpEntry, on_delete=models.CASCADE, related_name="contacts")
    kind = models.CharField(_("kind"), max_length=8, choices=Kind)
    value = models.CharField(_("number or address"), max_length=200)
    note_ru = models.CharField(_("note (Russian)"), max_length=120, blank=True)
    note_en = models.CharField(_("note (English)"), max_length=120, blank=True)

    class Meta(Orderable.Meta):
        verbose_name = _("way to reach them")
        verbose_name_plural = _("ways to reach them")

    def __str__(self) -> str:
        return self.value

    def clean(self) -> None:
        super().clean()
        problem = _problem(self.kind, self.value)
        if problem:
            raise ValidationError({"value": problem})

    def is_written(self) -> bool:
        """Whether one can write instead of speaking."""
        return self.kind not in {self.Kind.PHONE, self.Kind.SITE, self.Kind.VISIT}


def _problem(kind: str, value: str) -> str:
    """What keeps a value from being a way of its kind, in words; empty if nothing does."""
    kinds = HelpContact.Kind
    if kind in {kinds.PHONE, kinds.SMS, kinds.WHATSAPP} and not re.fullmatch(r"\+?[\d\s()*#-]+", value):
        return gettext("Write the number with digits, as +7 000 000-00-00.")
    if kind in {kinds.CHAT, kinds.SITE} and not value.startswith("https://"):
        return gettext("Write the whole address, beginning with https://.")
    if kind == kinds.EMAIL and not re.fullmatch(r"[^@\s]+@[^@\s]+\.[^@\s]+", value):
        return gettext("Write the address as name@example.org.")
    return ""
