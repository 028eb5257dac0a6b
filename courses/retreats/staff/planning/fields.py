"""Weeks as people type them: days and ranges of days, one a line, each fault naming what was typed."""

from datetime import date

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from courses.retreats.models.planning import LONGEST_REASON
from courses.retreats.planning import weeks
from courses.retreats.planning.weeks import Fault, Wrong

FAULTS = {
    Fault.NO_DAY: gettext_lazy(
        "There is no such day, or it is written another way. Write days as 01.03.2027, and ranges as "
        "01.03.2027 – 28.03.2027."
    ),
    Fault.BACKWARDS: gettext_lazy("It ends before it begins. Look at both days."),
    Fault.TOO_LONG: gettext_lazy("This is longer than a year. Was it a slip?"),
    Fault.FAR_YEAR: gettext_lazy("This year is far away. Was it a slip?"),
    Fault.NO_WHOLE_WEEK: gettext_lazy(
        "There is no whole week in it, from a Monday to a Sunday. Write more days, or one single day for its "
        "week."
    ),
    Fault.NO_REASON: gettext_lazy("Write after the days why nothing is held then."),
    Fault.LONG_REASON: gettext_lazy("The reason is too long: eighty characters at most."),
    Fault.MORE_WORDS: gettext_lazy("There is more in it than days. Write one range a line, nothing else."),
    Fault.TOO_MANY: gettext_lazy("These are too many lines: 120 at most. Write ranges, not single days."),
}


class WeeksField(forms.CharField):
    """The Mondays of the weeks that are whole within what is typed."""

    widget = forms.Textarea(attrs={"rows": 6, "autocomplete": "off", "spellcheck": "false"})

    def clean(self, value: str) -> list[date]:
        lines, wrong = weeks.read(super().clean(value))
        _look(wrong)
        return sorted({week for line in lines for week in weeks.whole(line)})


class ClosedField(forms.CharField):
    """Reasons by the Mondays of all weeks that are touched by what is typed."""

    widget = forms.Textarea(attrs={"rows": 8, "autocomplete": "off"})

    def clean(self, value: str) -> dict[date, str]:
        lines, wrong = weeks.read(super().clean(value), longest_reason=LONGEST_REASON)
        _look(wrong)
        found: dict[date, str] = {}
        for line in lines:
            for week in weeks.touched(line):
                found.setdefault(week, line.words)
        return found


def _look(wrong: list[Wrong]) -> None:
    said = _("Line %(number)d, “%(typed)s”: %(fault)s")
    if wrong:
        raise ValidationError(
            [
                said % {"number": each.number, "typed": each.typed[:60], "fault": FAULTS[each.fault]}
                for each in wrong
            ]
        )
