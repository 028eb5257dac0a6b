"""The rules of a round: their page, what is wrong with them in words, and that they never change once open."""

from typing import Any

import pytest
from django.db import IntegrityError, transaction

from courses.retreats.models import Round
from courses.retreats.rules.policy import Policy
from tests.factories.retreats import create_retreat, create_round

pytestmark = [pytest.mark.service, pytest.mark.django_db]

COMMITTED = {"commitment": "0" * 64}


def is_refused(round_: Round, **changes: Any) -> bool:
    try:
        with transaction.atomic():
            Round.objects.filter(pk=round_.pk).update(**changes)
    except IntegrityError as error:
        rule = error.__cause__.diag.constraint_name  # type: ignore[union-attr]
        assert rule == "rules_stay_as_they_were_published"
        return True
    return False


def test_the_database_keeps_rules_as_they_were_published_whoever_writes() -> None:
    being_made = create_round(decided="preparing")
    assert not is_refused(being_made, policy=Policy(kept=1).plain(), own_word_up_to=1)
    open_ = create_round()
    assert is_refused(open_, policy=Policy(kept=1).plain())
    assert is_refused(open_, own_word_up_to=1)
    assert is_refused(open_, decided="preparing")
    assert not is_refused(open_, title="Другое имя", decided="closed")


def test_single_rules_are_let_go_of_until_the_commitment_and_not_after_it() -> None:
    round_ = create_round(decided="closed")
    retreat = create_retreat(round=round_)
    let_go = Policy(let_go=frozenset({("kept", str(retreat.pk), "")})).plain()
    assert not is_refused(round_, policy=let_go)
    assert not is_refused(round_, decided="committed", **COMMITTED)
    assert is_refused(round_, policy=Policy().plain())
