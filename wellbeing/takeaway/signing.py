"""Signatures that anybody can check with the tools of their machine: OpenSSH's, by Ed25519.

A signature in OpenSSH's form (PROTOCOL.sshsig) is checked by `ssh-keygen -Y verify`, which Windows, macOS and
Linux bring along. The same form stands in a comment at the end of a copy, over all bytes before it, so that a
copy that travels without its signature still has one. Imports no framework.
"""

import base64
import binascii
import hashlib
import re
from dataclasses import dataclass

from nacl.exceptions import BadSignatureError
from nacl.signing import SigningKey, VerifyKey

NAMESPACE = b"take-away"
# Whom the list of keys names as the one who signs; the word that `ssh-keygen` asks for after -I.
SIGNER = "copy"
KIND = b"ssh-ed25519"
HASH = b"sha512"
MAGIC = b"SSHSIG"
VERSION = (1).to_bytes(4, "big")
KEY_SIZE, SIGNATURE_SIZE = 32, 64
# Before the key's own bytes: the beginning, a length, its kind with a length, a length. Lengths take four.
KEY_AT = len(MAGIC) + len(VERSION) + 4 + 4 + len(KIND) + 4
LINE = 70
COMMENT = re.compile(rb"<!-- signature ([A-Za-z0-9+/=]{200,400}) -->\n\Z")


class NotSigned(ValueError):
    """There is no signature of this form at the end."""


class DoesNotFit(ValueError):
    """The signature is not that of these bytes."""


@dataclass(frozen=True, slots=True)
class Signer:
    """What signs; `public` are the 32 bytes by which others check."""

    private: SigningKey

    @classmethod
    def of(cls, seed: bytes) -> "Signer":
        return cls(SigningKey(seed))

    @property
    def public(self) -> bytes:
        return bytes(self.private.verify_key)

    def sign(self, message: bytes) -> bytes:
        """The signature of a message. The same message gives the same bytes."""
        return _whole(self.public, self.private.sign(_to_sign(message)).signature)

    def sealed(self, body: bytes) -> bytes:
        """The body with its signature in a comment after it."""
        return body + b"<!-- signature " + base64.b64encode(self.sign(body)) + b" -->\n"


def body_of(content: bytes) -> tuple[bytes, bytes]:
    """The signed body of a copy, and the public key that signed it. Raises NotSigned, DoesNotFit."""
    found = COMMENT.search(content[-500:])
    if found is None:
        raise NotSigned
    body = content[: len(content) - len(found[0])]
    try:
        signature = base64.b64decode(found[1], validate=True)
    except binascii.Error:
        raise NotSigned from None
    return body, verify(signature, body)


def verify(signature: bytes, message: bytes) -> bytes:
    """The public key that signed the message. Raises NotSigned, DoesNotFit."""
    public, signed = signature[KEY_AT : KEY_AT + KEY_SIZE], signature[-SIGNATURE_SIZE:]
    if len(public) != KEY_SIZE or signature != _whole(public, signed):
        raise NotSigned
    try:
        VerifyKey(public).verify(_to_sign(message), signed)
    except BadSignatureError:
        raise DoesNotFit from None
    return public


def armored(signature: bytes) -> str:
    """The signature as a file of its own."""
    text = base64.b64encode(signature).decode()
    lines = [text[at : at + LINE] for at in range(0, len(text), LINE)]
    return "\n".join(["-----BEGIN SSH SIGNATURE-----", *lines, "-----END SSH SIGNATURE-----", ""])


def written(public: bytes) -> str:
    """A public key as OpenSSH writes it."""
    return f"{KIND.decode()} {base64.b64encode(_key(public)).decode()}"


def read(text: str) -> list[bytes]:
    """The public keys in a text: one a line, as `written` or `allowed` has them. What is none is left out."""
    found = []
    for word in re.findall(r"ssh-ed25519\s+([A-Za-z0-9+/=]{60,80})", text):
        try:
            raw = base64.b64decode(word, validate=True)
        except binascii.Error:
            continue
        public = raw[-KEY_SIZE:]
        if raw == _key(public):
            found.append(public)
    return found


def allowed(public: bytes) -> str:
    """A line of the file that `ssh-keygen -Y verify` takes after -f."""
    return f'{SIGNER} namespaces="{NAMESPACE.decode()}" {written(public)}\n'


def fingerprint(public: bytes) -> str:
    """The short name of a key, as `ssh-keygen -l` says it."""
    return "SHA256:" + base64.b64encode(hashlib.sha256(_key(public)).digest()).decode().rstrip("=")


def _whole(public: bytes, signed: bytes) -> bytes:
    parts = (_key(public), NAMESPACE, b"", HASH, _string(KIND) + _string(signed))
    return MAGIC + VERSION + b"".join(_string(part) for part in parts)


def _to_sign(message: bytes) -> bytes:
    parts = (NAMESPACE, b"", HASH, hashlib.sha512(message).digest())
    return MAGIC + b"".join(_string(part) for part in parts)


def _key(public: bytes) -> bytes:
    return _string(KIND) + _string(public)


def _string(value: bytes) -> bytes:
    return len(value).to_bytes(4, "big") + value
