"""What PostgreSQL itself refuses, whoever asks."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from tests.factories.cohorts import AFTER, BEFORE, DAY, create_cohort
from wellbeing.cohorts import deriving
from wellbeing.cohorts.models import Answer, Cohort, Secret, Spent, Wave
from wellbeing.cohorts.rules.packing import ANSWER_ROOM, SUMS_ROOM
from wellbeing.cohorts.rules.waves import Kind
from wellbeing.privacy.sealing import box_size

pytestmark = [pytest.mark.service, pytest.mark.django_db]

FIGURES = {"difference": -15, "low": -25, "high": -5, "at_least": 10}


def refused(name: str, act: Callable[[], object]) -> None:
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        act()


def change(kind: Kind = Kind.AFTER, **values: Any) -> Callable[[], object]:
    return lambda: Wave.objects.filter(kind=kind.value).update(**values)


def test_a_code_answers_once_in_a_wave() -> None:
    create_cohort()
    before, after, _later = Wave.objects.all()
    Spent.objects.create(wave=before, tag=bytes(16))
    Spent.objects.create(wave=after, tag=bytes(16))

    refused("a_code_answers_once_in_a_wave", lambda: Spent.objects.create(wave=before, tag=bytes(16)))


def test_a_cohort_has_one_wave_of_a_kind_and_no_other_kinds() -> None:
    cohort = create_cohort()
    days = {"cohort_id": cohort, "opens_on": BEFORE, "closes_on": BEFORE}

    refused("one_wave_of_a_kind", lambda: Wave.objects.create(kind="later", **days))
    refused("wave_is_of_a_kind", lambda: Wave.objects.create(kind="middle", **days))


def test_a_wave_closes_no_sooner_than_it_opens() -> None:
    create_cohort()

    change(closes_on=AFTER)()
    refused("wave_closes_no_sooner_than_it_opens", change(closes_on=AFTER - DAY))


@pytest.mark.parametrize("more", [-1, 1])
def test_boxes_and_tags_have_one_size(more: int) -> None:
    cohort = create_cohort()
    wave = Wave.objects.all()[0]
    sizes = {"answer": box_size(ANSWER_ROOM) + more, "tag": deriving.TAG_SIZE + more}

    refused(
        "answer_always_the_same_size", lambda: Answer.objects.create(wave=wave, box=bytes(sizes["answer"]))
    )
    refused(
        "spent_tag_always_the_same_size", lambda: Spent.objects.create(wave=wave, tag=bytes(sizes["tag"]))
    )
    sums = bytes(box_size(SUMS_ROOM) + more)
    refused("sums_of_the_frozen_always_the_same_size", change(is_frozen=True, sums=sums))
    box = bytes(Secret.objects.get(pk=cohort).box)
    longer = box + b"x" if more > 0 else box[:-1]
    refused("cohort_secret_always_the_same_size", lambda: Secret.objects.update(box=longer))


def test_only_a_frozen_wave_has_sums_or_figures_and_before_has_no_figures() -> None:
    create_cohort()

    refused("sums_of_the_frozen", change(sums=bytes(box_size(SUMS_ROOM))))
    refused("a_change_is_whole_and_of_enough", change(**FIGURES))
    refused("a_change_is_whole_and_of_enough", change(Kind.BEFORE, is_frozen=True, **FIGURES))
    change(is_frozen=True, **FIGURES)()
    change(Kind.LATER, is_frozen=True, **FIGURES)()


@pytest.mark.parametrize("name", FIGURES)
def test_a_change_is_published_whole_or_not_at_all(name: str) -> None:
    create_cohort()

    refused("a_change_is_", change(is_frozen=True, **FIGURES | {name: None}))


@pytest.mark.parametrize(
    "figures",
    [
        {"difference": -14},
        {"low": -26},
        {"high": -6},
        {"at_least": 11},
        {"at_least": 5},
        {"low": -105},
        {"high": 105},
        {"difference": -30},
        {"difference": 0},
    ],
)
def test_figures_finer_than_five_or_of_fewer_than_ten_are_refused(figures: dict[str, int]) -> None:
    create_cohort()

    refused("a_change_is_", change(is_frozen=True, **FIGURES | figures))


def test_a_cohort_has_a_language() -> None:
    create_cohort()

    refused("cohort_has_a_language", lambda: Cohort.objects.update(language=""))
