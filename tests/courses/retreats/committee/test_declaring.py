"""What was declared before stands until its owner takes it back."""

import pytest

from courses.retreats import marks
from courses.retreats.actions.committee import declaring
from courses.retreats.conflicts_of_interest import shut
from courses.retreats.models import Conflict
from tests.courses.retreats.committee.sitting import applicant, colleague, declare, open_round
from wellbeing.privacy import codes

pytestmark = [pytest.mark.service, pytest.mark.django_db]


def test_who_was_named_stays_named_until_all_are_forgotten() -> None:
    round, lena = open_round(), colleague("lena", keys=False)
    code = codes.draw()
    close = applicant(round, code=code, mark=marks.of(code))
    declare(round, lena, close=[marks.shown(code)])

    declare(round, lena)
    assert (shut(lena, close), Conflict.objects.count()) == (True, 1)

    declaring.declare(round=round.pk, applied=False, close=[], forget=True, by=lena)
    assert (shut(lena, close), Conflict.objects.count()) == (False, 1)
