"""Reminders in words: on the first page of the staff area and on one's own path, also without any address."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import Q
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

from trainers import reading, scope
from trainers.models import Reminder
from trainers.rules import months, reminding
from trainers.rules.standing import State
from wellbeing.accounts.models import User
from wellbeing.outbox.models import OwnAddress

MOST = 20

SAID: dict[str, Promise] = {
    State.CERTIFIED: pgettext_lazy("reminder", "the certificate is valid"),
    State.RENEWAL_DUE: pgettext_lazy("reminder", "it is time to renew the certificate"),
    State.IN_GRACE: pgettext_lazy("reminder", "the certificate has ended and can still be renewed"),
    State.LAPSED: pgettext_lazy("reminder", "the certificate has lapsed"),
    State.SUSPENDED: pgettext_lazy("reminder", "the certificate is suspended"),
    State.REVOKED: pgettext_lazy("reminder", "the certificate is revoked"),
}


@dataclass(frozen=True, slots=True)
class News:
    """One thing to tell, and where to look at it; `whose` is empty for one's own."""

    whose: str
    what: str
    said: str
    url: str


def news(user: User, today: date) -> list[News]:
    """What a colleague was told and has not seen, as far as it still is so; the latest first. One query."""
    mine = Q(certificate__candidacy__trainer__user=user)
    theirs = Q(certificate__in=scope.certificates(user))
    rows = Reminder.objects.filter(mine | theirs, recipient=user, is_seen=False).select_related(
        "certificate__version__pathway", "certificate__region", "certificate__candidacy__trainer"
    )
    found = dict.fromkeys(_still_so(rows.order_by("-made_month", "certificate", "pk"), user, today))
    return list(found)[:MOST]


def has_address(user: User) -> bool:
    """Whether notes reach this colleague elsewhere."""
    return OwnAddress.objects.filter(user=user, is_confirmed=True).exists()


def _still_so(rows: Iterable[Reminder], user: User, today: date) -> Iterator[News]:
    for row in rows:
        certificate = row.certificate
        state = reading.state(certificate, today)
        if row.occasion in SAID:
            said = str(SAID[row.occasion]) if row.occasion == state else ""
        else:
            is_so = state in reminding.TOLD_IN and row.about_month == certificate.valid_through
            said = _end(row.about_month) if is_so else ""
        if said:
            trainer = certificate.candidacy.trainer
            is_own = trainer.user_id == user.pk
            yield News(
                whose="" if is_own else str(trainer),
                what=f"{certificate.version.pathway}, {certificate.region}",
                said=said,
                url=reverse("trainers:own_path") if is_own else reverse("trainers:person", args=[trainer.pk]),
            )


def _end(month: date) -> str:
    day = date_format(months.last_day(month), "DATE_FORMAT")
    return _("the certificate is valid through %(day)s") % {"day": day}
