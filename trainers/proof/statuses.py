"""Which certificates are suspended or revoked, by their places on a list (W3C Bitstring Status List 1.0).

A list is a credential of its own, signed and compressed; of 131,072 places nearly all are nobody's. What was
deleted with its trainer stays on it until its term is over, by the marks that were left.
"""

import gzip
from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from django.db.models import Q

from trainers.models import Certificate, LeftMark
from trainers.models.certificates import MOST_STATUSES
from trainers.proof import keys
from trainers.proof.badges import CREDENTIALS, REVOCATION, SUSPENSION, list_address

# So long a copy of a list may be relied on; an older one could hide what was decided since.
DAYS = 7
BYTE = 8
MARKED = {
    SUSPENSION: Q(suspended_month__isnull=False) | Q(revoked_month__isnull=False),
    REVOCATION: Q(revoked_month__isnull=False),
}
LEFT = {SUSPENSION: Q(), REVOCATION: Q(is_revoked=True)}


def signed(purpose: str, today: date) -> str:
    """The list as a JWT, the same all day while nothing changes. Raises KeyError, server_keys.NoKey."""
    marked = Certificate.objects.filter(MARKED[purpose]).values_list("status_index", flat=True)
    left = LeftMark.objects.filter(LEFT[purpose]).values_list("status_index", flat=True)
    begins = datetime.combine(today, time.min, tzinfo=UTC)
    ends = begins + timedelta(DAYS)
    address = list_address(purpose)
    payload: dict[str, Any] = {
        "@context": [CREDENTIALS],
        "id": address,
        "type": ["VerifiableCredential", "BitstringStatusListCredential"],
        "issuer": keys.did(),
        "validFrom": begins.strftime("%Y-%m-%dT%H:%M:%SZ"),
        "validUntil": ends.strftime("%Y-%m-%dT%H:%M:%SZ"),
        "credentialSubject": {
            "id": f"{address}#list",
            "type": "BitstringStatusList",
            "statusPurpose": purpose,
            "encodedList": encoded([*marked, *left]),
        },
        "iss": keys.did(),
        "jti": address,
        "nbf": int(begins.timestamp()),
        "exp": int(ends.timestamp()),
    }
    return keys.current().sign(payload)


def encoded(places: Iterable[int]) -> str:
    """A bit for each place, the first the highest of the first byte; compressed, in base64url after a `u`."""
    bits = bytearray(MOST_STATUSES // BYTE)
    for place in places:
        bits[place // BYTE] |= 0x80 >> place % BYTE
    return "u" + keys.encode(gzip.compress(bytes(bits), mtime=0))
