"""Where the links of a course lead, told apart by their addresses. Pure."""

from dataclasses import dataclass
from urllib.parse import urlsplit

MEDIA = "/media/"


@dataclass(frozen=True, slots=True)
class Link:
    """The address of a `page` of the same course, or of one of its files; `address`: all else in full."""

    page: str = ""
    file: str = ""
    address: str = ""


def read(href: str, *, site: str, pages: frozenset[str]) -> Link:
    """What a link is; `site` is our own full address, `pages` the paths of the course's pages."""
    path = href.removeprefix(site.rstrip("/"))
    if path.startswith("/"):
        if path in pages:
            return Link(page=path)
        if path.startswith(MEDIA):
            return Link(file=path)
        return Link(address=site.rstrip("/") + path)
    return Link(address=href if urlsplit(href).scheme else "")
