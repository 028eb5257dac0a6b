"""A certificate as an Open Badge 3.0: a credential about its number, region and months, and about no person.

The subject is the number itself. The standard leaves room for one status entry: the badge names the list of
what is suspended, which holds the revoked as well. Those revoked for good stand besides, at the same places,
on a list of their own.
"""

from datetime import UTC, date, datetime, time
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from trainers.models import Certificate
from trainers.proof import keys, papers
from trainers.rules.months import last_day
from trainers.rules.pathway import Stage

CREDENTIALS = "https://www.w3.org/ns/credentials/v2"
BADGES = "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"
SUSPENSION, REVOCATION = "suspension", "revocation"


def payload(certificate: Certificate, language: str) -> dict[str, Any]:
    """What is signed: the credential with the claims that a JWT has for the same things (OB 3.0, 8.2)."""
    begins = _moment(certificate.issued_month, time.min)
    ends = _moment(last_day(certificate.valid_through), time(23, 59, 59))
    id = papers.scanned_address(certificate, settings.LANGUAGE_CODE)
    with override(language):
        credential = _credential(certificate, language, id)
    return {
        **credential,
        "validFrom": _said(begins),
        "validUntil": _said(ends),
        "iss": keys.did(),
        "jti": id,
        "nbf": int(begins.timestamp()),
        "exp": int(ends.timestamp()),
    }


def list_address(purpose: str) -> str:
    """Where a status list lies."""
    return settings.SITE_URL.rstrip("/") + reverse("proof:statuses", args=[purpose])


def _rules_address(slug: str) -> str:
    """Where anybody reads what the pathway asks; one address whatever the language of the badge."""
    with override(settings.LANGUAGE_CODE):
        return settings.SITE_URL.rstrip("/") + reverse("trainers_public:pathway", args=[slug])


def _credential(certificate: Certificate, language: str, id: str) -> dict[str, Any]:
    version = certificate.version
    name = str(version.pathway)
    return {
        "@context": [CREDENTIALS, BADGES],
        "id": id,
        "type": ["VerifiableCredential", "OpenBadgeCredential"],
        "name": name,
        "description": _("Region: %(region)s") % {"region": certificate.region},
        "issuer": {
            "id": keys.did(),
            "type": ["Profile"],
            "name": _("Breathing Space"),
            "url": settings.SITE_URL,
        },
        "credentialSubject": {
            "type": ["AchievementSubject"],
            "identifier": [
                {
                    "type": "IdentityObject",
                    "hashed": False,
                    "identityHash": certificate.shown_number,
                    "identityType": "identifier",
                }
            ],
            "licenseNumber": certificate.shown_number,
            "achievement": {
                "id": _rules_address(version.pathway.slug),
                "type": ["Achievement"],
                "achievementType": "Certification",
                "name": name,
                "description": _("A trainer’s certificate. Its number says whether it is valid today."),
                "criteria": {"narrative": _criteria(certificate, language)},
                "version": str(version.number),
            },
        },
        "credentialStatus": {
            "id": f"{list_address(SUSPENSION)}#{certificate.status_index}",
            "type": "BitstringStatusListEntry",
            "statusPurpose": SUSPENSION,
            "statusListIndex": str(certificate.status_index),
            "statusListCredential": list_address(SUSPENSION),
        },
    }


def _criteria(certificate: Certificate, language: str) -> str:
    """What the pathway asked before the certificate, a line each."""
    asked = certificate.version.requirements.filter(stage=Stage.AWARD, instead_of="").order_by("sort_order")
    column = "text_ru" if language == "ru" else "text_en"
    return "\n".join(f"- {text}" for text in asked.values_list(column, flat=True))


def _moment(day: date, at: time) -> datetime:
    return datetime.combine(day, at, tzinfo=UTC)


def _said(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")
