"""The rules that anyone can read: the published version of each pathway, in plain words."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from trainers import describing
from trainers.models import PathwayVersion
from wellbeing.privacy.guards import public

PUBLISHED = PathwayVersion.objects.filter(status=PathwayVersion.Status.PUBLISHED).select_related("pathway")


@public("GET")
def pathways(request: HttpRequest) -> HttpResponse:
    """What one can be certified for."""
    return render(request, "trainers/pathways.html", {"versions": PUBLISHED.order_by("pathway__slug")})


@public("GET")
def pathway(request: HttpRequest, slug: str) -> HttpResponse:
    """What one pathway asks, how long its certificate holds and what comes after."""
    version = get_object_or_404(PUBLISHED.all(), pathway__slug=slug)
    context = {
        "version": version,
        "stages": describing.stages(version),
        "numbers": describing.numbers(version),
    }
    return render(request, "trainers/pathway.html", context)
