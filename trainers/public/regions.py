"""Where a group can be held, for anybody: one of three things of each region, and how to ask."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from trainers import serving
from wellbeing.privacy.guards import public


@public("GET")
def regions(request: HttpRequest) -> HttpResponse:
    """The same for everybody; nothing of whoever asks is read."""
    return render(request, "trainers/regions.html", {"parts": serving.served(timezone.localdate())})
