"""The pages on which people say what decides on a place: applying, and changing what was said."""

from datetime import datetime
from http import HTTPStatus

from django.utils.translation import gettext as _

from courses.retreats import marks, refusals, wording
from courses.retreats.actions.applying.applying import Applied
from courses.retreats.models import Round
from courses.retreats.public import pages
from courses.retreats.public.apply_form import ApplyForm
from courses.retreats.public.described import described
from courses.retreats.rules.case import MOST_NEED
from wellbeing.privacy import codes

STATUS = {
    refusals.TooManyNow: HTTPStatus.TOO_MANY_REQUESTS,
    refusals.WrongTies: HTTPStatus.BAD_REQUEST,
    refusals.NamedByCode: HTTPStatus.BAD_REQUEST,
    refusals.NoSuchRecommendation: HTTPStatus.BAD_REQUEST,
    refusals.NothingToCarryOver: HTTPStatus.BAD_REQUEST,
}
# Beside which field a refusal stands, besides above the form.
ABOUT = {
    refusals.WrongTies: "mark1",
    refusals.NamedByCode: "mark1",
    refusals.NoSuchRecommendation: "recommendation",
    refusals.NothingToCarryOver: "earlier",
}


def apply(
    round: Round, form: ApplyForm, once: str, now: datetime, *, refused: refusals.Refused | None = None
) -> bytes:
    """The form with what was typed, and a sentence about what cannot be."""
    path = f"retreats/{round.pk}/apply/"
    context = _form(round, form, now, refused)
    return pages.padded("apply", pages.language(), path, once=once, is_cancelled=_is_off(round), **context)


def applied(round: Round, done: Applied) -> bytes:
    """The application code and the mark, once."""
    return pages.padded(
        "applied",
        pages.language(),
        f"retreats/{round.pk}/apply/",
        round=round,
        closes=wording.hour(round.closes_at, round.zone),
        code=codes.show(done.code),
        mark=marks.shown(done.code),
        is_again=done.is_again,
    )


def change(
    round: Round, form: ApplyForm, code: str, now: datetime, *, refused: refusals.Refused | None = None
) -> bytes:
    """The same form with what was said before."""
    context = _form(round, form, now, refused)
    shown = codes.show(codes.read(code))
    return pages.padded("change", pages.language(), pages.APPLICATION, code=shown, is_change=True, **context)


def status_of(refused: refusals.Refused) -> int:
    return STATUS.get(type(refused), HTTPStatus.CONFLICT)


def own_word(round: Round) -> str:
    """What an own word counts for in this round."""
    if round.own_word_up_to >= MOST_NEED:
        return _("Your own word counts just as you give it; nobody checks it.")
    said = _(
        "By itself, your own word counts up to “%(level)s”. With a recommendation code from a trainer, more "
        "can count."
    )
    return said % {"level": dict(wording.NEEDS)[str(round.own_word_up_to)]}


def _form(
    round: Round, form: ApplyForm, now: datetime, refused: refusals.Refused | None
) -> dict[str, object]:
    about = ABOUT.get(type(refused)) if refused else None
    if about and form.is_valid():
        form.add_error(about, str(refused))
    return {
        "round": round,
        "form": form,
        "refused": refused,
        "is_open": round.is_open(now),
        "closes": wording.hour(round.closes_at, round.zone),
        "retreats": [described(each) for each in form.retreats],
        "own_word": own_word(round) if round.own_word_up_to else "",
    }


def _is_off(round: Round) -> bool:
    return round.decided == Round.Decided.CANCELLED
