"""How a quarter's private half gets from the page where it was made whole to the worker that counts.

The worker draws a key pair for this one run, in its memory, and puts the public half where the page finds it,
in Redis, together with a tag under a key that follows from SECRET_KEY, which says that a worker of this site
has put it there. The page seals the private half of the quarter to it, with the run and the quarter, and
puts that into Redis for a minute; the worker takes it out, opens it, and forgets both when the run ends.

What a copy of Redis gives, from whatever moment: a public half, which opens nothing, and for that minute a
sealed box (libsodium: Curve25519, XSalsa20-Poly1305) whose only key is in the memory of one process and is
written nowhere. The page sealed with a key pair of its own that it forgot at once, so it could not open the
box again either. With the copy and all that is stored at rest, SECRET_KEY and the seal keys included, nothing
opens it. Only the running machine with its memory gives the key while a run lasts.
"""

import hmac
import json
from dataclasses import dataclass, field
from datetime import date

from django.core.cache import cache
from nacl.exceptions import CryptoError
from nacl.public import PrivateKey, PublicKey, SealedBox

from wellbeing.accounts import keys
from wellbeing.picture.progress import Progress
from wellbeing.privacy.sealing import DoesNotOpen

LABEL = b"picture-worker"
# A worker looks many times a second; what it has not taken by then nobody will.
SECONDS = 60


class NotAWorker(Exception):
    """The public half is not one that a worker of this site has drawn."""


@dataclass(frozen=True, slots=True)
class Handed:
    """The quarter's private half, and the two who made it whole, by the keys of their rows."""

    private: bytes = field(repr=False)
    by: tuple[int, int]


def tag(quarter: date, run: str, public: bytes) -> str:
    """What proves that a worker of this site drew this public half for this run."""
    return keys.keyed_hash(f"{quarter.isoformat()} {run} {public.hex()}", label=LABEL).hex()


def put(handed: Handed, *, quarter: date, to: Progress) -> bool:
    """Seal it to the worker of this run. False if something was put there before. Raises NotAWorker."""
    public = bytes.fromhex(to.public)
    if not hmac.compare_digest(to.tag, tag(quarter, to.run, public)):
        raise NotAWorker
    said = json.dumps([quarter.isoformat(), to.run, handed.private.hex(), *handed.by])
    return bool(
        cache.add(_name(to.run), SealedBox(PublicKey(public)).encrypt(said.encode()), timeout=SECONDS)
    )


def take(*, quarter: date, run: str, key: PrivateKey) -> Handed | None:
    """For the worker: what was put there, which is then there no more. Raises DoesNotOpen."""
    sealed = cache.get(_name(run))
    if sealed is None:
        return None
    cache.delete(_name(run))
    try:
        said = json.loads(SealedBox(key).decrypt(bytes(sealed)))
    except CryptoError:
        raise DoesNotOpen from None
    if said[:2] != [quarter.isoformat(), run]:
        raise DoesNotOpen
    return Handed(bytes.fromhex(said[2]), (said[3], said[4]))


def _name(run: str) -> str:
    return f"picture-key:{run}"
