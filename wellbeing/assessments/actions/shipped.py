"""The project's own instruments, put where the public finds them."""

from datetime import date

from django.db import transaction

from wellbeing.assessments import shipped
from wellbeing.assessments.actions import drafts, licences, publishing, steps
from wellbeing.assessments.models import Instrument, InstrumentVersion, NextStep
from wellbeing.assessments.shipped import Shipped


@transaction.atomic
def load_shipped(*, by: str, today: date) -> tuple[InstrumentVersion, ...]:
    """Publish each shipped instrument with its next steps, under its key as address; return what is new.

    An address that is there already is left as editors have it, so this may run at any time.
    """
    new = [each for each in shipped.read_all() if not Instrument.objects.filter(slug=each.instrument.key)]
    return tuple(_load(each, by=by, today=today) for each in new)


def _load(each: Shipped, *, by: str, today: date) -> InstrumentVersion:
    version = drafts.create_draft(instrument=each.instrument, slug=each.instrument.key)
    for order, step in enumerate(each.steps, start=1):
        steps.save_step(
            step=NextStep(
                instrument=version.instrument,
                scale_key=step.scale,
                band_starts_at=step.starts_at,
                position=order,
                text_ru=step.text["ru"],
                text_en=step.text["en"],
                link_ru=step.link.get("ru", ""),
                link_en=step.link.get("en", ""),
            )
        )
    licences.check(version=version, by=by, today=today)
    return publishing.publish(version=version, by=by, today=today)
