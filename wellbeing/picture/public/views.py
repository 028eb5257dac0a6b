"""The addresses below `/ru/picture/`. Nothing of whoever asks is read."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from wellbeing.picture import published
from wellbeing.picture.public import downloads, overview, pages, sheet
from wellbeing.privacy.guards import public


@public("GET")
def show(request: HttpRequest) -> HttpResponse:
    """Where strain rises, and the newest quarter; before the first release, what will stand here."""
    return render(request, "picture/overview.html", overview.context(published.public()))


@public("GET")
def how(request: HttpRequest) -> HttpResponse:
    """How it is made, what it promises and what it does not, and what the files mean."""
    return render(request, "picture/how.html", pages.how(published.public()))


@public("GET")
def quarter(request: HttpRequest, quarter: str) -> HttpResponse:
    return render(request, "picture/quarter.html", pages.quarter(published.public(), quarter))


@public("GET")
def place(request: HttpRequest, place: str) -> HttpResponse:
    return render(request, "picture/place.html", pages.place(published.public(), place))


@public("GET")
def scale(request: HttpRequest, instrument: str, version: str, scale: str) -> HttpResponse:
    found = pages.scale(published.public(), instrument, version, scale)
    return render(request, "picture/scale.html", found)


@public("GET")
def printed(request: HttpRequest, instrument: str, version: str, scale: str) -> HttpResponse:
    """The newest quarter of a scale as a chart on A4."""
    return _file(sheet.pdf(published.public(), instrument, version, scale), "application/pdf", "notes.pdf")


@public("GET")
def as_json(request: HttpRequest) -> HttpResponse:
    found = published.public()
    content = found.file(("json",), lambda: downloads.as_json(found))
    return _file(content, "application/json", "picture.json")


@public("GET")
def as_csv(request: HttpRequest) -> HttpResponse:
    found = published.public()
    content = found.file(("csv",), lambda: downloads.as_csv(found))
    return _file(content, "text/csv; charset=utf-8", "picture.csv")


def _file(content: bytes, content_type: str, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=content_type)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
