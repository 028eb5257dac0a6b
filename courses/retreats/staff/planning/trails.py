"""The ways back from pages of planning: addresses, each with its name."""

from django.urls import reverse
from django.utils.translation import gettext as _

from courses.retreats.models import Year

Trail = list[tuple[str, str]]


def houses() -> Trail:
    return [(reverse("retreats_staff:houses"), _("Houses"))]


def colleagues() -> Trail:
    return [(reverse("retreats_staff:colleagues"), _("Colleagues of retreats"))]


def years() -> Trail:
    return [(reverse("retreats_staff:years"), _("Planning the year"))]


def year(year: Year) -> Trail:
    """The list, and the page of a year."""
    return [*years(), (reverse("retreats_staff:year", args=[year.pk]), str(year))]
