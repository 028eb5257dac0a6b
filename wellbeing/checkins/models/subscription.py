from datetime import datetime
from uuid import UUID

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Length, TruncHour
from django.db.models.lookups import Exact
from django.utils.translation import gettext_lazy as _

from wellbeing.checkins.contents import ROOM, Contents, pack, unpack
from wellbeing.privacy import server_keys
from wellbeing.privacy.fields import ServerBoxField

MOST_GUESSES = 5


class Channel(models.TextChoices):
    """How nudges reach a person: by a message to an address, or by a feed that a program of theirs reads."""

    EMAIL = "email", _("e-mail")
    MATRIX = "matrix", "Matrix"
    XMPP = "xmpp", "XMPP (Jabber)"
    NTFY = "ntfy", "ntfy"
    TELEGRAM = "telegram", "Telegram"
    SIGNAL = "signal", "Signal"
    ICS = "ics", _("a calendar")
    ATOM = "atom", _("a feed (Atom)")


FEEDS = frozenset({Channel.ICS, Channel.ATOM})
IS_FEED = Q(channel__in=sorted(FEEDS))
HAS_ADDRESS = Q(tag__isnull=False, feed_id__isnull=True)
HAS_FEED = Q(tag__isnull=True, feed_id__isnull=False, is_confirmed=True)


class SubscriptionQuerySet(models.QuerySet["Subscription"]):
    def vanishing(self, now: datetime) -> "SubscriptionQuerySet":
        """Those whose address nobody confirmed in time."""
        return self.filter(vanishes_at__lte=now)

    def ended(self, now: datetime) -> "SubscriptionQuerySet":
        """Those whose last month is over."""
        return self.filter(ends_month__lt=now.date().replace(day=1))


class Subscription(models.Model):
    """What a person asked to be reminded by, sealed under the server's key. Nobody's name, no time of asking.

    `id` follows from the managing code, `feed_id` from the address of the feed, which follows from the
    code in turn; `tag` finds another subscription of the same address without telling the address.
    An unconfirmed one vanishes at a whole hour.
    """

    id = models.UUIDField(primary_key=True)
    channel = models.CharField(max_length=10, choices=Channel)
    box = ServerBoxField(room=ROOM)
    tag = models.BinaryField(max_length=server_keys.TAG_SIZE, null=True)
    feed_id = models.UUIDField(null=True, unique=True)
    is_confirmed = models.BooleanField()
    vanishes_at = models.DateTimeField(null=True)
    guesses = models.PositiveSmallIntegerField(default=0)
    ends_month = models.DateField()

    objects = SubscriptionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Exact(Length("box"), server_keys.box_size(ROOM)),
                name="subscription_always_the_same_size",
            ),
            models.CheckConstraint(
                condition=Q(tag=None) | Q(Exact(Length("tag"), server_keys.TAG_SIZE)), name="tag_has_its_size"
            ),
            models.CheckConstraint(
                condition=(IS_FEED & HAS_FEED) | (~IS_FEED & HAS_ADDRESS), name="feeds_need_no_address"
            ),
            models.CheckConstraint(
                condition=Q(is_confirmed=True, vanishes_at=None, guesses=0)
                | Q(is_confirmed=False, vanishes_at__isnull=False, guesses__lt=MOST_GUESSES),
                name="an_unconfirmed_one_vanishes",
            ),
            models.CheckConstraint(
                condition=Q(vanishes_at=None) | Q(Exact(F("vanishes_at"), TruncHour("vanishes_at"))),
                name="vanishing_is_a_whole_hour",
            ),
            models.CheckConstraint(condition=Q(ends_month__day=1), name="subscription_ends_in_a_month"),
            models.CheckConstraint(condition=Q(channel__in=Channel.values), name="channel_is_one_of_ours"),
            models.UniqueConstraint(
                fields=["tag"], condition=Q(is_confirmed=True), name="one_address_one_subscription"
            ),
        ]
        indexes = [
            models.Index(
                "vanishes_at", name="subscription_vanishing", condition=Q(vanishes_at__isnull=False)
            ),
            models.Index("ends_month", name="subscription_by_end"),
        ]

    def __str__(self) -> str:
        return "subscription"

    @property
    def is_feed(self) -> bool:
        return self.channel in FEEDS

    def contents(self) -> Contents:
        """What the box holds. Raises server_keys.NoKey, sealing.DoesNotOpen."""
        return opened(self.id, bytes(self.box))

    def put(self, contents: Contents) -> None:
        """Seal `contents` into the box; beside it their last month and, under the same key, the tag of their
        address. Raises server_keys.NoKey."""
        self.box = _box_column().seal(self.id, pack(contents))
        self.tag = None if self.is_feed else tags_of(self.channel, contents.address)[0]
        self.ends_month = contents.rhythm.ends_on.replace(day=1)

    def resealed(self, content: bytes) -> list[str]:
        """Renew what else was made with the key of the box (`privacy.rotation`): the tag."""
        if self.tag is None:
            return []
        self.tag = tags_of(self.channel, unpack(content).address)[0]
        return ["tag"]


def tags_of(channel: str, address: str) -> list[bytes]:
    """What finds the same address of the same channel again, under each server key, the current first.

    Nobody's mail tells capital letters from small ones, whatever the standard allows.
    """
    return server_keys.tags(f"{channel}:{address.lower() if channel == Channel.EMAIL else address}")


def opened(row: UUID, box: bytes) -> Contents:
    """What the box of this row holds. Raises server_keys.NoKey, sealing.DoesNotOpen."""
    return unpack(_box_column().unseal(row, box))


def _box_column() -> ServerBoxField:
    return Subscription._meta.get_field("box")
