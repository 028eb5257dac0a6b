"""Who opens boxes: colleagues who may, and of them those who have keys."""

from django.contrib.auth.models import Group
from django.db.models import Exists, OuterRef, QuerySet

from wellbeing.accounts.models import KeyPair, User

OPEN_BOX = "picture.open_box"


def who_may() -> QuerySet[User]:
    """Whoever has a role that opens boxes, and may sign in."""
    app, codename = OPEN_BOX.split(".")
    roles = Group.objects.filter(
        user=OuterRef("pk"), permissions__content_type__app_label=app, permissions__codename=codename
    )
    return User.objects.filter(Exists(roles), is_active=True).order_by("name", "username")


def key_pairs() -> QuerySet[KeyPair]:
    """The keys of those, the oldest first."""
    return KeyPair.objects.filter(user__in=who_may()).order_by("made_month", "pk")
