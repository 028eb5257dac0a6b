"""Sending a file of a lesson whole or in parts: players on some phones start nothing without parts."""

import re
from pathlib import Path

from django.http import HttpResponse

from cms.kinds import Kind

RANGE = re.compile(r"bytes=(\d{1,12})-(\d{0,12})")
SHOWN = ("audio/", "video/", "text/vtt")


def answer(path: Path, kind: Kind, wanted: str) -> HttpResponse:
    """The file, at most 5 MB; with `wanted`, the value of a Range header, the part it names."""
    data = path.read_bytes()
    part = _part(wanted, len(data))
    if part is None:
        response = HttpResponse(data)
    elif part[0] >= len(data):
        response = HttpResponse(status=416, headers={"Content-Range": f"bytes */{len(data)}"})
    else:
        first, last = part
        response = HttpResponse(data[first : last + 1], status=206)
        response.headers["Content-Range"] = f"bytes {first}-{last}/{len(data)}"
    response.headers["Content-Type"] = kind.mime
    response.headers["Accept-Ranges"] = "bytes"
    if not kind.mime.startswith(SHOWN):
        response.headers["Content-Disposition"] = f'attachment; filename="{path.name}"'
    return response


def _part(wanted: str, size: int) -> tuple[int, int] | None:
    """First and last byte of the range asked for; None, as for anything unreadable, is the whole."""
    found = RANGE.fullmatch(wanted.strip())
    if found is None:
        return None
    first = int(found[1])
    last = min(int(found[2] or size - 1), size - 1)
    return (first, last) if last >= first or first >= size else None
