"""What others type to name a person. It follows from their application code one way, and stands in a box as
the id it is looked up by."""

from wellbeing.privacy import codes


def shown(code: str) -> str:
    """The mark of whoever has this application code, as they write it down."""
    return codes.show(codes.mark(codes.read(code)))


def of(code: str) -> str:
    """How it stands in a box."""
    return read(codes.mark(codes.read(code)))


def read(typed: str) -> str:
    """How a mark that somebody typed stands in a box."""
    return codes.lookup_id(codes.read(typed)).hex
