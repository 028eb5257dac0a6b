"""The keys that sign badges (Ed25519): the private half follows from the newest seal key of the server.

Whoever holds a badge finds the public halves at a well-known address, by the name that the badge gives. They
stay there when the server's key is replaced, so that what was signed before goes on to verify.
"""

import base64
import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from django.conf import settings

from trainers.models import IssuerKey
from wellbeing.privacy import server_keys

LABEL = b"badges"
ALGORITHM = "EdDSA"


@dataclass(frozen=True, slots=True)
class Signer:
    """What signs now; `public` names it."""

    private: Ed25519PrivateKey
    public: str

    def sign(self, payload: Mapping[str, Any]) -> str:
        """The payload as a compact JWT that says by which key of this site it is signed."""
        headers = {"typ": "JWT", "kid": f"{did()}#{fragment(self.public)}"}
        return jwt.encode(dict(payload), self.private, algorithm=ALGORITHM, headers=headers)


def current() -> Signer:
    """What signs now. Raises server_keys.NoKey."""
    private = Ed25519PrivateKey.from_private_bytes(server_keys.seed(LABEL))
    return Signer(private, encode(private.public_key().public_bytes_raw()))


def published() -> list[str]:
    """The public halves, the one that signs now first: some readers take the first."""
    kept = list(IssuerKey.objects.order_by("-since_month", "public").values_list("public", flat=True))
    if not server_keys.is_there():
        return kept
    now = current().public
    return [now, *(each for each in kept if each != now)]


def did() -> str:
    """This site as an issuer (did:web): its name and port."""
    return "did:web:" + quote(urlsplit(settings.SITE_URL).netloc, safe="")


def fragment(public: str) -> str:
    """The name of a key within the site: its thumbprint (RFC 7638)."""
    members = json.dumps(jwk(public), separators=(",", ":"), sort_keys=True)
    return encode(hashlib.sha256(members.encode()).digest())


def jwk(public: str) -> dict[str, str]:
    """A public half as others read it (RFC 8037)."""
    return {"kty": "OKP", "crv": "Ed25519", "x": public}


def opened(public: str) -> Ed25519PublicKey:
    raw = base64.urlsafe_b64decode(public + "=" * (-len(public) % 4))
    return Ed25519PublicKey.from_public_bytes(raw)


def encode(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")


def did_document() -> dict[str, Any]:
    """What the site's identifier leads to."""
    methods = [
        {
            "id": f"{did()}#{fragment(public)}",
            "type": "JsonWebKey",
            "controller": did(),
            "publicKeyJwk": jwk(public),
        }
        for public in published()
    ]
    return {
        "@context": ["https://www.w3.org/ns/did/v1", "https://w3id.org/security/jwk/v1"],
        "id": did(),
        "verificationMethod": methods,
        "assertionMethod": [method["id"] for method in methods],
    }


def key_set() -> dict[str, Any]:
    """The same keys as a set (RFC 7517)."""
    return {
        "keys": [
            {**jwk(public), "kid": fragment(public), "alg": ALGORITHM, "use": "sig"} for public in published()
        ]
    }
