"""A quarter's private half in shares, any two of which make it whole, and one alone tells nothing.

Shamir's secret sharing as SLIP-39 writes it, by the package of its authors: each share is 33 words with a
check sum, so that a broken one is told from a wrong one. At rest each is sealed to one person's public half
(libsodium's sealed boxes), padded to one size. Pure: imports no framework.
"""

from collections.abc import Sequence

from nacl.bindings import crypto_box_SEALBYTES
from nacl.exceptions import CryptoError
from nacl.public import PrivateKey, PublicKey, SealedBox
from shamir_mnemonic import MnemonicError, combine_mnemonics, generate_mnemonics

from wellbeing.privacy.sealing import DoesNotOpen

NEEDED = 2
# SLIP-39 numbers the shares of a key with four bits.
MOST = 16
ROOM = 384
SEALED_SIZE = ROOM + crypto_box_SEALBYTES


class DoNotFit(ValueError):
    """These shares are not two of one key."""


def split(private: bytes, *, among: int) -> list[str]:
    """Shares of a 32-byte key for so many people, from NEEDED to MOST of them. Raises ValueError."""
    if not NEEDED <= among <= MOST:
        raise ValueError("a key is shared by two to sixteen people")
    parts: list[str] = generate_mnemonics(1, [(NEEDED, among)], private, iteration_exponent=0)[0]
    return parts


def combine(found: Sequence[str]) -> bytes:
    """The key that two shares are of. Raises DoNotFit."""
    try:
        key: bytes = combine_mnemonics(found)
    except MnemonicError:
        raise DoNotFit from None
    return key


def seal(share: str, *, public: bytes) -> bytes:
    """A share in SEALED_SIZE bytes that only the private half to `public` opens."""
    return bytes(SealedBox(PublicKey(public)).encrypt(share.encode().ljust(ROOM)))


def unseal(sealed: bytes, *, private: bytes) -> str:
    """The share. Raises DoesNotOpen."""
    try:
        return SealedBox(PrivateKey(private)).decrypt(sealed).decode().rstrip()
    except CryptoError:
        raise DoesNotOpen from None
