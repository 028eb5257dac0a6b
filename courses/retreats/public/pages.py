"""The page of an application. Every answer to an application code has one length."""

from collections.abc import Callable, Mapping
from datetime import datetime
from http import HTTPStatus
from typing import Any

from django import forms
from django.http import HttpResponse
from django.template.loader import render_to_string
from django.utils import translation

from courses.retreats import opened
from courses.retreats.opened import Opened
from courses.retreats.public import after, coming, paper, pulse, saying
from wellbeing.privacy import codes
from wellbeing.privacy.codes import LONGEST_TYPED
from wellbeing.privacy.padding import pad_html

LENGTH = 64 * 1024
APPLICATION = "application/"
# What modules of their own add to the page of an application, each with its form as it was typed, if it was:
# part(opened, code, now, language, form). A template `_application_<name>.html` shows it.
Part = Callable[[Opened, str, datetime, str, Any], dict[str, object]]
PARTS: dict[str, Part] = {
    "standing": saying.standing,
    "offer": after.offer,
    "coming": coming.part,
    "stay": after.stay,
    "pulse": pulse.part,
    "paper": paper.part,
    "appeal": after.appeal,
    "said": saying.said,
    "mark": saying.mark,
}


def shown(
    code: str,
    now: datetime,
    *,
    said: object = "",
    status: int = HTTPStatus.OK,
    typed_forms: Mapping[str, forms.Form] | None = None,
) -> HttpResponse:
    """The answer that most presses have: everything that the code opens, after what was done.

    Raises refusals.NoSuchApplication, refusals.NothingOpens.
    """
    page = application(opened.read(code), code, now, language(), said=said, typed_forms=typed_forms)
    return HttpResponse(page, status=status)


def language() -> str:
    return translation.get_language() or "ru"


def enter(language: str) -> bytes:
    """The form that asks for the application code."""
    return _page("enter", language, APPLICATION)


def refused(typed: str, sentence: object, language: str) -> bytes:
    """Nothing opens with this code, or too many were tried; what was typed still stands there."""
    return padded("enter", language, APPLICATION, typed=typed[:LONGEST_TYPED], refused=sentence)


def application(
    mine: Opened,
    typed: str,
    now: datetime,
    language: str,
    *,
    said: object = "",
    typed_forms: Mapping[str, forms.Form] | None = None,
) -> bytes:
    """Everything that an application code opens. `said` is a sentence about what was just pressed;
    `typed_forms` are the forms of PARTS that need another look."""
    plain = codes.read(typed)
    parts: dict[str, object] = {}
    for name, part in PARTS.items():
        parts |= part(mine, plain, now, language, (typed_forms or {}).get(name))
    return padded(
        "application",
        language,
        APPLICATION,
        application=mine.application,
        facts=mine.facts,
        round=mine.application.round,
        is_open=mine.application.round.is_open(now),
        code=codes.show(plain),
        said=said,
        **parts,
    )


def padded(name: str, language: str, path: str, **context: object) -> bytes:
    """A page of the one length, for whatever answers to an application code."""
    return pad_html(_page(name, language, path, **context), LENGTH)


def _page(name: str, language: str, path: str, **context: object) -> bytes:
    context |= {"language": language, "path": path}
    return render_to_string(f"retreats/public/{name}.html", context).encode()
