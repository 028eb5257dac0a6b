"""My path: a checklist in words for each pathway and region, for the trainer whose account this is."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from trainers import own, scope, telling, wording
from trainers.models import Evidence
from trainers.staff import frame
from wellbeing.accounts.models import User
from wellbeing.privacy.guards import staff


@staff(scope.WALK)
@require_GET
def path(request: HttpRequest) -> HttpResponse:
    """What is shown, what is missing, what may stand instead, what comes when, what was asked again."""
    by, today = frame.colleague(request), frame.today()
    trainer = own.trainer_of(by)
    if trainer is None:
        return nobody(request)
    supervision = list(trainer.supervision.all())
    context = {
        "trainer": trainer,
        "paths": own.paths(by, today),
        "supervision": supervision,
        "hours": wording.hours(sum(each.minutes for each in supervision)),
        "news": telling.news(by, today),
        "has_address": telling.has_address(by),
        "AGAIN": Evidence.Status.AGAIN,
    }
    return frame.page(request, "own_path", _("My path"), context, icon="tasks")


def nobody(request: HttpRequest) -> HttpResponse:
    """For a colleague whose account is no trainer's yet: whom to ask."""
    by = frame.colleague(request)
    context = {"region": by.region, "coordinators": _coordinators(by)}
    return frame.page(request, "own_nobody", _("My path"), context, icon="tasks")


def above() -> tuple[str, str]:
    """The way back from the pages below."""
    return reverse("trainers:own_path"), _("My path")


def _coordinators(by: User) -> list[str]:
    rows = scope.coordinators().filter(region=by.region_id) if by.region_id else User.objects.none()
    return [str(each) for each in rows.order_by("name", "username")]
