"""HTML to PDF, the only place that touches WeasyPrint. Made in memory, never on disk."""

import threading
from functools import cache
from pathlib import Path

from weasyprint import CSS, HTML
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import URLFetcher

from wellbeing.privacy.padding import pad_pdf

STYLESHEET = Path(__file__).parent / "stylesheets" / "document.css"
# Documents of one kind that differ in their words stay within one such step.
LENGTH_STEP = 64 * 1024

# Layout takes one core and some tens of megabytes: one at a time in a process, the others wait.
_one_at_a_time = threading.Lock()


def to_pdf(html: str, *, stylesheet: Path = STYLESHEET) -> bytes:
    """A tagged PDF (PDF/UA-1) of a whole HTML page, padded to a multiple of 64 KiB.

    Carries no date, and nothing outside the page is ever fetched. The same page gives the same bytes.
    `stylesheet` is a file of ours, which also says how large a page is; it is read once.
    """
    with _one_at_a_time:
        document = HTML(string=html, url_fetcher=URLFetcher(allowed_protocols=())).write_pdf(
            stylesheets=[_read(stylesheet)],
            font_config=_fonts(),
            pdf_variant="pdf/ua-1",
            pdf_identifier=b"notes",
        )
    return pad_pdf(document, LENGTH_STEP)


@cache
def _fonts() -> FontConfiguration:
    """Shared: finding the fonts anew for each document would cost a fifth of its time."""
    return FontConfiguration()


@cache
def _read(stylesheet: Path) -> CSS:
    return CSS(filename=str(stylesheet), font_config=_fonts())
