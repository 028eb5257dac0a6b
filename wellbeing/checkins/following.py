"""The form shows the cover texts, and finished pages are remembered: what changes a text makes them stale.

Editors also delete several at once, which is the admin's own doing and passes no action.
"""

from django.db import transaction
from django.db.models.signals import post_delete, post_save

from cms import generation
from wellbeing.checkins.models import CoverText


def follow_covers() -> None:
    for signal in (post_save, post_delete):
        signal.connect(_changed, sender=CoverText, dispatch_uid="checkins_covers")


def _changed(**_kwargs: object) -> None:
    transaction.on_commit(generation.bump)
