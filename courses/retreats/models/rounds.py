"""Rounds: the retreats whose places are shared out at once, from their rules to the published result."""

import json
import zlib
from datetime import datetime
from typing import Any
from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from cms.zones import ZONES
from courses.retreats.models.choices import Part
from courses.retreats.rules.case import MOST_NEED
from wellbeing.privacy.fields import ServerBoxField

FROZEN_ROOM = 1 << 20
LONGEST_VALUE = 512
DIGITS = 64


class Round(models.Model):
    """One sharing-out of places.

    `policy` is what `rules.policy.Policy.plain` gives, with codes of regions; it is frozen when applications
    open. An own word on how great the need is counts up to `own_word_up_to`. `announced` says in words which
    public value decides the lot, to be read at `draws_at`. `commitment` is published when applications have
    closed, `record` with the result. `went_short` says then, by codes of regions, how much less of each got a
    place than of all (`rules.shortness`); until `appeals_end_on` it can be appealed against. `over_on` is the
    last day of its last retreat.
    """

    class Decided(models.TextChoices):
        PREPARING = "preparing", _("in preparation")
        OPEN = "open", _("open for applications")
        CLOSED = "closed", _("closed, not committed yet")
        COMMITTED = "committed", _("committed, waits for the public value")
        DRAWN = "drawn", _("the value is known, places are being shared out")
        SHARED = "shared", _("shared out, not published yet")
        PUBLISHED = "published", pgettext_lazy("round", "published")
        CANCELLED = "cancelled", pgettext_lazy("round", "cancelled")

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    title = models.CharField(_("name of the round"), max_length=80)
    decided = models.CharField(_("state"), max_length=9, choices=Decided, default=Decided.PREPARING)
    policy = models.JSONField(default=dict)
    own_word_up_to = models.PositiveSmallIntegerField(
        _("an own word on one’s need counts up to"), default=MOST_NEED
    )
    closes_at = models.DateTimeField(_("applications close"), null=True, blank=True)
    zone = models.CharField(_("time zone"), max_length=40, choices=ZONES, default="Europe/Moscow")
    announced = models.CharField(_("which public value decides the lot"), max_length=400, blank=True)
    draws_at = models.DateTimeField(_("when it is read"), null=True, blank=True)
    answer_hours = models.PositiveSmallIntegerField(_("hours to answer an offer"), default=72)
    commitment = models.CharField(max_length=DIGITS, blank=True, editable=False)
    value = models.CharField(max_length=LONGEST_VALUE, blank=True, editable=False)
    record = models.TextField(blank=True, editable=False)
    went_short = models.JSONField(default=dict, editable=False)
    appeals_end_on = models.DateField(null=True, editable=False)
    over_on = models.DateField(null=True, editable=False)

    class Meta:
        verbose_name = _("round")
        verbose_name_plural = _("rounds")
        permissions = [
            ("organise", "Can plan and prepare retreats and share out their places"),
            ("review", "Can be in the committee of a round"),
            ("hold", "Can be in the team of a retreat"),
            ("recommend", "Can give codes of recommendation for retreats"),
            ("read_value", "Can read in the public value that decides the lot, and hear appeals"),
            ("oversee", "Can see who opened what was sealed for retreats"),
        ]
        constraints = [
            models.CheckConstraint(condition=~Q(title=""), name="a_round_has_a_name"),
            models.CheckConstraint(
                condition=Q(own_word_up_to__range=(0, MOST_NEED)), name="own_words_count_up_to_the_most_need"
            ),
            models.CheckConstraint(
                condition=Q(answer_hours__range=(12, 336)), name="there_is_time_to_answer"
            ),
            models.CheckConstraint(
                condition=Q(decided__in=("preparing", "cancelled"))
                | Q(closes_at__isnull=False, draws_at__gt=models.F("closes_at")) & ~Q(announced=""),
                name="an_open_round_says_when_it_closes_and_what_decides",
            ),
            models.CheckConstraint(
                condition=Q(decided__in=("preparing", "open", "closed", "cancelled")) | ~Q(commitment=""),
                name="nothing_is_drawn_without_a_commitment",
            ),
            models.CheckConstraint(
                condition=~Q(decided__in=("drawn", "shared", "published")) | ~Q(value=""),
                name="nothing_is_shared_out_without_a_value",
            ),
            models.CheckConstraint(
                condition=~Q(decided="published") | ~Q(record=""), name="what_is_published_has_a_record"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def is_open(self, now: datetime) -> bool:
        """Whether an application that comes at this moment comes in time."""
        return self.decided == self.Decided.OPEN and self.closes_at is not None and now < self.closes_at


class Frozen(models.Model):
    """What was closed upon: the case and policy as they are published, who must not meet whom, the salt of
    its seal, the names of labels, and later result and reasons. Compressed JSON in one box of one size.

    PostgreSQL keeps `over_on` as that of the round, whoever moves it, so that retention finds what is over.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    round = models.OneToOneField(Round, on_delete=models.CASCADE, related_name="frozen")
    box = ServerBoxField(room=FROZEN_ROOM)
    over_on = models.DateField(null=True, editable=False)

    def __str__(self) -> str:
        return "frozen"

    def contents(self) -> dict[str, Any]:
        """What the box holds. Raises server_keys.NoKey, sealing.DoesNotOpen."""
        return json.loads(zlib.decompress(_box_column().unseal(self.id, bytes(self.box))))

    def put(self, contents: dict[str, Any]) -> None:
        """Seal `contents` into the box. Raises server_keys.NoKey, sealing.DoesNotFit."""
        self.box = _box_column().seal(self.id, zlib.compress(json.dumps(contents).encode()))


def _box_column() -> ServerBoxField:
    return Frozen._meta.get_field("box")


class ReadValue(models.Model):
    """The public value as one member of the council read it; two who read the same make it the round's."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="read_values")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    value = models.CharField(_("value"), max_length=LONGEST_VALUE)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["round", "user"], name="a_colleague_reads_a_value_once"),
            models.CheckConstraint(condition=~Q(value=""), name="what_was_read_is_something"),
        ]

    def __str__(self) -> str:
        return self.value


class Seat(models.Model):
    """A colleague in the committee of a round, for one part of what is sealed."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="seats")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+", verbose_name=_("colleague")
    )
    part = models.CharField(_("part"), max_length=7, choices=Part)

    class Meta:
        verbose_name = _("seat in the committee")
        verbose_name_plural = _("seats in the committee")
        constraints = [
            models.UniqueConstraint(fields=["round", "user", "part"], name="a_colleague_has_a_seat_once"),
        ]

    def __str__(self) -> str:
        return f"{self.user}, {self.get_part_display()}"
