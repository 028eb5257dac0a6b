"""What those who hold and plan a run see of its pulse: a change in plain words, or that there is none."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone, translation

from courses.runs.models import Run
from courses.runs.staff.pulse import in_words
from tests.courses.runs.pulses import create_pulse
from tests.factories.accounts import create_colleague
from tests.factories.runs import create_run, engage
from tests.factories.trainers import create_coordinator, create_lead, create_trainer, region
from tests.trainers.staff.looking import client_of, queries, text
from wellbeing.accounts.models import User
from wellbeing.cohorts.models import Wave
from wellbeing.cohorts.reading import Change

pytestmark = [pytest.mark.service, pytest.mark.django_db]


@pytest.mark.parametrize(
    ("change", "ru", "en"),
    [
        (
            Change(-10, -20, 0, 10),
            "Стало легче примерно на 10 пунктов из 100 (интервал: от 0 до 20). Ответили от 10 до 14 человек.",
            "It has become easier by about 10 points of 100 (interval: from 0 to 20). "
            "From 10 to 14 people answered.",
        ),
        (
            Change(15, 5, 25, 20),
            "Стало тяжелее примерно на 15 пунктов из 100 (интервал: от 5 до 25). "
            "Ответили от 20 до 24 человек.",
            "It has become harder by about 15 points of 100 (interval: from 5 to 25). "
            "From 20 to 24 people answered.",
        ),
        (
            Change(-5, -20, 10, 10),
            "Стало легче примерно на 5 пунктов из 100 (интервал: от «на 20 легче» до «на 10 тяжелее», "
            "так что перемены могло и не быть). Ответили от 10 до 14 человек.",
            "It has become easier by about 5 points of 100 (interval: from 20 easier to 10 harder, "
            "so there may be no change at all). From 10 to 14 people answered.",
        ),
        (
            Change(0, -5, 0, 15),
            "Заметной разницы нет (интервал: от «на 5 легче» до «на 0 тяжелее», так что перемены могло и не "
            "быть). Ответили от 15 до 19 человек.",
            "No difference to speak of (interval: from 5 easier to 0 harder, "
            "so there may be no change at all). From 15 to 19 people answered.",
        ),
    ],
)
def test_a_change_in_words_has_a_direction_an_interval_and_no_number_below_ten(
    change: Change, ru: str, en: str
) -> None:
    with translation.override("ru"):
        assert in_words(change) == ru
    with translation.override("en"):
        assert in_words(change) == en


def page(run: Run) -> str:
    return reverse("runs_staff:run", args=[run.pk])


def freeze(run: Run, **figures: int) -> None:
    """The first two waves are over, and this came of them."""
    Wave.objects.filter(cohort=run.pulse, kind__in=["before", "after"]).update(is_frozen=True)
    Wave.objects.filter(cohort=run.pulse, kind="after").update(**figures)


def test_the_three_waves_stand_with_their_days_and_what_it_means() -> None:
    run = create_pulse()
    freeze(run, difference=-10, low=-20, high=0, at_least=10)
    said = text(client_of(create_coordinator()).get(page(run)))

    at_the_end = said[said.index("В конце,") :]
    assert at_the_end.index("Стало легче") < at_the_end.index("Через три месяца,")
    first = run.sessions.get().starts_at.date()
    assert f"В начале, {first.day} " in said
    assert "С этим сравнивается то, что будет потом." in said
    assert "мы ни за кем не следим" in said and "исследованиями они не проверены" in said
    assert "не говорит, что дело в курсе" in said


def test_too_few_answers_are_one_sentence() -> None:
    run = create_pulse()
    freeze(run)
    said = text(client_of(create_coordinator()).get(page(run)))

    assert said.count("Ответов слишком мало, чтобы что-то показать.") == 1
    assert "Стало" not in said


def test_a_run_without_a_pulse_says_nothing_of_it() -> None:
    run = create_run(decided=Run.Decided.PLANNED)

    assert "Помогает ли это?" not in text(client_of(create_coordinator()).get(page(run)))


@pytest.mark.parametrize(
    ("role", "sees"), [("trainer", True), ("coordinator", True), ("lead", True), ("council", False)]
)
def test_who_opens_the_run_sees_its_pulse_and_nobody_else_does(role: str, *, sees: bool) -> None:
    run = create_pulse()
    user = colleague(role, run)
    response = client_of(user).get(page(run))

    assert ("Помогает ли это?" in response.content.decode()) == sees
    other = create_pulse(code="RU-PER")
    assert client_of(user).get(page(other)).status_code == (200 if role == "lead" else 404 if sees else 302)


def colleague(role: str, run: Run) -> User:
    if role == "coordinator":
        return create_coordinator()
    if role == "lead":
        return create_lead()
    user = create_colleague(username="vera", role=role, region=region() if role == "trainer" else None)
    if role == "trainer":
        engage(run, trainer=create_trainer(user=user))
    return user


def test_the_page_of_a_run_with_a_pulse_costs_no_more_than_ten() -> None:
    one, three = create_pulse(), create_pulse(sessions=3, begins=timezone.now() - timedelta(days=1))
    freeze(three, difference=-10, low=-20, high=0, at_least=10)
    visit = client_of(create_coordinator())
    asked = [queries(visit, page(run)) for run in (one, three)]

    assert asked[0] == asked[1]
    assert max(asked) <= 10
