"""Parts of the page of an application: where its round stands, what was said, and the mark."""

from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from courses.retreats import marks, wording
from courses.retreats.models import Round
from courses.retreats.models.choices import Feature, Help
from courses.retreats.opened import Opened
from courses.retreats.public.described import described
from courses.retreats.rules.facts import Facts
from courses.retreats.rules.ties import Kind
from wellbeing.regions.models import Region

Row = tuple[str, list[str]]

STANDS: dict[str, str | Promise] = {
    Round.Decided.CLOSED: gettext_lazy(
        "Applications are closed. Before the lot is drawn, a hash of everything that decides is published, "
        "so that nobody can change it any more."
    ),
    Round.Decided.COMMITTED: gettext_lazy(
        "Applications are closed, and a hash of everything that decides is published. The lot follows from a "
        "public value that is read on %(draws)s."
    ),
    Round.Decided.DRAWN: gettext_lazy("The public value is known, and the places are being shared out."),
    Round.Decided.SHARED: gettext_lazy(
        "The places are shared out by the rules and checked once more. They are published soon, and stand "
        "here then."
    ),
    Round.Decided.PUBLISHED: gettext_lazy("The places of this round are shared out."),
    Round.Decided.CANCELLED: gettext_lazy("This round is called off. We are sorry."),
}


def standing(mine: Opened, code: str, now: datetime, language: str, form: Any) -> dict[str, object]:
    """Where the round stands, in plain words."""
    return {"where_it_stands": where_it_stands(mine.application.round, now)}


def said(mine: Opened, code: str, now: datetime, language: str, form: Any) -> dict[str, object]:
    """What the application says, in words."""
    round = mine.application.round
    return {"rows": list(_rows(mine.facts, round))}


def mark(mine: Opened, code: str, now: datetime, language: str, form: Any) -> dict[str, object]:
    return {"mark": marks.shown(code)}


def where_it_stands(round: Round, now: datetime) -> str:
    if round.is_open(now):
        said = _("Your application has arrived. You can change it until applications close: %(closes)s.")
        return said % {"closes": wording.hour(round.closes_at, round.zone)}
    stands = STANDS.get(round.decided, STANDS[Round.Decided.CLOSED])
    return str(stands) % {"draws": wording.hour(round.draws_at, round.zone)}


def _rows(facts: Facts, round: Round) -> Iterator[Row]:
    """What was said, and what codes added; of yes and no, only what is so."""
    known = {str(each.pk): described(each) for each in round.retreats.all()}
    yield _("Region"), [str(region) for region in Region.objects.filter(pk=facts.region)]
    if wished := [known[wish] for wish in facts.wishes if wish in known]:  # a round called off has none
        yield _("In order of wish"), wished
    yield from _need(facts, round)
    if facts.has_been:
        yield _("Before"), [_("You have been at such a retreat before.")]
    if facts.features or facts.alone:
        alone = [_("a room by yourself")] if facts.alone else []
        yield _("Your room"), [*_labels(Feature, facts.features), *alone]
    if facts.helps:
        yield _("Of the team"), _labels(Help, facts.helps)
    if facts.ties:
        counted = Counter(kind for kind, _mark in facts.ties)
        yield _("With others you"), [f"{wording.TIES[Kind(kind)]}: {n}" for kind, n in counted.items()]


def _need(facts: Facts, round: Round) -> Iterator[Row]:
    if round.own_word_up_to:
        yield _("By your own word"), [str(dict(wording.NEEDS)[str(facts.own_need)])]
    if facts.recommended:
        yield _("By a trainer’s word"), [str(dict(wording.NEEDS)[str(facts.recommended)])]
    if facts.turned_away:
        said = ngettext(
            "%(n)d year in which you got no place counts.",
            "%(n)d years in a row in which you got no place count.",
            facts.turned_away,
        )
        yield _("From last time"), [said % {"n": facts.turned_away}]


def _labels(choices: Any, keys: tuple[str, ...]) -> list[str]:
    return [capfirst(str(label)) for key, label in choices.choices if key in keys]
