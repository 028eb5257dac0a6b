"""The sheets of what is public, each made once until something public changes, or the day does.

In memory of the process, beside the pages: nothing of them is asked from or written to anywhere else.
"""

import threading

from django.utils import timezone

from wellbeing.assessments.exporting import Edition
from wellbeing.assessments.models import InstrumentVersion
from wellbeing.assessments.paper import sheet
from wellbeing.assessments.taking import catalogue
from wellbeing.assessments.taking.catalogue import Shown

# Making one takes seconds; whoever asks meanwhile waits for it instead of making it again.
_one_at_a_time = threading.Lock()


def pdf(shown: Shown) -> bytes:
    with _one_at_a_time:
        return catalogue.once(("paper", shown.code, shown.language), lambda: made(shown))


def made(shown: Shown) -> bytes:
    version = InstrumentVersion.objects.get(code=shown.code)
    edition = Edition(version.number, version.status, version.published_on)
    return sheet.pdf(shown.instrument, shown.plan, shown.language, edition, today=timezone.localdate())
