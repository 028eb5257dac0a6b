"""Public numbers of certificates: eleven random characters and a check character (ISO 7064, MOD 33,32).

The alphabet is Crockford's base 32, as in return codes. 55 random bits: with five thousand certificates,
one guess in seven million million hits one. Imports no framework.
"""

from stdnum.exceptions import ValidationError
from stdnum.iso7064 import mod_37_36

from wellbeing.privacy import codes

LENGTH = 12
GROUP = 4


def complete(drawn: str) -> str:
    """The number that begins with these eleven characters."""
    return drawn + str(mod_37_36.calc_check_digit(drawn, codes.ALPHABET))


def draw() -> str:
    """A new number in its plain form, twelve characters."""
    return complete(codes.draw()[: LENGTH - 1])


def show(number: str) -> str:
    """The form that is printed: three groups of four with hyphens."""
    return "-".join(number[start : start + GROUP] for start in range(0, LENGTH, GROUP))


def read(typed: str) -> str | None:
    """The plain form of what a person typed; None if it can be no number at all.

    One character typed wrong, and nearly every pair of neighbours in the wrong order, is found.
    """
    plain = codes.read(typed)
    if len(plain) != LENGTH:
        return None
    try:
        return str(mod_37_36.validate(plain, codes.ALPHABET))
    except ValidationError:
        return None
