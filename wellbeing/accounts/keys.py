"""Keys of the server for what only the sign-in of staff needs, each with a label of its own."""

from hashlib import blake2b

from django.conf import settings

SESSION_ADDRESS = b"session-address"
SESSION_CONTENT = b"session-content"
SECOND_FACTOR = b"second-factor"
TYPED_USERNAME = b"typed-username"
UNLOCKED_ADDRESS = b"unlocked-address"
UNLOCKED_CONTENT = b"unlocked-content"
PASSPHRASE_GUESS = b"passphrase-guess"
PASSWORD_GUESS = b"password-guess"


def key(label: bytes) -> bytes:
    """32 bytes that follow from SECRET_KEY and a label of at most 16 bytes."""
    return blake2b(settings.SECRET_KEY.encode(), digest_size=32, person=label).digest()


def keyed_hash(text: str, *, label: bytes) -> bytes:
    """32 bytes that stand for a text and cannot be found out by trying texts without SECRET_KEY."""
    return blake2b(text.encode(), digest_size=32, key=key(label)).digest()
