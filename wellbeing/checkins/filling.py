"""What stands in the form before anybody typed, after a look at the preview, and when it is changed."""

from django.http import QueryDict

from wellbeing.checkins.contents import Contents
from wellbeing.checkins.forms import HOUR, OWN, WishForm, hour_of_end
from wellbeing.checkins.rhythm import MORNING, NIGHTFALL, Every

SEVERAL = {"days"}


def at_first(language: str) -> dict[str, object]:
    """A new form: the hours of most people's day, nothing said for them that matters."""
    return {
        "language": language,
        "every": Every.TWO_WEEKS.value,
        "start": "10",
        "end": "20",
        "link": "no",
    }


def as_typed(typed: QueryDict) -> dict[str, object]:
    """What a person typed, to be gone on with."""
    return {
        name: typed.getlist(name) if name in SEVERAL else typed.get(name, "")
        for name in WishForm.base_fields
        if name in typed
    }


def as_set(channel: str, contents: Contents) -> dict[str, object]:
    """What is set now. A cover text has become the person's own words."""
    rhythm = contents.rhythm
    return {
        "channel": channel,
        "address": contents.address,
        "cover": OWN,
        "subject": contents.subject,
        "text": contents.text,
        "language": contents.language,
        "every": rhythm.every.value,
        "days": [str(day) for day in sorted(rhythm.weekdays)],
        "start": str(rhythm.start // HOUR),
        "end": str(hour_of_end(rhythm)),
        "night": not MORNING <= rhythm.start < rhythm.end <= NIGHTFALL,
        "zone": rhythm.zone,
        "link": "yes" if contents.has_link else "no",
    }
