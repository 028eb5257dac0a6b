"""The cover texts that editors keep."""

from django.db import transaction

from wellbeing.checkins import covers
from wellbeing.checkins.models import CoverText

STEP = 10


@transaction.atomic
def seed_covers() -> bool:
    """Offer the shipped cover texts. Does nothing and returns False where there is a cover text already."""
    if CoverText.objects.exists():
        return False
    for place, cover in enumerate(covers.shipped(), start=1):
        save_cover(
            cover=CoverText(
                language=cover.language, subject=cover.subject, text=cover.text, position=place * STEP
            )
        )
    return True


def save_cover(*, cover: CoverText) -> CoverText:
    """Keep a cover text, new or changed. Nudges that people have set up keep the words they chose."""
    cover.save()
    return cover
