"""Runs that a trainer held, among their evidence by themselves: a month and a region, nothing of who came."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID, uuid5

from django.db import transaction

from trainers.models import Candidacy, Evidence, Trainer
from trainers.rules import months
from wellbeing.regions.models import Region


@transaction.atomic
def record(*, trainer: Trainer, run: UUID, kind: str, day: date, regions: Sequence[Region]) -> int:
    """A run led or co-facilitated, whose last session was on `day`, on each pathway that asks for such runs.

    It is accepted by itself: the run shows it. Said twice, it counts once. Of several regions the trainer's
    home counts, or else the first. Returns on how many pathways it is new.
    """
    month = months.of(day)
    region = next((each for each in regions if each.pk == trainer.home_region_id), None) or regions[0]
    asking = Candidacy.objects.filter(
        trainer=trainer, began_month__lte=month, version__requirements__kind=kind
    ).distinct()
    found = [
        Evidence.objects.get_or_create(
            run=uuid5(run, candidacy.pk.hex),
            defaults={
                "candidacy": candidacy,
                "kind": kind,
                "month": month,
                "region": region,
                "status": Evidence.Status.ACCEPTED,
                "submitted_month": month,
                "owner_id": trainer.user_id,
            },
        )
        for candidacy in asking
    ]
    return sum(is_new for _row, is_new in found)
