"""The style of the public side. It stands in every page, so that nothing of the site stays in a browser's
cache and a first visit is one request; the policy header names it by its hash. What only courses need is
a second sheet, which the pages of courses carry besides; so it is with the picture of the regions."""

import base64
import hashlib
import re
import string
from collections.abc import Iterable
from pathlib import Path

FOLDER = Path(__file__).parent / "stylesheets"
SHEETS = ("tokens", "text", "frame", "parts", "forms", "charts", "home", "media")
FOR_COURSES = ("lessons",)
FOR_PICTURE = ("picture",)
DARK = "@media(prefers-color-scheme:dark)"


def minify(css: str, *, beside: str = "") -> str:
    """Drops comments and spaces that mean nothing, and shortens the names of our own properties,
    the same ones in a sheet that will stand `beside`.

    Knows only what our own sheets use: no strings with spaces next to punctuation, and spaces around
    `+` and `-` in calculations are kept.
    """
    css = re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL)
    css = re.sub(r"\s+", " ", css)
    css = re.sub(r" ?([{};,>]) ?", r"\1", css)
    css = re.sub(r": ", ":", css)
    css = re.sub(r"(@media|and) \(", r"\1(", css).replace("and(", "and (")
    css = css.replace(";}", "}").strip()
    for place, name in enumerate(sorted(set(re.findall(r"--[a-z]{2,}\b", css + beside)))):
        css = re.sub(rf"{name}\b", f"--{string.ascii_uppercase[place]}", css)
    return css


def in_scheme(scheme: str) -> str:
    """The style as if the reader had asked for `light` or `dark`; for the staff's living style page."""
    scope = "@media all" if scheme == "dark" else "@media not all"
    return (
        (STYLE + COURSES_STYLE + PICTURE_STYLE)
        .replace(DARK, scope)
        .replace("color-scheme:light dark", f"color-scheme:{scheme}")
    )


def _read(names: Iterable[str]) -> str:
    return "\n".join((FOLDER / f"{name}.css").read_text("utf-8") for name in names)


def _source(css: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(css.encode()).digest()).decode()}'"


ALL = _read((*SHEETS, *FOR_COURSES, *FOR_PICTURE))
STYLE = minify(_read(SHEETS), beside=ALL)
COURSES_STYLE = minify(_read(FOR_COURSES), beside=ALL)
PICTURE_STYLE = minify(_read(FOR_PICTURE), beside=ALL)
CSP_SOURCE = " ".join(_source(each) for each in (STYLE, COURSES_STYLE, PICTURE_STYLE))
