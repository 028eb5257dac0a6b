"""Letters to an address somebody left: the number that confirms it, then the note that there is news."""

from collections.abc import Iterable, Mapping
from uuid import UUID

from django.conf import settings
from django.db.models import F, QuerySet
from django.utils.translation import gettext, override

from wellbeing.outbox.letters import AtOnce, Letter
from wellbeing.outbox.models import Due, OwnAddress
from wellbeing.outbox.notes import words
from wellbeing.outbox.notes.contents import Contents
from wellbeing.outbox.notes.hours import ByDay
from wellbeing.privacy.sealing import DoesNotOpen


def notes_to(lines: Mapping[UUID, int]) -> dict[UUID, Letter | None]:
    """The note for each line of the outbox, given whose it is; None where no key opens the box.

    Left out where a colleague has no confirmed address, may not sign in any more, or has gone to another
    channel than the one the line waits for.
    """
    rows = {row.user_id: row for row in reachable(lines.values())}
    channels = dict(Due.objects.filter(pk__in=[*lines]).values_list("pk", "channel"))
    return {
        id: _opened(rows[user])
        for id, user in lines.items()
        if user in rows and channels.get(id) == rows[user].channel
    }


def numbers(ids: Iterable[UUID]) -> dict[UUID, Letter | None]:
    """The letters with a number for addresses that wait for it."""
    waiting = _with_language(OwnAddress.objects.filter(pk__in=[*ids], is_confirmed=False))
    return {row.pk: _opened(row) for row in waiting}


def reachable(users: Iterable[int]) -> QuerySet[OwnAddress]:
    """The confirmed addresses of those of these colleagues who may sign in."""
    rows = OwnAddress.objects.filter(user__in=[*users], is_confirmed=True, user__is_active=True)
    return _with_language(rows)


def letter(contents: Contents, language: str) -> Letter:
    """What goes to an address: its number while it waits for one, its everyday words afterwards."""
    if contents.code:
        with override(language):
            return Letter(contents.address, gettext("A number"), contents.code, AtOnce())
    said = words.note(contents.note, language)
    return Letter(contents.address, said.subject, said.text, ByDay(contents.ahead))


def _with_language(rows: QuerySet[OwnAddress]) -> QuerySet[OwnAddress]:
    return rows.annotate(language=F("user__wagtail_userprofile__preferred_language"))


def _opened(row: OwnAddress) -> Letter | None:
    language: str = getattr(row, "language", None) or settings.LANGUAGE_CODE
    try:
        return letter(row.contents(), language)
    except DoesNotOpen:
        return None
