"""Runs that were held come among the evidence by themselves, where a pathway asks for such."""

from datetime import date
from uuid import UUID, uuid4

import pytest

from tests.factories.trainers import create_candidacy, create_trainer, region
from trainers import reading
from trainers.actions import runs_held
from trainers.models import Candidacy, Evidence
from trainers.rules.pathway import Kind

pytestmark = [pytest.mark.service, pytest.mark.django_db]

RUN, ANOTHER, DAY = uuid4(), uuid4(), date(2026, 11, 20)


def record(candidacy: Candidacy, *, run: UUID = RUN, kind: str = Kind.CO_FACILITATED) -> int:
    return runs_held.record(trainer=candidacy.trainer, run=run, kind=kind, day=DAY, regions=[region()])


def test_a_run_counts_for_what_the_pathway_asks_and_only_once() -> None:
    candidacy = create_candidacy()

    def lacks() -> bool:
        missing = reading.missing_for_award(candidacy, "RU-TOM", date(2026, 11, 27))
        return any(each.requirement.kind is Kind.CO_FACILITATED for each in missing)

    assert lacks()
    assert [record(candidacy), record(candidacy)] == [1, 0]
    assert lacks()
    assert record(candidacy, run=ANOTHER) == 1
    assert not lacks()
    assert [each.month for each in Evidence.objects.all()] == [date(2026, 11, 1)] * 2


def test_two_who_held_one_run_have_a_piece_each() -> None:
    first = create_candidacy()
    second = create_candidacy(trainer=create_trainer(), version=first.version)
    assert [record(first), record(second)] == [1, 1]


def test_what_was_before_the_path_does_not_count() -> None:
    assert record(create_candidacy(began=date(2026, 12, 1))) == 0


def test_what_no_requirement_asks_for_is_not_written() -> None:
    assert record(create_candidacy(), kind="hiking") == 0
    assert Evidence.objects.count() == 0
