"""What the pages of the committee share: whose they are, and how they answer where something is not to be
opened."""

from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from wagtail.admin import messages

from courses.retreats import refusals, scope
from courses.retreats.models import Round
from courses.retreats.models.choices import Part
from courses.retreats.staff import frame
from wellbeing.accounts.models import KeyPair
from wellbeing.privacy.sealing import DoesNotOpen

READS = (scope.REVIEW, scope.READ_VALUE)
View = Callable[..., HttpResponse]


def answering(view: View) -> View:
    """Refusals as pages: what is not theirs is not there; what has to be declared first is asked for; the
    rest says why it stays shut."""

    @wraps(view)
    def answered(request: HttpRequest, round_id: UUID, **kwargs: str) -> HttpResponse:
        try:
            return view(request, round_id, **kwargs)
        except (refusals.NotSeated, refusals.NoSuchTicket):
            raise Http404 from None
        except refusals.NotDeclared as refused:
            messages.warning(request, str(refused))
            return redirect(frame.declaring(request, round_id))
        except refusals.Refused as refused:
            return _shut(request, round_id, refused)
        except DoesNotOpen:
            return _shut(request, round_id, refusals.NothingOpens())

    return answered


def part(name: str) -> Part:
    """A part by its word in an address."""
    if name not in Part:
        raise Http404
    return Part(name)


def trail(round_: Round, part: Part | None = None) -> list[tuple[str, str]]:
    """The pages above the list of a part, or above one application."""
    above = [frame.rounds(), frame.of_round(round_)]
    if part:
        above.append((reverse("retreats_staff:review", args=[round_.pk, part]), str(capfirst(part.label))))
    return above


def _shut(request: HttpRequest, round_id: UUID, refused: refusals.Refused) -> HttpResponse:
    round_, by = frame.round_(request, round_id), frame.colleague(request)
    context = {
        "why": str(refused),
        "round": round_,
        "waits": isinstance(refused, refusals.NotSealedToYou),
        "has_keys": KeyPair.objects.filter(user=by).exists(),
    }
    title = _("This stays shut for you")
    return frame.page(
        request, "review_shut", title, context, trail=trail(round_), status=HTTPStatus.FORBIDDEN
    )
