"""Counting what is in a box: one pass, in memory that does not grow with how much there is."""

from collections.abc import Callable, Iterator

from django.db import transaction

from wellbeing.assessments import reading
from wellbeing.assessments.models import InstrumentVersion
from wellbeing.ballots import contents
from wellbeing.ballots.contents import NotAContribution
from wellbeing.ballots.models import Ballot, Box
from wellbeing.picture.rules.layout import VersionLayout
from wellbeing.picture.rules.tallying import Tally, Unfit
from wellbeing.privacy.sealing import DoesNotOpen
from wellbeing.regions.models import Region

# So many ballots are held at a time, and between two such lots a worker looks whether it is to stop.
LOT = 1000


def layouts() -> list[VersionLayout]:
    """A place for every version that was ever published, and every region: what came in decides nothing."""
    regions = tuple(Region.objects.values_list("code", flat=True))
    versions = InstrumentVersion.objects.exclude(status=InstrumentVersion.Status.DRAFT)
    return [
        VersionLayout(reading.as_definition(each), each.number, regions)
        for each in versions.select_related("instrument").order_by("instrument__slug", "number")
    ]


def count(box: Box, tally: Tally, *, private: bytes, look: Callable[[int], None]) -> int:
    """Count into `tally` all that fits a version; what does not is left out. How many there were at all.

    Read by a cursor of PostgreSQL, in one transaction, so that neither side keeps a copy. `look` is given
    how many were read so far, and may raise to stop.
    """
    number = 0
    for number, sealed in enumerate(_ballots(box), start=1):
        if number % LOT == 0:
            look(number)
        try:
            each = contents.unseal(sealed, private=private)
            tally.add((each.instrument, each.version, each.language, each.answers, each.region))
        except (DoesNotOpen, NotAContribution, Unfit):
            continue
    return number


def _ballots(box: Box) -> Iterator[bytes]:
    with transaction.atomic():
        rows = Ballot.objects.filter(box=box).values_list("sealed", flat=True)
        yield from map(bytes, rows.iterator(chunk_size=LOT))
