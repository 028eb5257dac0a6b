"""What stood in the way of a region, in words for organisers."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from courses.retreats.rules.hindrances import Hindrance

WHY: dict[Hindrance, Promise] = {
    Hindrance.NO_HOUSE: _("No house reaches this region."),
    Hindrance.MONEY: _("The money for houses is not enough: with more there would be more places."),
    Hindrance.MOST: _("No more retreats are allowed this year: with more there would be more places."),
    Hindrance.CLOSED: _("Weeks are closed in which its houses are free."),
    Hindrance.WEEKS: _("Its houses are not free in weeks in which others are."),
    Hindrance.TEAM: _(
        "There is no whole team in more weeks: a role is missing, or people need their rest or have been at "
        "as many retreats as they can. Who leads counts only with a certificate."
    ),
    Hindrance.PINS: _("What was pinned or forbidden stands in the way."),
    Hindrance.BEDS: _("Its houses have too few beds, or several of these things stand in the way together."),
    Hindrance.OTHERS: _("By itself it could have all it wants: the places were shared with other regions."),
}
