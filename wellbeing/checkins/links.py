"""The link in a message: what it points to is sealed into it, so nothing about it is stored."""

from dataclasses import dataclass
from uuid import UUID

from django.conf import settings
from django.urls import reverse

from wellbeing.privacy import server_keys

LABEL = b"nudge-link"


@dataclass(frozen=True, slots=True)
class Link:
    """The subscription, which may be gone, and the language its person reads."""

    id: UUID
    language: str


def address_of(link: Link) -> str:
    """The whole address, another one at every call. Raises server_keys.NoKey."""
    token = server_keys.link(link.id.bytes + link.language.encode(), label=LABEL)
    return settings.SITE_URL.rstrip("/") + reverse("nudges:follow", args=[token])


def follow(token: str) -> Link:
    """What the token of an address points to. Raises server_keys.NoKey, sealing.DoesNotOpen."""
    content = server_keys.follow(token, label=LABEL)
    return Link(UUID(bytes=content[:16]), content[16:].decode())
