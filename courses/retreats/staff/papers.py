"""Papers of a retreat for its team and organisers: made in memory when asked for, and kept nowhere."""

import random
from collections.abc import Callable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET
from wagtail.admin import messages

from courses.retreats import papers, published, refusals, scope, stay_refusals, traces
from courses.retreats.actions.rounds import steps
from courses.retreats.documents import briefing, house_sheet, programme, room_cards
from courses.retreats.models import Retreat
from courses.retreats.staff import coming, frame
from wellbeing.accounts.models import User
from wellbeing.privacy.guards import staff
from wellbeing.privacy.sealing import DoesNotOpen
from wellbeing.privacy.server_keys import NoKey

TYPE = "application/pdf"
HEADERS = {"Content-Disposition": 'attachment; filename="notes.pdf"'}
LANGUAGES = dict(settings.LANGUAGES)
PRINTED_IN = (Retreat.Decided.PLANNED, Retreat.Decided.PUBLISHED)


def _programme(retreat: Retreat, language: str) -> bytes:
    newest = published.newest(retreat)
    if newest is None:
        raise stay_refusals.NoProgramme
    return programme.pdf(retreat, newest, language)


def _house_sheet(retreat: Retreat, language: str) -> bytes:
    return house_sheet.pdf(retreat, papers.counts(retreat), language, team=retreat.team_parts.count())


def _cards(retreat: Retreat, language: str) -> bytes:
    return room_cards.pdf(papers.cards(retreat), language)


# By the word in the address: what it is called, what makes it, and whether names stand on it.
PAPERS: dict[str, tuple[Any, Callable[[Retreat, str], bytes], bool]] = {
    "programme": (gettext_lazy("Programme to hang up"), _programme, True),
    "house": (gettext_lazy("Sheet for the house: counts, no names"), _house_sheet, False),
    "cards": (gettext_lazy("Cards for the rooms"), _cards, True),
    "briefing": (gettext_lazy("Safety, for those who come"), briefing.pdf, True),
}


def panel(retreat: Retreat, by: User, now: datetime) -> dict[str, Any] | None:
    """Links to every paper in both languages. None of a retreat that is over or off."""
    if retreat.decided not in PRINTED_IN:
        return None
    return {
        "papers": [(name, label) for name, (label, _make, _is_named) in PAPERS.items()],
        "languages": settings.LANGUAGES,
        "is_in_team": coming.holds(by, retreat),
    }


@staff(*scope.SEES_RETREATS)
@require_GET
def show(request: HttpRequest, retreat_id: UUID, name: str, language: str) -> HttpResponse:
    """One paper. Where names stand on it, the history says who had it printed."""
    retreat, by = _asked(request, retreat_id, language), frame.colleague(request)
    if name not in PAPERS:
        raise Http404
    _label, make, is_named = PAPERS[name]
    try:
        steps.ask_who_comes(retreat.round, by=by, today=frame.today())
        paper = make(retreat, language)
    except refusals.Refused as refused:
        return _back(request, retreat, str(refused))
    except (NoKey, DoesNotOpen):
        return _back(request, retreat, _("The server has no key at the moment that opens names."))
    if is_named:
        traces.note(retreat, "retreats.print_names", by, on=frame.today())
    return HttpResponse(paper, content_type=TYPE, headers=HEADERS)


@staff(scope.HOLD)
@require_GET
def food(request: HttpRequest, retreat_id: UUID, language: str) -> HttpResponse:
    """The sheet for the house with what people said about food, which the team's own keys open."""
    retreat = _asked(request, retreat_id, language)
    people = coming.opened_by(request, retreat)
    if isinstance(people, HttpResponse):
        return people
    said = [each.stay.diet for each in people if each.stay and each.stay.diet]
    random.SystemRandom().shuffle(said)
    counts, team = papers.counts(retreat), retreat.team_parts.count()
    paper = house_sheet.pdf(retreat, counts, language, team=team, food=said)
    return HttpResponse(paper, content_type=TYPE, headers=HEADERS)


def _asked(request: HttpRequest, retreat_id: UUID, language: str) -> Retreat:
    """A retreat that this colleague may see and that is not over or off."""
    retreat = frame.retreat(request, retreat_id)
    if retreat.decided not in PRINTED_IN or language not in LANGUAGES:
        raise Http404
    return retreat


def _back(request: HttpRequest, retreat: Retreat, said: str) -> HttpResponse:
    messages.error(request, said)
    return redirect("retreats_staff:retreat", retreat.pk)
