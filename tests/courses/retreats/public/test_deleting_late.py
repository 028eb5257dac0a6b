"""What is said to somebody who deletes: what goes, and once applications are closed, what stays."""

import pytest

from courses.retreats.models import Round
from tests.courses.retreats.public.visiting import application_of, applied, codes_of, open_round, press
from tests.courses.runs.public.visiting import text_of

pytestmark = [pytest.mark.service, pytest.mark.django_db]

STAYS = "одна строка без имени остаётся"
NOTHING = "Ничего из сказанного здесь больше нет"


@pytest.mark.parametrize(
    ("decided", "stays"),
    [
        ("open", False),
        ("closed", True),
        ("committed", True),
        ("drawn", True),
        ("shared", True),
        ("published", True),
        ("cancelled", False),
    ],
)
def test_what_stays_of_a_deleted_application_is_said_before_and_after(decided: str, stays: object) -> None:
    round = open_round()
    code, _mark = codes_of(applied(round))
    known = {"commitment": "0" * 64, "value": "1", "record": "{}"} if stays else {}
    Round.objects.filter(pk=round.pk).update(decided=decided, **known)

    asked = press(application_of(code), "deleting")
    deleted = press(asked, "delete")

    assert [STAYS in text_of(each) for each in (asked, deleted)] == [stays, stays]
    assert (NOTHING in text_of(deleted)) is not stays
    assert len(asked.content) == len(deleted.content)
