"""From the shipped content files to what a body stores.

A file holds both languages in one structure. Every block and list item gets an id from its place, so
the English body of a page lines up with the Russian one, string by string.
"""

import re
import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from html import escape
from itertools import chain
from typing import Any

from cms.blocks import CHECKS, HELP, SECTIONS

Raw = Mapping[str, Any]
Value = Any

CHECK_YOURSELF = {"ru": "Проверьте себя", "en": "Check yourself"}

_SPACE = uuid.UUID("6d1f0f0a-5a39-4d52-8f5b-0f6a54a7f3b1")
_INTERNAL_LINK = re.compile(r'href="(/(?:ru|en)/[^"]*)"')


@dataclass(frozen=True, slots=True)
class Links:
    """Finds the page for an address of the files, such as `/ru/about/causes/`; keys are the last part.

    `elsewhere` are beginnings of addresses, below the language's own, that other packages serve.
    """

    pages: Mapping[str, int]
    elsewhere: tuple[str, ...] = ()

    def target(self, path: str) -> dict[str, Value]:
        """What a link block stores: a page, or a part of the site that is not a page. Raises KeyError."""
        below = path.split("/", 2)[2]
        if below in dict(SECTIONS):
            return {"section": below}
        return {"page": self.pages[below.rstrip("/").rpartition("/")[2] or "home"]}

    def in_html(self, html: str) -> str:
        """The same text with links to pages as editors make them, which follow a page that moves."""
        return _INTERNAL_LINK.sub(lambda found: self._link(found[1]), html)

    def _link(self, path: str) -> str:
        if path.split("/", 2)[2].startswith(self.elsewhere):
            return f'href="{path}"'
        return f'linktype="page" id="{self.target(path)["page"]}"'


def stream(body: list[Raw], language: str, links: Links) -> list[Raw]:
    """The body's blocks in one language as a StreamField stores them. Raises KeyError for a bad file."""
    made: list[Raw] = []
    for place, raw in enumerate(chain.from_iterable(map(_opened, body))):
        kind, values = _MAKERS[raw["kind"]](_said(raw, language), links, str(place))
        made += [{"type": kind, "id": _id(place, n), "value": value} for n, value in enumerate(values)]
    return made


def _opened(raw: Raw) -> list[Raw]:
    """A check of oneself is questions under a heading; everything else is one block as it stands."""
    if raw["kind"] != "check":
        return [raw]
    return [{"kind": "heading", "text": CHECK_YOURSELF}, {**raw, "kind": "question_answer"}]


def _said(raw: Any, language: str) -> Any:
    """The same structure with each pair of texts replaced by the one in `language`."""
    if isinstance(raw, Mapping):
        if set(raw) == {"ru", "en"}:
            return raw[language]
        return {key: _said(value, language) for key, value in raw.items()}
    return [_said(each, language) for each in raw] if isinstance(raw, list) else raw


def _id(*place: object) -> str:
    return str(uuid.uuid5(_SPACE, ".".join(map(str, place))))


def _items(values: list[Value], *place: object) -> list[Raw]:
    return [{"type": "item", "id": _id(*place, n), "value": value} for n, value in enumerate(values)]


def _heading(raw: Raw, links: Links, place: str) -> tuple[str, list[Value]]:
    return "heading", [raw["text"]]


def _paragraph(raw: Raw, links: Links, place: str) -> tuple[str, list[Value]]:
    return "paragraph", [links.in_html(raw["html"])]


def _list(raw: Raw, links: Links, place: str) -> tuple[str, list[Value]]:
    return "paragraph", ["<ul>{}</ul>".format("".join(f"<li>{escape(each)}</li>" for each in raw["items"]))]


def _callout(raw: Raw, links: Links, place: str) -> tuple[str, list[Value]]:
    return "callout", [{"title": raw["title"], "text": links.in_html(raw["html"])}]


def _steps(raw: Raw, links: Links, place: str) -> tuple[str, list[Value]]:
    steps = [each if isinstance(each, Mapping) else {"text": each} for each in raw["items"]]
    return "steps", [{"title": raw.get("title", ""), "items": _items(steps, place)}]


def _table(raw: Raw, links: Links, place: str) -> tuple[str, list[Value]]:
    rows = [{"cells": _items(cells, place, "row", n)} for n, cells in enumerate(raw["rows"])]
    columns = _items(raw["header"], place, "column")
    return "table", [{"caption": raw["caption"], "columns": columns, "rows": _items(rows, place, "rows")}]


def _sources(raw: Raw, links: Links, place: str) -> tuple[str, list[Value]]:
    sources = [{"text": each["text"], "address": each.get("url", "")} for each in raw["items"]]
    return "sources", [{"items": _items(sources, place)}]


def _figure_fact(raw: Raw, links: Links, place: str) -> tuple[str, list[Value]]:
    return "figure_fact", [{"figure": raw["number"], "text": raw["text"], "source": raw["source"]}]


def _links(raw: Raw, links: Links, place: str) -> tuple[str, list[Value]]:
    items = [
        {"text": each["title"], "note": each["text"], **links.target(each["path"])} for each in raw["items"]
    ]
    return "links", [{"title": raw.get("title", ""), "items": _items(items, place)}]


def _questions(raw: Raw, links: Links, place: str) -> tuple[str, list[Value]]:
    pairs = [{"question": each["q"], "answer": f"<p>{escape(each['a'])}</p>"} for each in raw["items"]]
    return "question_answer", pairs


def _reflection(raw: Raw, links: Links, place: str) -> tuple[str, list[Value]]:
    prompts = [{"text": each["text"], "lines": each["lines"]} for each in raw["prompts"]]
    text = links.in_html(raw["html"])
    return "reflection", [{"title": raw["title"], "text": text, "prompts": _items(prompts, place)}]


def _practice(raw: Raw, links: Links, place: str) -> tuple[str, list[Value]]:
    pattern = dict.fromkeys(("inhale", "hold", "exhale", "rounds")) | raw.get("pattern", {})
    texts = {"title": raw["title"], "text": links.in_html(raw["html"])}
    items = _items(raw.get("items", []), place)
    return "practice", [{**texts, "form": raw["form"], **pattern, "items": items}]


def _signpost(raw: Raw, links: Links, place: str) -> tuple[str, list[Value]]:
    return "signpost", [{"to": {"help": HELP, "check": CHECKS}[raw["to"]], "text": raw["text"]}]


_MAKERS: dict[str, Callable[[Raw, Links, str], tuple[str, list[Value]]]] = {
    "heading": _heading,
    "paragraph": _paragraph,
    "list": _list,
    "callout": _callout,
    "steps": _steps,
    "table": _table,
    "sources": _sources,
    "figure_fact": _figure_fact,
    "links": _links,
    "question_answer": _questions,
    "reflection": _reflection,
    "practice": _practice,
    "signpost": _signpost,
}
