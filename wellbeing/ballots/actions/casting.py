"""Casting a ballot."""

from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils import timezone

from wellbeing.ballots import contents, forms, reading, refusals, throttles
from wellbeing.ballots.contents import Contribution
from wellbeing.ballots.models import Ballot


def cast(*, contribution: Contribution, form: str, now: datetime) -> None:
    """Seal what somebody adds into a box of this quarter: the main one, beyond the rate the one apart.

    `form` is what `forms.issue` gave. Raises refusals.TooEarly, Stale, Used, NoBox, and sealing.DoesNotFit
    for what is larger than a ballot. With each nothing is stored, and the form is as good as it was.
    """
    boxes = reading.open_boxes(timezone.localdate(now))
    if not boxes:
        raise refusals.NoBox
    sealed = contents.seal(contribution, public=bytes(boxes[False].public))
    read = forms.read(form, now=now)
    forms.spend(read, now=now)
    box = boxes[throttles.is_beyond_the_rate()]
    try:
        with transaction.atomic():
            Ballot.objects.create(box=box, sealed=sealed)
    except IntegrityError:  # the box closed at this moment
        forms.give_back(read)
        raise refusals.NoBox from None
