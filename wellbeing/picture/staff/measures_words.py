"""What becomes of a reliability that was measured, in words."""

from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _

from wellbeing.assessments.actions.reliability import Judged
from wellbeing.assessments.reading import plain
from wellbeing.assessments.rules import measured
from wellbeing.assessments.rules.measured import Refusal


def refused(judged: Judged) -> str:
    """Whether the figure is used, since when, or why it is not."""
    found = judged.offer.found
    if judged.refusal is None:
        return _("It will be used from the next release on: %(low)s, the lower end of its interval.") % {
            "low": number_format(plain(found.low))
        }
    if judged.refusal is Refusal.NO_NEWS and judged.used_since and judged.replaces:
        return _("%(used)s has been used since %(month)s. What is measured now does not contradict it.") % {
            "used": number_format(plain(judged.replaces.value)),
            "month": date_format(judged.used_since, "E Y"),
        }
    return _not_used(judged.refusal)


def _not_used(refusal: Refusal) -> str:
    return {
        Refusal.NOT_OWN: _("Not used: other people's questionnaires keep the figures from their studies."),
        Refusal.NOTHING_TO_REPLACE: _("Not used: the scale has no figure that could be replaced."),
        Refusal.BETTER_THERE: _("Not used: alpha never takes the place of a retest reliability."),
        Refusal.FEW: _("Not used yet: it is not certain that there are at least %(least)s people.")
        % {"least": measured.LEAST},
        Refusal.WIDE: _("Not used yet: the interval is wider than %(widest)s.")
        % {"widest": number_format(measured.WIDEST)},
        Refusal.IMPOSSIBLE: _("Not used: no real answers could have these figures."),
        Refusal.NO_NEWS: _("What is measured now does not contradict what is used."),
    }[refusal]
