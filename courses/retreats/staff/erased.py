"""What was erased of a round and of its stays: a receipt for colleagues and the council, and for paper."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import translation
from django.views.decorators.http import require_GET

from courses.retreats import receipts, scope
from courses.retreats.documents import sheets
from courses.retreats.models import Retreat, Round
from courses.retreats.staff import frame
from wellbeing.accounts.models import User
from wellbeing.privacy.guards import staff


def panel(round_: Round, by: User, now: datetime) -> dict[str, Any] | None:
    found = receipts.of_round(round_)
    return {"receipts": found} if found else None


def retreat_panel(retreat: Retreat, by: User, now: datetime) -> dict[str, Any] | None:
    found = receipts.of_retreat(retreat)
    return {"receipts": found} if found else None


@staff(*scope.SEES_ROUNDS)
@require_GET
def receipt(request: HttpRequest, round_id: UUID) -> HttpResponse:
    """The same as a paper."""
    round_ = frame.round_(request, round_id)
    found = receipts.of_round(round_)
    if not found:
        raise Http404
    paper = sheets.pdf("receipt", translation.get_language() or "ru", {"receipts": found})
    headers = {"Content-Disposition": 'attachment; filename="receipt.pdf"'}
    return HttpResponse(paper, content_type="application/pdf", headers=headers)
