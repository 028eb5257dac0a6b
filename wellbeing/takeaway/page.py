"""A copy as bytes: one page that opens from a phone or a memory stick, whose policy lets nothing in or out.

The same contents give the same bytes but for the day. Places in the page have names that tell nothing, since
a browser's history may keep them.
"""

import base64
import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.formats import date_format
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import override

from cms import style
from cms.directory import Card
from courses.content.handbook.gathering import Lesson, Part
from wellbeing.takeaway import checking, places
from wellbeing.takeaway.checks import Check
from wellbeing.takeaway.gathering import Contents
from wellbeing.takeaway.places import Fit
from wellbeing.takeaway.signing import Signer

HERE = Path(__file__).parent
SCRIPT = (HERE / "script" / "copy.js").read_text("utf-8")
# Where the day stands until the page is told one.
DAY, DAY_IN_WORDS = "@made@", "@made in words@"
HELP, CHECKS, LESSONS = "p1", "p2", "p3"
SIGNATURE_ROOM = 400


class TooLarge(Exception):
    """Even without lessons it would not fit on every phone."""


def _style() -> str:
    names = (*style.SHEETS, *style.FOR_COURSES)
    sheets = [(style.FOLDER / f"{name}.css").read_text("utf-8") for name in names]
    return style.minify("\n".join([*sheets, (HERE / "stylesheets" / "copy.css").read_text("utf-8")]))


STYLE = _style()


@dataclass(frozen=True, slots=True)
class Undated:
    """A page that does not know its day yet."""

    language: str
    html: str

    def digest(self, signer: Signer) -> bytes:
        """The same for the same page and key."""
        return hashlib.sha256(self.html.encode() + signer.public).digest()

    def made(self, on: date, signer: Signer) -> bytes:
        """The whole file: dated and signed."""
        with override(self.language):
            words = date_format(on, "DATE_FORMAT")
        html = self.html.replace(DAY, on.isoformat()).replace(DAY_IN_WORDS, words)
        return signer.sealed(html.encode())


def undated(contents: Contents) -> Undated:
    """The page with as many of the lessons as it has room for. Raises TooLarge."""
    for count in range(len(contents.lessons), -1, -1):
        page = _page(replace(contents, lessons=contents.lessons[:count]))
        if len(page.html.encode()) + SIGNATURE_ROOM <= checking.LARGEST:
            return page
    raise TooLarge


def _page(contents: Contents) -> Undated:
    language = contents.language
    pages = _pages(contents)
    with override(language):
        checks = [Check.of(shown, places.fit(pages)) for shown in contents.checks]
        html = whole(
            language,
            checks,
            {
                "before_help": _parts(contents.before_help, places.fit(pages, prefix="b-", deeper=1)),
                "help": [
                    {"title": section.title, "cards": _cards(section.cards, pages)}
                    for section in contents.help
                ],
                "after_help": _parts(contents.after_help, places.fit(pages, prefix="c-", deeper=1)),
                "course": contents.course,
                "lessons": [_lesson(lesson, pages) for lesson in contents.lessons],
            },
        )
    return Undated(language, html)


def whole(language: str, checks: Iterable[Check], around: Mapping[str, Any]) -> str:
    """The HTML of a copy with these checks; `around` is all else that its template shows."""
    checks = list(checks)
    context = {
        "language": language,
        "policy": POLICY,
        "style": mark_safe(STYLE),  # noqa: S308  our own files
        "script": mark_safe(SCRIPT),  # noqa: S308
        "data": mark_safe(_data(checks)),  # noqa: S308  escaped below
        "checks": [mark_safe(each.questions(place)) for place, each in enumerate(checks)],  # noqa: S308
        "faces": [
            {"at": f"{CHECKS}-{place}", "title": each.instrument.title[language]}
            for place, each in enumerate(checks)
        ],
        "day": DAY,
        "day_in_words": DAY_IN_WORDS,
        "site": f"{settings.SITE_URL.rstrip('/')}/{language}/take-away/",
        **around,
    }
    return render_to_string("takeaway/copy.html", context)


def _pages(contents: Contents) -> dict[str, str]:
    """Where in the copy stands what the site has at a path."""
    pages = {contents.help_url: HELP, f"/{contents.language}/check/": CHECKS}
    for place, shown in enumerate(contents.checks):
        pages[f"/{contents.language}/check/{shown.slug}/"] = f"{CHECKS}-{place}"
    return pages | {lesson.address: f"{LESSONS}-{lesson.number}" for lesson in contents.lessons}


def _lesson(lesson: Lesson, pages: Mapping[str, str]) -> dict[str, object]:
    at = f"{LESSONS}-{lesson.number}"
    return {
        "at": at,
        "title": lesson.title,
        "intro": lesson.intro,
        "minutes": lesson.minutes,
        "text": _parts(lesson.parts, places.fit(pages, prefix=f"{at}-", deeper=2)),
    }


def _cards(cards: Iterable[Card], pages: Mapping[str, str]) -> list[dict[str, object]]:
    fit = places.fit(pages, prefix="h-", deeper=1, writes=False)
    return [
        {
            "verified_on": card.verified_on,
            "html": _fitting(render_to_string("cms/_help_card.html", {"card": card}), fit),
        }
        for card in cards
    ]


def _parts(parts: Iterable[Part], fit: Fit) -> list[SafeString]:
    return [_fitting(part.html, fit) for part in parts]


def _fitting(html: str, fit: Fit) -> SafeString:
    return mark_safe(fit(html))  # noqa: S308  the template's own text, made fit


def _data(checks: Iterable[Check]) -> str:
    text = json.dumps([each.data() for each in checks], ensure_ascii=False, separators=(",", ":"))
    return text.replace("<", "\\u003c")


def _hashed(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


POLICY = (
    f"default-src 'none'; script-src {_hashed(SCRIPT)}; style-src {_hashed(STYLE)}; "
    "form-action 'none'; base-uri 'none'"
)
