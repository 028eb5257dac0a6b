"""Next steps in the admin: connected to bands, at most three each."""

from decimal import Decimal

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from tests.assessments import building
from tests.assessments.admin import STEPS, page
from tests.factories.assessments import (
    create_draft,
    create_next_step,
    create_published,
)
from wellbeing.assessments.models import NextStep

pytestmark = [pytest.mark.django_db, pytest.mark.service]


def step(place: str, **changes: str) -> dict[str, str]:
    return {"place": place, "text_ru": "Шаг", "text_en": "A step", "position": "1"} | changes


def places(client: Client, address: str = f"{STEPS}new/") -> dict[str, str]:
    select = BeautifulSoup(client.get(address).content, "html.parser").find("select", {"name": "place"})
    assert select is not None
    return {option["value"]: option.text for option in select.find_all("option") if option["value"]}


def test_a_step_is_connected_to_a_band_of_the_current_version(editor: Client) -> None:
    instrument = create_published(slug="check-1").instrument
    create_draft(slug="check-1", scales=(building.create_scale(items=["q1"], low=0, high=3),))
    (low, high) = places(editor)

    assert editor.post(f"{STEPS}new/", step(high)).status_code == 302

    made = NextStep.objects.get()
    assert (made.instrument, made.scale_key, made.band_starts_at) == (instrument, "total", 5)
    assert list(places(editor).values()) == ["от 0: low (ru)", "от 5: high (ru)"]
    assert low != high


def test_a_fourth_step_for_a_band_is_refused_with_a_sentence(editor: Client) -> None:
    instrument = create_published().instrument
    for _ in range(3):
        create_next_step(instrument=instrument, starts_at=5)
    (_low, high) = places(editor)

    response = editor.post(f"{STEPS}new/", step(high, text_ru="Напечатано с трудом"))

    assert "У этой полосы уже есть три шага" in page(response)
    assert "Напечатано с трудом" in response.text
    assert NextStep.objects.count() == 3


def test_one_of_three_steps_can_be_changed_and_moved(editor: Client) -> None:
    instrument = create_published().instrument
    first, *_rest = [create_next_step(instrument=instrument, starts_at=5) for _ in range(3)]
    (low, high) = places(editor)
    address = f"{STEPS}edit/{first.pk}/"

    editor.post(address, step(high, text_ru="Иначе"))
    first.refresh_from_db()
    assert (first.text_ru, first.band_starts_at) == ("Иначе", 5)

    editor.post(address, step(low))
    first.refresh_from_db()
    assert first.band_starts_at == 0


def test_a_step_whose_band_is_gone_says_so_and_can_be_kept(editor: Client) -> None:
    instrument = create_published().instrument
    lost = create_next_step(instrument=instrument, starts_at="7.5")

    assert "не показывается: в действующей версии такой полосы нет" in page(editor.get(STEPS))
    address = f"{STEPS}edit/{lost.pk}/"
    here = next(value for value, text in places(editor, address).items() if "Нет в действующей" in text)
    editor.post(address, step(here, text_ru="Иначе"))

    lost.refresh_from_db()
    assert (lost.text_ru, lost.band_starts_at) == ("Иначе", Decimal("7.5"))


@pytest.mark.parametrize(
    ("changes", "field"), [({"place": "1:total:99"}, "place"), ({"link_ru": "javascript:x"}, "link_ru")]
)
def test_a_step_with_bad_input_is_asked_again(editor: Client, changes: dict[str, str], field: str) -> None:
    create_published()
    (low, _high) = places(editor)

    response = editor.post(f"{STEPS}new/", step(low) | changes)

    assert response.status_code == 200
    assert response.context["form"].errors.keys() == {field}


def test_a_step_is_deleted(editor: Client) -> None:
    made = create_next_step(instrument=create_published().instrument)

    editor.post(f"{STEPS}delete/{made.pk}/")

    assert not NextStep.objects.exists()
