"""Pages of one length, so that whoever sees only how much was sent learns nothing of what it said."""

OPEN, CLOSE = b"<!--", b"-->"
FRAME = len(OPEN) + len(CLOSE)


def rounded_up(size: int, step: int) -> int:
    """The next multiple of `step` at or above `size`."""
    return -(-size // step) * step


def pad_html(page: bytes, size: int) -> bytes:
    """The page followed by a comment that brings it to exactly `size` bytes.

    A page that has no room for the comment goes to the next multiple of `size`, so that even then its
    exact length stays hidden.
    """
    target = rounded_up(len(page) + FRAME, size)
    return page + OPEN + b" " * (target - len(page) - FRAME) + CLOSE


def pad_pdf(document: bytes, step: int) -> bytes:
    """The document brought to a multiple of `step` bytes by a comment between its end and a repeated trailer.

    A reader looks for `startxref` from the end of a file (ISO 32000-1, 7.5.5); what stands before it and
    belongs to no object is passed over.
    """
    start = document.rindex(b"startxref")
    trailer = b"\n" + document[start:].rstrip() + b"\n"
    target = rounded_up(len(document) + len(trailer) + 1, step)
    return document + b"%" + b" " * (target - len(document) - len(trailer) - 1) + trailer
