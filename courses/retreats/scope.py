"""Which retreats and rounds each colleague may see and prepare. Everything that lists or opens them for staff
asks here.

Organisers prepare all of them. Whoever is in the team of a retreat sees that retreat. Who sits in the
committee of a round sees that round. The council sees rounds, and what was done in them, and no application.
"""

from django.contrib.auth.models import AnonymousUser
from django.db.models import QuerySet

from courses.retreats.models import Retreat, Round
from wellbeing.accounts.models import User

ORGANISE = "retreats.organise"
REVIEW = "retreats.review"
HOLD = "retreats.hold"
RECOMMEND = "retreats.recommend"
READ_VALUE = "retreats.read_value"
OVERSEE = "retreats.oversee"
SEES_RETREATS = (ORGANISE, HOLD)
SEES_ROUNDS = (ORGANISE, REVIEW, READ_VALUE, OVERSEE)
# Who says why an application has no place: the council is appealed to.
EXPLAINS = (ORGANISE, READ_VALUE)

Colleague = User | AnonymousUser


def retreats(user: Colleague) -> QuerySet[Retreat]:
    """The retreats that a colleague may see."""
    if user.has_perm(ORGANISE):
        return Retreat.objects.all()
    if not (isinstance(user, User) and user.has_perm(HOLD)):
        return Retreat.objects.none()
    return Retreat.objects.filter(
        pk__in=Retreat.objects.filter(team_parts__colleague__user=user).values("pk")
    )


def rounds(user: Colleague) -> QuerySet[Round]:
    """The rounds that a colleague may see."""
    if any(user.has_perm(each) for each in (ORGANISE, READ_VALUE, OVERSEE)):
        return Round.objects.all()
    if not (isinstance(user, User) and user.has_perm(REVIEW)):
        return Round.objects.none()
    return Round.objects.filter(pk__in=Round.objects.filter(seats__user=user).values("pk"))
