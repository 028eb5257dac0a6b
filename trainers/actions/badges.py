"""Signing a badge, and keeping the public half of what signed it."""

from datetime import date

from django.db import transaction

from trainers import refusals
from trainers.models import Certificate, IssuerKey
from trainers.proof import badges, keys
from trainers.rules import months
from wellbeing.privacy import server_keys


@transaction.atomic
def sign(*, certificate: Certificate, language: str, today: date) -> str:
    """The certificate as a signed badge, the same as long as its months and the key are."""
    if certificate.suspended_month or certificate.revoked_month:
        raise refusals.NoPaper
    if not server_keys.is_there():
        raise refusals.NoBadges
    signer = keys.current()
    IssuerKey.objects.get_or_create(public=signer.public, defaults={"since_month": months.of(today)})
    return signer.sign(badges.payload(certificate, language))
