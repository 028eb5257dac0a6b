"""The ways back from pages of the admin: addresses, each with its name."""

from django.urls import reverse
from django.utils.translation import gettext as _

from courses.retreats.models import Retreat

Trail = list[tuple[str, str]]


def retreats() -> Trail:
    return [(reverse("retreats_staff:retreats"), _("Retreats"))]


def retreat(retreat: Retreat) -> Trail:
    """The list, and the page of a retreat."""
    return [*retreats(), (reverse("retreats_staff:retreat", args=[retreat.pk]), str(retreat))]


def of(title: str, retreat: Retreat) -> str:
    """The heading of a page on which something is done to one retreat: it says to which."""
    return f"{title}: {retreat}"
