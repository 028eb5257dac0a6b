"""A part of a page made fit for another place: where its links lead there, where its files lie. Pure.

What a page shows is made once, by its blocks; paper and memory stick change only what a sheet of paper or a
folder cannot do.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from html import escape
from html.parser import HTMLParser

VOID = {"br", "col", "hr", "img", "input", "source", "track", "wbr"}
# Attributes that name an id of the same page.
NAMES = {"id", "for", "aria-labelledby", "aria-describedby", "headers"}
FILES = {"src", "poster"}
HEADINGS = {f"h{level}": level for level in range(1, 7)}
# What only a browser with the site behind it can use.
USELESS = {"srcset", "sizes", "loading", "hreflang", "rel", "target", "referrerpolicy", "crossorigin"}


Attributes = list[tuple[str, str | None]]


@dataclass(frozen=True, slots=True)
class Target:
    """Where a link leads: `href`, empty for nowhere, and the address to be written beside it, if any."""

    href: str = ""
    address: str = ""


@dataclass(frozen=True, slots=True)
class Place:
    """What is different where the part will stand.

    `leads` says what becomes of a link; `file` where a file lies, None for nowhere: then its element goes.
    `written` makes an address into what stands after the link. Ids get `prefix`, headings go `deeper`.
    """

    leads: Callable[[str], Target]
    file: Callable[[str], str | None]
    written: Callable[[str], str]
    prefix: str = ""
    deeper: int = 0
    left_out: frozenset[str] = frozenset()


def rewritten(html: str, place: Place) -> str:
    """The same part for that place."""
    parser = _Rewriter(place)
    parser.feed(html)
    parser.close()
    return "".join(parser.out)


@dataclass(slots=True)
class _Open:
    """A link that is being read: its target, and the text so far."""

    target: Target
    text: list[str] = field(default_factory=list)


class _Rewriter(HTMLParser):
    def __init__(self, place: Place) -> None:
        super().__init__(convert_charrefs=True)
        self.place = place
        self.out: list[str] = []
        self.links: list[_Open] = []
        # How deep inside an element that is left out.
        self.skipping = 0

    def handle_starttag(self, tag: str, attrs: Attributes) -> None:
        files = {name: self.place.file(value or "") for name, value in attrs if name in FILES}
        if self.skipping or tag in self.place.left_out or None in files.values():
            self.skipping += tag not in VOID
            return
        kept = {name: self._fit(name, value or "") for name, value in attrs if not _is_useless(name)}
        kept |= {name: value for name, value in files.items() if value is not None}
        if tag == "a":
            kept = self._begin_link(kept)
        words = "".join(f' {name}="{escape(value)}"' for name, value in kept.items())
        self.out.append(f"<{self._named(tag)}{words}>")

    def handle_endtag(self, tag: str) -> None:
        if tag in VOID:
            return
        if self.skipping:
            self.skipping -= 1
        elif tag == "a" and self.links:
            self._end_link(self.links.pop())
        else:
            self.out.append(f"</{self._named(tag)}>")

    def handle_data(self, data: str) -> None:
        if self.skipping:
            return
        for link in self.links:
            link.text.append(data)
        self.out.append(escape(data, quote=False))

    def _fit(self, name: str, value: str) -> str:
        """What an attribute says in the other place."""
        return " ".join(self.place.prefix + each for each in value.split()) if name in NAMES else value

    def _begin_link(self, attrs: dict[str, str]) -> dict[str, str]:
        """The attributes of a link; of one that leads nowhere only its words stay."""
        href = attrs.get("href", "")
        if href.startswith("#"):
            target = Target(f"#{self.place.prefix}{href[1:]}")
        else:
            target = self.place.leads(href) if href else Target()
        self.links.append(_Open(target))
        return attrs | {"href": target.href} if target.href else {}

    def _end_link(self, link: _Open) -> None:
        self.out.append("</a>" if link.target.href else "</span>")
        address = link.target.address
        if address and address.partition("://")[2].strip("/") not in "".join(link.text):
            self.out.append(self.place.written(address))

    def _named(self, tag: str) -> str:
        if tag == "a" and not self.links[-1].target.href:
            return "span"
        return f"h{min(HEADINGS[tag] + self.place.deeper, 6)}" if tag in HEADINGS else tag


def _is_useless(name: str) -> bool:
    return name in USELESS or name.startswith("on")
