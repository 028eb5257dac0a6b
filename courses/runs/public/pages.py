"""The public pages of runs. Every answer to a place code has one length."""

from collections.abc import Callable, Mapping
from datetime import datetime
from http import HTTPStatus
from typing import Any

from django import forms
from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _

from courses.runs import refusals
from courses.runs.actions import teams
from courses.runs.actions.joining import Joined
from courses.runs.models import Party, Place, Run
from courses.runs.public import feedback, for_team, paper, pulse, reading
from courses.runs.public.forms import CalendarForm, FilterForm, JoinForm
from courses.runs.public.reading import Shown
from courses.runs.rules.states import Deed, permits
from wellbeing.privacy import codes
from wellbeing.privacy.codes import LONGEST_TYPED
from wellbeing.privacy.padding import pad_html

LENGTH = 64 * 1024
RUNS, PLACE = "runs/", "place/"
STATUS = {
    refusals.TooManyNow: HTTPStatus.TOO_MANY_REQUESTS,
    refusals.NotInvited: HTTPStatus.BAD_REQUEST,
    refusals.TooManyTogether: HTTPStatus.BAD_REQUEST,
}
# What modules of their own add to the page of a place, each with its form as it was typed, if it was.
Part = Callable[[Place, str, datetime, str, Any], dict[str, object]]
PARTS: dict[str, Part] = {
    "note": for_team.part,
    "feedback": feedback.part,
    "paper": paper.part,
    "pulse": pulse.part,
}


def index(form: FilterForm, chosen: dict[str, str], runs: list[Shown], language: str) -> bytes:
    """The list, with a feed where a region was chosen."""
    return _page(
        "index", language, RUNS, form=form, runs=runs, chosen=chosen, region=chosen.get("regions", "")
    )


def run(seen: Shown, now: datetime, language: str) -> bytes:
    """One run: when it meets, what joining means, and what is kept."""
    path = f"{RUNS}{seen.run.pk}/"
    return _page("run", language, path, **_run(seen, now), meetings=reading.meetings(seen.run, now))


def join(
    seen: Shown,
    form: JoinForm,
    once: str,
    now: datetime,
    language: str,
    *,
    refused: refusals.Refused | None = None,
) -> bytes:
    """The form with what was typed, and a sentence about what cannot be."""
    return _page(
        "join",
        language,
        f"{RUNS}{seen.run.pk}/join/",
        **_run(seen, now),
        form=form,
        may_note=teams.is_read(seen.run),
        once=once[:LONGEST_TYPED] or codes.draw(),
        refused=refused,
    )


def joined(run: Run, came: Joined, language: str) -> bytes:
    """The place codes, once, and where their people stand."""
    people = [(each.name, codes.show(each.code)) for each in came.people]
    page = _page("joined", language, f"{RUNS}{run.pk}/join/", run=run, joined=came, people=people)
    return pad_html(page, LENGTH)


def enter(language: str) -> bytes:
    """The form that asks for the place code."""
    return _page("enter", language, PLACE)


def refused(typed: str, sentence: object, language: str) -> bytes:
    """Nothing opens with this code, or too many were tried; what was typed still stands there."""
    return _padded("enter", language, typed=typed[:LONGEST_TYPED], refused=sentence)


def place(
    mine: Place,
    typed: str,
    now: datetime,
    language: str,
    *,
    said: object = "",
    says: CalendarForm | None = None,
    typed_forms: Mapping[str, forms.Form] | None = None,
) -> bytes:
    """Everything that a place code opens. `said` is a sentence about what was just pressed; `typed_forms` are
    the forms of PARTS that need another look."""
    seen = reading.one(mine.party.run_id, language)
    if seen is None:  # it was published, and is no more
        return refused(typed, refusals.NoSuchPlace.sentence, language)
    plain = codes.read(typed)
    absent = set(mine.absences.values_list("session", flat=True))
    parts: dict[str, object] = {}
    for name, part in PARTS.items():
        parts |= part(mine, plain, now, language, (typed_forms or {}).get(name))
    return _padded(
        "place",
        language,
        **_run(seen, now),
        place=mine,
        party=mine.party,
        code=codes.show(plain),
        answer_by=_answer_by(mine.party, seen),
        meetings=[(each, each.id in absent) for each in reading.meetings(seen.run, now)],
        where=reading.where(seen, now) if mine.party.standing == Party.Standing.IN else None,
        calendar_url=calendar_url(plain) if mine.calendar else "",
        says=says or CalendarForm(initial={"says": mine.calendar_says(codes.calendar(plain)) or _("Busy")}),
        said=said,
        **parts,
    )


def leaving(mine: Place, typed: str, language: str) -> bytes:
    """What leaving means, before the press that does it."""
    return _padded("leaving", language, place=mine, code=codes.show(codes.read(typed)))


def left(language: str) -> bytes:
    return _padded("left", language)


def calendar_url(plain: str) -> str:
    return settings.SITE_URL.rstrip("/") + reverse("runs_links:calendar", args=[codes.calendar(plain)])


def _answer_by(party: Party, seen: Shown) -> datetime | None:
    return reading.clock(party.answer_by, seen.zone) if party.answer_by else None


def _run(seen: Shown, now: datetime) -> dict[str, object]:
    return {
        "seen": seen,
        "run": seen.run,
        "state": seen.run.state(now).value,
        "may_join": permits(seen.run.facts(), Deed.ENROL, now),
        "asks": seen.run.joining == Run.Joining.ASKING,
        "invites": seen.run.joining == Run.Joining.CODE,
    }


def _padded(name: str, language: str, **context: object) -> bytes:
    return pad_html(_page(name, language, PLACE, **context), LENGTH)


def _page(name: str, language: str, path: str, **context: object) -> bytes:
    context |= {"language": language, "path": path}
    return render_to_string(f"runs/public/{name}.html", context).encode()
