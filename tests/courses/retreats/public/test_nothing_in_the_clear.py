"""Nothing that people type when they apply stands in the clear."""

import pytest
from django.apps import apps
from django.core.cache import cache

from courses.retreats import marks, opened
from tests.courses.retreats.public.visiting import (
    applied,
    codes_of,
    open_round,
)
from wellbeing.privacy import codes

pytestmark = [pytest.mark.service, pytest.mark.django_db]

FOE = codes.show(codes.mark(codes.draw()))


@pytest.fixture(autouse=True)
def _nobody_was_counted() -> None:
    cache.clear()


def test_nothing_that_was_typed_stands_in_any_table() -> None:
    round = open_round()
    code, mark = codes_of(
        applied(
            round,
            name="Ивушка",
            region="RU-MOW",
            whom="Кедров",
            diet="Безореховый",
            contact="@ivushka",
            words="Благодарность",
            kind1="apart",
            mark1=FOE,
        )
    )

    dump = b"\n".join(
        bytes(value) if isinstance(value, bytes | memoryview) else str(value).encode()
        for model in apps.get_models()
        if model._meta.managed
        for row in model._base_manager.values_list()
        for value in row
    )

    typed = ["Ивушка", "Кедров", "Безореховый", "ivushka", "Благодарность"]
    hidden = [code, mark, codes.read(code), codes.read(mark), codes.read(FOE), FOE, marks.read(FOE)]
    facts = opened.read(code).facts
    assert [each for each in [*typed, *hidden, facts.ticket, facts.mark] if each.encode() in dump] == []
    assert round.title.encode() in dump
