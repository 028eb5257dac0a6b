"""Where a run meets: told late, sealed meanwhile, gone after the last session."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.test import override_settings

from courses.runs import refusals
from courses.runs.actions import meeting_places
from courses.runs.models import Run, Whereabouts
from courses.runs.rules.where import Told, Where
from courses.runs.whereabouts import whereabouts
from tests.factories.runs import NOW, create_run
from wellbeing.privacy import actions as privacy
from wellbeing.privacy import rotation, server_keys

pytestmark = [pytest.mark.service, pytest.mark.django_db]

BEGINS = NOW + timedelta(days=30)
WHERE = Where("Томск", "ул. Тихая, 3, вход со двора", city_before=168, address_before=24)


def with_times(run: Run) -> Run:
    return Run.objects.with_times().get(pk=run.pk)


def set_where(run: Run, where: Where = WHERE) -> None:
    meeting_places.set_where(run=run.pk, where=where, now=NOW)


def read(run: Run, before: timedelta) -> Told | None:
    return whereabouts(with_times(run), BEGINS - before)


@pytest.mark.parametrize(
    ("before", "city", "address"),
    [
        (timedelta(days=7, seconds=1), "", ""),
        (timedelta(days=7), WHERE.city, ""),
        (timedelta(days=1, seconds=1), WHERE.city, ""),
        (timedelta(days=1), WHERE.city, WHERE.address),
        (timedelta(0), WHERE.city, WHERE.address),
    ],
)
def test_each_is_told_from_its_hour_on(before: timedelta, city: str, address: str) -> None:
    run = create_run(begins=BEGINS)
    set_where(run)

    day, week = BEGINS - timedelta(days=1), BEGINS - timedelta(days=7)
    assert read(run, before) == Told(city, week, address, day)


def test_the_hours_are_whole_and_move_with_the_first_session() -> None:
    run = create_run(begins=BEGINS + timedelta(minutes=40), sessions=1)
    set_where(run)
    found = read(run, timedelta(0))

    assert found is not None
    assert (found.city_from, found.address_from) == (BEGINS - timedelta(days=7), BEGINS - timedelta(days=1))


def test_nothing_is_told_after_the_last_session_or_when_it_is_off() -> None:
    run = create_run(begins=BEGINS, sessions=2)
    set_where(run)
    ends = BEGINS + timedelta(days=7, minutes=90)

    assert read(run, BEGINS - ends + timedelta(seconds=1)) is not None
    assert read(run, BEGINS - ends) is None
    for decided in (Run.Decided.PLANNED, Run.Decided.DONE, Run.Decided.CANCELLED):
        Run.objects.update(decided=decided)
        assert read(run, timedelta(0)) is None, decided
    assert whereabouts(with_times(create_run()), NOW) is None


def test_what_is_written_anew_takes_the_place_of_what_was_and_nothing_empties_it() -> None:
    run = create_run(begins=BEGINS)
    set_where(run)
    set_where(run, replace(WHERE, address="https://meet.example/quiet"))

    assert [row.contents().address for row in Whereabouts.objects.all()] == ["https://meet.example/quiet"]
    set_where(run, Where("", ""))
    assert Whereabouts.objects.count() == 0


def test_the_box_is_of_one_size_and_tells_nothing_without_the_key() -> None:
    run, other = create_run(begins=BEGINS), create_run(begins=BEGINS)
    set_where(run)
    set_where(other, Where("", "я" * 400))
    boxes = [bytes(row.box) for row in Whereabouts.objects.all()]

    assert len({len(box) for box in boxes}) == 1
    assert not any("Томск".encode() in box for box in boxes)
    with override_settings(SEAL_KEYS=[]):
        assert read(run, timedelta(0)) is None
        with pytest.raises(server_keys.NoKey):
            set_where(run)
    assert "runs.Whereabouts.box" in {str(column) for column in rotation.columns()}
    with pytest.raises(IntegrityError, match="whereabouts_always_the_same_size"), transaction.atomic():
        Whereabouts.objects.update(box=b"short")


@pytest.mark.parametrize("decided", [Run.Decided.DONE, Run.Decided.CANCELLED])
def test_it_is_refused_for_what_is_over_and_what_finds_no_room(decided: str) -> None:
    run = create_run(begins=BEGINS)
    with pytest.raises(refusals.NoRoom):
        set_where(run, Where("", "𐐀" * 400))
    with pytest.raises(refusals.NotNow):
        meeting_places.set_where(run=run.pk, where=WHERE, now=BEGINS + timedelta(days=60))

    Run.objects.update(decided=decided)
    with pytest.raises(refusals.NotNow):
        set_where(run)


def test_it_is_forgotten_when_the_last_session_is_over() -> None:
    soon, late, off = (create_run(begins=BEGINS, sessions=each) for each in (1, 2, 2))
    for run in (soon, late, off):
        set_where(run)
    Run.objects.filter(pk=off.pk).update(decided=Run.Decided.CANCELLED)
    ends = BEGINS + timedelta(minutes=90)

    assert meeting_places.forget_over(now=ends - timedelta(seconds=1)) == 1
    assert meeting_places.forget_over(now=ends) == 1
    assert list(Whereabouts.objects.values_list("run", flat=True)) == [late.pk]


def test_retention_follows_the_run_wherever_its_end_moves() -> None:
    run = create_run(begins=BEGINS, sessions=1)
    set_where(run)
    last = BEGINS.date()
    Run.objects.update(over_on=last + timedelta(days=10))

    privacy.apply_retention(now=BEGINS + timedelta(days=11))
    assert Whereabouts.objects.count() == 1
    privacy.apply_retention(now=BEGINS + timedelta(days=12))
    assert Whereabouts.objects.count() == 0
