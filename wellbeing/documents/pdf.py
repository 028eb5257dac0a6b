"""HTML to PDF, the only place that touches WeasyPrint. Made in memory, never on disk."""

import logging
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

from weasyprint import CSS, HTML
from weasyprint.logger import PROGRESS_LOGGER
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import URLFetcher

from wellbeing.privacy.padding import pad_pdf

STYLESHEET = Path(__file__).parent / "stylesheets" / "document.css"
# Documents of one kind that differ in their words stay within one such step.
LENGTH_STEP = 64 * 1024

# Told the number of the page that is laid out next; what it raises ends the work.
Heard = Callable[[int], None]

# Layout takes one core and some tens of megabytes: one at a time in a process, the others wait.
_one_at_a_time = threading.Lock()


def to_pdf(html: str, *, stylesheet: Path = STYLESHEET, heard: Heard | None = None) -> bytes:
    """A tagged PDF (PDF/UA-1) of a whole HTML page, padded to a multiple of 64 KiB.

    Carries no date, and nothing outside the page is ever fetched: a picture stands in it as `data:`. The same
    page gives the same bytes. `stylesheet` is a file of ours, which also says how large a page is; it is read
    once. `heard` follows a long document, page by page.
    """
    with _one_at_a_time, _following(heard):
        document = HTML(string=html, url_fetcher=URLFetcher(allowed_protocols=("data",))).write_pdf(
            stylesheets=[_read(stylesheet)],
            font_config=_fonts(),
            pdf_variant="pdf/ua-1",
            pdf_identifier=b"notes",
        )
    return pad_pdf(document, LENGTH_STEP)


class _Pages(logging.Handler):
    """WeasyPrint tells how far it is in its own log, and nowhere else."""

    def __init__(self, heard: Heard) -> None:
        super().__init__()
        self.heard = heard

    def emit(self, record: logging.LogRecord) -> None:
        if record.args and "Page" in record.msg:
            self.heard(int(record.args[0]))  # type: ignore[call-overload,index]


@contextmanager
def _following(heard: Heard | None) -> Iterator[None]:
    if heard is None:
        yield
        return
    handler, before = _Pages(heard), (PROGRESS_LOGGER.level, PROGRESS_LOGGER.propagate)
    PROGRESS_LOGGER.addHandler(handler)
    PROGRESS_LOGGER.setLevel(logging.INFO)
    PROGRESS_LOGGER.propagate = False
    try:
        yield
    finally:
        PROGRESS_LOGGER.removeHandler(handler)
        PROGRESS_LOGGER.setLevel(before[0])
        PROGRESS_LOGGER.propagate = before[1]


@cache
def _fonts() -> FontConfiguration:
    """Shared: finding the fonts anew for each document would cost a fifth of its time."""
    return FontConfiguration()


@cache
def _read(stylesheet: Path) -> CSS:
    return CSS(filename=str(stylesheet), font_config=_fonts())
