"""The key that signs copies: it follows from the newest seal key of the server, as that of badges does."""

from datetime import date

from wellbeing.privacy import server_keys
from wellbeing.takeaway.models import CopyKey
from wellbeing.takeaway.signing import Signer

LABEL = b"take-away"


def current() -> Signer:
    """What signs now. Raises server_keys.NoKey."""
    return Signer.of(server_keys.seed(LABEL))


def keep(signer: Signer, *, today: date) -> None:
    """Remember the public half for as long as copies that it signed may be about."""
    CopyKey.objects.get_or_create(public=signer.public.hex(), defaults={"since_month": today.replace(day=1)})


def published() -> list[bytes]:
    """The public halves, the newest first."""
    kept = CopyKey.objects.order_by("-since_month", "public").values_list("public", flat=True)
    return [bytes.fromhex(public) for public in kept]
