"""Texts of the site made fit for a copy: links lead within it or nowhere, and nothing has to be fetched.

A number to call or to write to stays a link: a press on it only opens the phone's own keys. Addresses
elsewhere are written and not linked, and pages of this site that are not in the copy are words.
"""

from collections.abc import Callable, Mapping
from functools import partial

from django.conf import settings
from django.utils.html import format_html
from django.utils.safestring import SafeString

from courses.content.handbook import links
from courses.content.handbook.rewriting import Place, Target, rewritten

Fit = Callable[[str], str]

OPEN_KEYS = ("tel:", "sms:")
# A recording or a picture would be most of a copy; what it says stands below it.
PLAYERS = frozenset({"audio", "video"})


def fit(pages: Mapping[str, str], *, prefix: str = "", deeper: int = 0, writes: bool = True) -> Fit:
    """What makes a text fit. `pages` are the places in the copy by their path on the site; ids get the
    prefix, headings go deeper; without `writes` the text itself says foreign addresses."""
    place = Place(
        leads=partial(_leads, pages, writes),
        file=_nowhere,
        written=_written,
        prefix=prefix,
        deeper=deeper,
        left_out=PLAYERS,
    )
    return partial(rewritten, place=place)


def _leads(pages: Mapping[str, str], writes: object, href: str) -> Target:
    if href.startswith(OPEN_KEYS):
        return Target(href)
    link = links.read(href, site=settings.SITE_URL, pages=frozenset(pages))
    if link.page:
        return Target(f"#{pages[link.page]}")
    is_ours = link.address.startswith(settings.SITE_URL)
    return Target(address=link.address if writes and not is_ours else "")


def _nowhere(address: str) -> None:
    """No file lies beside a copy."""


def _written(address: str) -> SafeString:
    return format_html(' <span class="small">({})</span>', address)
