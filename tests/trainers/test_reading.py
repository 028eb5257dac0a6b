"""Where many trainers stand, by as many queries as for one."""

from datetime import date
from typing import Any

import pytest

from tests.factories.trainers import (
    TODAY,
    create_candidacy,
    create_certificate,
    create_evidence,
    create_pathway,
    create_supervision,
    create_trainer,
)
from trainers import reading
from trainers.models import Candidacy
from trainers.rules.standing import State

pytestmark = [pytest.mark.service, pytest.mark.django_db]


def test_as_many_queries_for_three_as_for_one(
    django_assert_num_queries: Any, django_assert_max_num_queries: Any
) -> None:
    version = create_pathway()
    for number in range(3):
        trainer = create_trainer(name=f"Тренерка {number}")
        candidacy = create_candidacy(trainer=trainer, version=version)
        create_certificate(candidacy=candidacy)
        create_certificate(candidacy=candidacy, code="RU-PER")
        create_supervision(trainer)
    everybody = list(Candidacy.objects.all())

    with django_assert_max_num_queries(6) as asked:
        reading.stands(everybody[:1], TODAY)
    with django_assert_num_queries(len(asked)):
        found = reading.stands(everybody, TODAY)

    assert [each.candidacy.trainer.name for each in found] == [
        f"Тренерка {number}" for number in (0, 0, 1, 1, 2, 2)
    ]
    assert sorted(each.region_id for each in found) == ["RU-PER"] * 3 + ["RU-TOM"] * 3


def test_what_is_read_at_once_is_what_is_read_one_by_one() -> None:
    version = create_pathway()
    held = create_certificate(
        candidacy=create_candidacy(version=version, began=date(2024, 1, 1)), today=date(2024, 12, 20)
    )
    learning = create_candidacy(version=version)
    create_evidence(candidacy=learning, kind="ethics", status="accepted")
    create_evidence(candidacy=learning, kind="safety")

    for each in reading.stands([held.candidacy, learning], TODAY):
        alone = reading.stand(each.candidacy, each.region_id, TODAY)
        assert (each.standing, each.missing, each.coming) == (alone.standing, alone.missing, alone.coming)
        expected = State.RENEWAL_DUE if each.candidacy == held.candidacy else State.IN_TRAINING
        assert each.state is expected
