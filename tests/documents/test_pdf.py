"""A long document can be followed page by page, given up in between, and is the same as without."""

import logging
import re
import zlib

import pytest

from wellbeing.documents.pdf import to_pdf

LONG = "<html lang=ru><title>x</title>" + "<p style='break-after: page'>страница</p>" * 5
PIXEL = (
    "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU"
    "5ErkJggg=="
)


class Enough(Exception):
    pass


def test_every_page_is_heard_of() -> None:
    heard: list[int] = []

    followed = to_pdf(LONG, heard=heard.append)

    assert heard == [1, 2, 3, 4, 5]
    assert followed == to_pdf(LONG)


def test_what_the_listener_raises_ends_the_work_and_leaves_nothing_behind() -> None:
    logger = logging.getLogger("weasyprint.progress")
    before = (logger.level, logger.propagate, list(logger.handlers))

    def stop(page: int) -> None:
        if page == 3:
            raise Enough

    with pytest.raises(Enough):
        to_pdf(LONG, heard=stop)

    assert (logger.level, logger.propagate, list(logger.handlers)) == before
    assert to_pdf(LONG).startswith(b"%PDF-"), "the next one may be made"


def test_nothing_is_fetched_but_what_stands_in_the_page() -> None:
    assert has_picture(to_pdf(f'<html lang=ru><title>x</title><img src="{PIXEL}" alt=x>'))
    for address in ("file:///etc/hostname", "http://127.0.0.1:9/x.png", "media/x.png"):
        assert not has_picture(to_pdf(f'<html lang=ru><title>x</title><img src="{address}" alt=x>'))


def has_picture(pdf: bytes) -> bool:
    found = pdf
    for match in re.finditer(rb"stream\r?\n(.*?)\r?\nendstream", pdf, re.DOTALL):
        try:
            found += zlib.decompressobj().decompress(match[1])
        except zlib.error:
            continue
    return re.search(rb"/Subtype ?/Image", found) is not None
