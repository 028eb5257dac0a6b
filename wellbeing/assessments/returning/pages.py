"""The pages around them: what can be taken, and the sealed history with all that can be done with it.

Every answer that a code leads to has one length, whether a history was found or not.
"""

from collections.abc import Sequence

from django.template.loader import render_to_string

from wellbeing.assessments.returning.entries import MOST_ENTRIES, Entry
from wellbeing.assessments.returning.series import series_of
from wellbeing.assessments.taking.catalogue import Shown
from wellbeing.assessments.taking.pages import face
from wellbeing.privacy.codes import LONGEST_TYPED, read, show
from wellbeing.privacy.padding import pad_html

HISTORY_LENGTH = 64 * 1024


def choose(listed: Sequence[Shown], language: str) -> bytes:
    """What can be taken."""
    checks = [
        {"slug": each.slug, "questions": len(each.sheet.keys), **face(each.instrument, language)}
        for each in listed
    ]
    return _page("choose", language, "check/", checks=checks)


def ask(language: str) -> bytes:
    """The form that asks for a return code."""
    return _page("return", language, "return/")


def kept(entries: Sequence[Entry], *, new_code: str, typed: str, language: str) -> bytes:
    """The history; with a new code, that code once, easy to write down."""
    return _padded(
        "history",
        language,
        series=series_of(entries),
        new_code=show(new_code) if new_code else "",
        code=show(read(typed)),
        is_full=len(entries) == MOST_ENTRIES,
    )


def ask_to_delete(entries: Sequence[Entry], typed: str, language: str) -> bytes:
    return _padded("delete", language, count=len(entries), code=show(read(typed)))


def deleted(language: str) -> bytes:
    return _padded("deleted", language)


def not_found(typed: str, language: str, adding: tuple[Shown, str] | None = None) -> bytes:
    """No history opens with this code; the answers of a result that was to be added are not lost."""
    shown, line = adding or (None, "")
    return _padded("not_found", language, typed=typed[:LONGEST_TYPED], shown=shown, line=line)


def _padded(name: str, language: str, **context: object) -> bytes:
    return pad_html(_page(name, language, "return/", **context), HISTORY_LENGTH)


def _page(name: str, language: str, path: str, **context: object) -> bytes:
    return render_to_string(
        f"assessments/{name}.html", {"language": language, "path": path, **context}
    ).encode()
