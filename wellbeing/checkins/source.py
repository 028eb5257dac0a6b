"""What the outbox asks of nudges (`wellbeing.outbox.sources.Source`)."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from uuid import UUID

from django.db import connection, transaction
from django.utils.translation import gettext, override

from wellbeing.checkins import links
from wellbeing.checkins.contents import Contents
from wellbeing.checkins.models import Subscription, opened
from wellbeing.outbox.letters import AtOnce, Letter
from wellbeing.privacy.sealing import DoesNotOpen

# Hundreds of rows at a time, over and over: as objects they would cost more than all the rest.
OPEN = "SELECT id, box, is_confirmed FROM checkins_subscription WHERE id = ANY(%(ids)b)"


def open_letters(ids: Sequence[UUID], now: datetime) -> Iterator[tuple[UUID, Letter | None]]:
    """The letters of these subscriptions; None where no key opens the box, nothing where the row is gone."""
    with connection.cursor() as cursor:
        cursor.execute(OPEN, {"ids": [*ids]})
        rows = cursor.fetchall()
    for id, box, is_confirmed in rows:
        yield id, _letter(id, box, is_confirmed=is_confirmed)


@transaction.atomic
def forget(ids: Sequence[UUID]) -> None:
    """Their lines are over: the rows go. One that waits for its number to be typed goes by itself.

    The outbox holds the lines at this moment, and a person who changes a subscription waits for its line:
    so a row that somebody holds is left to them, and neither waits for the other.
    """
    over = Subscription.objects.filter(pk__in=ids, is_confirmed=True)
    free = over.select_for_update(skip_locked=True).values_list("pk", flat=True)
    Subscription.objects.filter(pk__in=list(free)).delete()


def nudge(id: UUID, contents: Contents) -> Letter:
    """The message as it arrives every time; the link in it is another one each time. Raises NoKey."""
    if not contents.has_link:
        return Letter(contents.address, contents.subject, contents.text, contents.rhythm)
    link = links.address_of(links.Link(id, contents.language))
    return Letter(contents.address, contents.subject, f"{contents.text}\n\n{link}", contents.rhythm, link)


def first_message(contents: Contents) -> Letter:
    """The one message that goes to an address before it is confirmed: nobody else's words, only a number."""
    with override(contents.language):
        return Letter(contents.address, gettext("A number"), contents.code, AtOnce())


def _letter(id: UUID, box: bytes, *, is_confirmed: bool) -> Letter | None:
    try:
        contents = opened(id, box)
        return nudge(id, contents) if is_confirmed else first_message(contents)
    except DoesNotOpen:
        return None
