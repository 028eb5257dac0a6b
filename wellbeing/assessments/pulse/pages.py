"""The pages of a pulse. Every answer to a pulse code has one length, whatever the code or the answers are."""

from collections.abc import Collection, Sequence
from dataclasses import replace

from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from wellbeing.assessments.rules.load import weighing
from wellbeing.assessments.rules.scoring import ScaleResult
from wellbeing.assessments.taking.catalogue import Shown
from wellbeing.assessments.taking.pages import frame_of
from wellbeing.privacy.codes import LONGEST_TYPED, read, show
from wellbeing.privacy.padding import pad_html

LENGTH = 64 * 1024
PATH = "pulse/"


def ask(language: str) -> bytes:
    """The form that asks for the pulse code: the one page that is the same for everybody."""
    return _page("ask", language).encode()


def refused(typed: str, sentence: str, language: str) -> bytes:
    """Why nothing opens now, with what was typed still there."""
    return _padded(_page("ask", language, typed=typed[:LONGEST_TYPED], refused=sentence))


def counted(shown: Shown) -> bytes:
    """This code has answered this time."""
    title = shown.instrument.title[shown.language]
    return _padded(_page("counted", shown.language, slug=shown.slug, title=title))


def questions(
    shown: Shown, typed: str, *, marked: str = "", bad: Collection[int] = (), said: str = ""
) -> bytes:
    """The questions with what becomes of the answers; or with what was marked, and a sentence about it."""
    around = {
        "path": PATH,
        "address": f"/{shown.language}/{PATH}",
        "pulse_code": show(read(typed)),
        "said": said,
        "least": _least(shown),
    }
    return _padded(shown.questions.on("assessments/pulse/questions.html", around, marked, bad))


def too_few(shown: Shown, typed: str, marked: str) -> bytes:
    """Too many questions were skipped to count anything."""
    said = _(
        "Too many questions are skipped to count anything: answer at least %(least)s of them. Nothing was "
        "added. You can go on here, or simply close this page."
    )
    return questions(shown, typed, marked=marked, said=said % {"least": _least(shown)})


def changed(shown: Shown, typed: str) -> bytes:
    """The questions are another version than those that were answered."""
    said = _("The questions have changed meanwhile, so please answer once more. Nothing was added yet.")
    return questions(shown, typed, said=said)


def result(shown: Shown, results: Sequence[ScaleResult], line: str, *, is_new: bool) -> bytes:
    """The person's own result as a self-check gives it, saying that the answer is counted."""
    frame = frame_of(
        shown.slug,
        shown.code,
        shown.instrument,
        shown.language,
        page="assessments/pulse/result.html",
        around={"path": PATH, "is_new": is_new},
    )
    page = replace(shown.result, frame=frame).render(results, line)
    return pad_html(page, LENGTH)


def _least(shown: Shown) -> int:
    return weighing(shown.instrument.scales).min_answered


def _page(name: str, language: str, **context: object) -> str:
    context |= {"language": language, "path": PATH}
    return render_to_string(f"assessments/pulse/{name}.html", context)


def _padded(page: str) -> bytes:
    return pad_html(page.encode(), LENGTH)
