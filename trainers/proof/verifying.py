"""Whether a certificate holds, for anybody who has its number or scanned its code.

Says the state, the region and the months, and nothing else. In grace a certificate is valid, and that its
term has ended is said besides: its holder may lead runs until the grace ends. That a number has a slip tells
a guesser nothing: anybody can work out its check character. Whether a name may be checked at all is told
to nobody: a name that differs and a name that nobody allowed get one answer, after the same slow hash.
"""

from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from nacl import pwhash
from nacl.exceptions import InvalidkeyError

from trainers.actions.certificates import fold_name
from trainers.models import Certificate
from trainers.proof import throttles
from trainers.reading import state
from trainers.rules import numbers
from trainers.rules.standing import State

LONGEST_NAME = 200
# Of a name that nobody knows, with the cost of the others.
NO_NAME = b"$argon2id$v=19$m=65536,t=2,p=1$+Xdgq9tpaX4KM6DWNo/dCg$lU4Uey9WPwyiKPYc/+Ijh/4yjjcAVGG8M75mwzaxQvY"


class Verdict(StrEnum):
    VALID = "valid"
    IN_GRACE = "in_grace"  # valid, its term over
    EXPIRED = "expired"
    SUSPENDED = "suspended"
    REVOKED = "revoked"
    UNKNOWN = "unknown"
    SLIP = "slip"  # can be no number at all


class Named(StrEnum):
    NOT_ASKED = ""
    SAME = "same"
    NOT_CONFIRMED = "not_confirmed"
    LATER = "later"


VERDICTS = {
    State.CERTIFIED: Verdict.VALID,
    State.RENEWAL_DUE: Verdict.VALID,
    State.IN_GRACE: Verdict.IN_GRACE,
    State.LAPSED: Verdict.EXPIRED,
    State.SUSPENDED: Verdict.SUSPENDED,
    State.REVOKED: Verdict.REVOKED,
}
KNOWN = Certificate.objects.select_related("region", "version")


@dataclass(frozen=True, slots=True)
class Answer:
    """What is said of a certificate; without one, why not."""

    verdict: Verdict
    region: str = ""
    issued: date | None = None
    through: date | None = None
    named: Named = Named.NOT_ASKED


def by_number(typed: str, name: str, today: date) -> Answer:
    """The answer to a number as somebody typed it, and to a name if they typed one."""
    number = numbers.read(typed)
    if number is None:
        return Answer(Verdict.SLIP)
    return _answer(KNOWN.filter(number=number).first(), number, name, today)


def by_token(token: str, name: str, today: date) -> Answer:
    """The answer to a scanned code."""
    return _answer(KNOWN.filter(token=token).first(), token, name, today)


def of(certificate: Certificate, today: date) -> Answer:
    """What is said of this certificate."""
    return Answer(
        verdict=VERDICTS[state(certificate, today)],
        region=str(certificate.region),
        issued=certificate.issued_month,
        through=certificate.valid_through,
    )


def _answer(certificate: Certificate | None, asked: str, name: str, today: date) -> Answer:
    named = _named(certificate, certificate.number if certificate else asked, name)
    if certificate is None:
        return Answer(Verdict.UNKNOWN, named=named)
    return replace(of(certificate, today), named=named)


def _named(certificate: Certificate | None, key: str, name: str) -> Named:
    plain = fold_name(name[:LONGEST_NAME])
    if not plain:
        return Named.NOT_ASKED
    try:
        throttles.count_name(key)
    except throttles.TooManyNow:
        return Named.LATER
    allowed = certificate.name_hash.encode() if certificate else b""
    is_same = _matches(allowed or NO_NAME, plain)
    return Named.SAME if allowed and is_same else Named.NOT_CONFIRMED


def _matches(hashed: bytes, plain: str) -> bool:
    try:
        return pwhash.verify(hashed, plain.encode())
    except InvalidkeyError:
        return False
