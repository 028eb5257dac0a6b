"""What the public may know: whether a group can be held in a region. No number, no name, nothing finer.

Is even that dangerous? It can be. “Can be held here” says that at least one person may lead a group there.
Where one trainer is all there is, that is one person whom somebody may look for, and the day on which the
words change says that they came or went. What holds it down:

- One is shown as many are. A certificate *for* a region says nothing of where its holder lives, and nobody
  sees who, since when, in which language or in person at all.
- “Online from elsewhere” stands where somebody elsewhere said that they serve; never for being at home there.
- Regions in which even this is too much are never shown as served (`trainers.models.QuietRegion`): there it
  looks just as if nobody held a certificate for them.
- A rendered page is kept until the next day, or until an editor publishes anything (`cms.generation`). An
  award does not renew it, so that the page seldom changes at the moment of a decision.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from trainers.coverage import TRAINER, active_certificates
from trainers.models import QuietRegion, Trainer
from trainers.models.certificates import CertificateQuerySet
from trainers.models.choices import Formats
from wellbeing.regions.models import Region


class Serving(StrEnum):
    """What is said of a region."""

    HERE = "here"
    FROM_AFAR = "from_afar"
    NOT_YET = "not_yet"


@dataclass(frozen=True, slots=True)
class Served:
    """The regions of which one thing is said, in their usual order: subjects, then countries."""

    serving: Serving
    subjects: tuple[Region, ...]
    countries: tuple[Region, ...]


def served(day: date) -> list[Served]:
    """What is said of every region on a day, by four queries."""
    held = active_certificates(day)
    quiet = set(QuietRegion.objects.values_list("region", flat=True))
    here = set(held.order_by().values_list("region", flat=True)) - quiet
    afar = _reached_from_afar(held) - quiet
    by_serving: dict[Serving, list[Region]] = {serving: [] for serving in Serving}
    for region in Region.objects.all():
        by_serving[_of(region.pk, here, afar)].append(region)
    return [_served(serving, regions) for serving, regions in by_serving.items()]


def _reached_from_afar(held: CertificateQuerySet) -> set[str]:
    """The regions that somebody serves who holds a certificate somewhere and works online. Not where they are
    at home: nobody asked that that be shown."""
    online = Trainer.objects.filter(
        pk__in=held.order_by().values(TRAINER), formats__overlap=[Formats.ONLINE, Formats.MIXED]
    )
    return {code for code in online.order_by().values_list("regions", flat=True).distinct() if code}


def _of(code: str, here: set[str], afar: set[str]) -> Serving:
    if code in here:
        return Serving.HERE
    return Serving.FROM_AFAR if code in afar else Serving.NOT_YET


def _served(serving: Serving, regions: Iterable[Region]) -> Served:
    kinds: dict[str, list[Region]] = {kind: [] for kind in Region.Kind.values}
    for region in regions:
        kinds[region.kind].append(region)
    return Served(serving, tuple(kinds[Region.Kind.SUBJECT]), tuple(kinds[Region.Kind.COUNTRY]))
