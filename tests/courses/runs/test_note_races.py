"""Notes at once: one note for one form, and nothing lost between a plan, a note and leaving."""

from collections.abc import Callable

import pytest

from courses.runs import refusals
from courses.runs.actions import enrolling, place_notes, teams
from courses.runs.models import Place, PlaceNote
from courses.runs.rules.for_team import ForTeam
from tests.courses.runs.test_races import at_once
from tests.factories.accounts import create_unlocked
from tests.factories.runs import NOW, create_holder, create_run
from wellbeing.accounts.models import SealedRecord, WrappedKey
from wellbeing.privacy import codes

pytestmark = [
    pytest.mark.service,
    pytest.mark.django_db(transaction=True, available_apps=["courses.runs", "wellbeing.accounts"]),
]

RAMP = ForTeam("Пандус")


def test_of_many_who_press_at_once_each_with_a_note_none_is_lost_and_none_left_over() -> None:
    run = create_run(capacity=10)
    lena = create_holder(run)
    codes_of = [codes.draw() for _ in range(20)]

    def joining(code: str) -> Callable[[], object]:
        return lambda: enrolling.enrol(run=run.pk, names=["Ива"], code=code, now=NOW, note=RAMP)

    twice = [joining(code) for code in codes_of * 2]
    assert at_once(twice, threads=8) == ["done"] * 40
    assert (Place.objects.count(), PlaceNote.objects.count(), SealedRecord.objects.count()) == (20, 20, 20)
    assert len(place_notes.read(run=run, key=create_unlocked(user=lena)).opened) == 20

    def leaving(code: str) -> Callable[[], object]:
        return lambda: enrolling.leave(code=code, now=NOW)

    def replacing(code: str) -> Callable[[], object]:
        return lambda: place_notes.leave(code=code, note=ForTeam("Иначе"))

    acts = [act for code in codes_of for act in (replacing(code), leaving(code))]
    ends = at_once([*acts, lambda: teams.follow(run=run, by=None)], threads=8)
    assert set(ends) <= {"done", refusals.NoSuchPlace.__name__}
    assert (PlaceNote.objects.count(), SealedRecord.objects.count(), WrappedKey.objects.count()) == (0, 0, 0)
