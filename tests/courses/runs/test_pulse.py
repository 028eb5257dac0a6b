"""The pulse of a run: its waves lie by the plan, and a whole path from a place to what the trainer reads."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import override_settings
from django.urls import reverse
from django.utils import timezone

from courses.runs.actions import planning, publishing, pulse
from courses.runs.models import Run
from tests.assessments.pulse.answering import answer, main_of, open_with
from tests.assessments.requests import publish_shipped
from tests.courses.runs.public.visiting import place_of
from tests.courses.runs.pulses import (
    answer_all,
    create_pulse,
    enrol,
    pass_days,
    press_pulse,
    pulse_code,
    waves,
)
from tests.factories.runs import NOW, create_meets, create_plan
from tests.factories.trainers import (
    create_candidacy,
    create_certificate,
    create_coordinator,
    create_trainer,
)
from tests.trainers.staff.looking import client_of, text
from wellbeing.accounts.models import User
from wellbeing.cohorts.models import Answer, Cohort, Spent, Wave

pytestmark = [pytest.mark.service, pytest.mark.django_db]

# Heavy and middling weeks, and lighter ones.
HEAVY, LIGHT = ("44400", "22222"), ("22222", "00044")


@pytest.fixture
def by() -> User:
    return create_coordinator()


@pytest.fixture(autouse=True)
def _questions() -> None:
    cache.clear()
    publish_shipped()


def published(by: User, **changes: object) -> Run:
    leads = create_trainer()
    create_certificate(candidacy=create_candidacy(trainer=leads))
    plan = create_plan(leads=[leads], **changes)
    run = planning.plan(what=plan, by=by, now=NOW, once=uuid4()).run
    assert Cohort.objects.count() == 0, "nobody can have a place yet"
    return publishing.publish(run=run.pk, by=by, now=NOW)


def test_every_run_has_its_own_pulse_and_so_have_those_that_were_there_before_there_was_one() -> None:
    for _ in range(2):
        create_pulse()
    drawn = set(Run.objects.values_list("pulse", flat=True))
    column = Run._meta.get_field("pulse")
    with connection.schema_editor() as editor:
        editor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        editor.remove_field(Run, column)
        editor.add_field(Run, column)

    anew = set(Run.objects.values_list("pulse", flat=True))
    assert (len(drawn), len(anew), drawn & anew) == (2, 2, set())


def test_publishing_begins_the_waves_by_the_days_of_the_sessions(by: User) -> None:
    run = published(by)

    assert waves(run) == [
        ("before", date(2026, 12, 17), date(2026, 12, 20)),
        ("after", date(2026, 12, 31), date(2027, 1, 13)),
        ("later", date(2027, 3, 31), date(2027, 4, 20)),
    ]


def test_the_waves_move_with_the_plan_and_end_with_the_run(by: User) -> None:
    run = published(by)
    last = run.sessions.last()
    assert last is not None
    leads = [each.trainer for each in run.leadings.all()]
    moved = create_plan(meets=[create_meets(4, session=last.pk)], leads=leads)
    planning.change(run=run.pk, what=moved, by=by, now=NOW)
    assert [opens for _kind, opens, _closes in waves(run)][1] == date(2027, 1, 14)

    publishing.cancel(run=run.pk, by=by, now=NOW)
    assert Cohort.objects.count() == 0


@pytest.mark.parametrize(("spoken", "asked"), [("ru", "ru"), ("en", "en"), ("tt", "ru")])
def test_a_group_is_asked_in_its_language_if_there_are_questions_in_it(
    by: User, spoken: str, asked: str
) -> None:
    published(by, language=spoken)

    assert Cohort.objects.get().language == asked


def test_a_run_is_published_without_a_key_of_the_server_and_has_no_pulse(by: User) -> None:
    with override_settings(SEAL_KEYS=[]):
        run = published(by)

    assert (run.decided, Cohort.objects.count()) == ("published", 0)


def test_from_a_place_to_what_the_trainer_reads(by: User) -> None:
    """Twelve answer at the beginning and at the end; the panel shows the change and nothing else."""
    run = create_pulse()
    people = enrol(run, 12)
    answer_all(people, *HEAVY)
    panel = reverse("runs_staff:run", args=[run.pk])
    colleague = client_of(by)
    assert text(colleague.get(panel)).count("Ещё не закончилось.") == 2

    pass_days(8)
    assert (Answer.objects.count(), Spent.objects.count()) == (0, 0), "frozen"
    answer_all(people, *LIGHT)
    assert "Стало" not in text(colleague.get(panel))
    pass_days(14)

    said = text(colleague.get(panel))
    assert (
        "Стало легче примерно на 50 пунктов из 100 (интервал: от 25 до 75). Ответили от 10 до 14 человек."
    ) in said
    assert said.count("Ещё не закончилось.") == 1
    assert (Answer.objects.count(), Spent.objects.count()) == (0, 0)


def test_nine_are_not_enough(by: User) -> None:
    run = create_pulse()
    people = enrol(run, 12)
    answer_all(people, *HEAVY)
    pass_days(8)
    answer_all(people[:9], *LIGHT)
    pass_days(14)

    said = text(client_of(by).get(reverse("runs_staff:run", args=[run.pk])))
    assert said.count("Ответов слишком мало, чтобы что-то показать.") == 1
    assert "Стало" not in said


def test_three_months_later_the_code_on_paper_is_enough(by: User) -> None:
    run = create_pulse()
    people = enrol(run, 12)
    papers = [pulse_code(place_of(code)) for code in people]
    answer_all(people, *LIGHT)
    pass_days(95)
    run.parties.all().delete()  # retention, a month after the last session
    for number, code in enumerate(papers):
        assert "Ответ учтён" in main_of(answer(open_with(code), HEAVY[number % 2]))
    pass_days(30)

    said = text(client_of(by).get(reverse("runs_staff:run", args=[run.pk])))
    assert "Стало тяжелее примерно на 50 пунктов из 100 (интервал: от 25 до 75)" in said
    assert said.count("Ответов слишком мало") == 1, "nobody answered at the end"
    assert "Когда время группы прошло, её коды больше ничего не открывают." in main_of(open_with(papers[0]))


def test_leaving_and_whose_answer_it_was_stay_apart() -> None:
    run = create_pulse()
    code = enrol(run)[0]
    answer(press_pulse(place_of(code)), "44400")
    run.parties.all().delete()

    assert (Answer.objects.count(), Spent.objects.count()) == (1, 1), "what was counted stays counted"


def test_a_cancelled_run_shows_no_pulse_on_either_side(by: User) -> None:
    run = create_pulse()
    code = enrol(run)[0]
    paper = pulse_code(place_of(code))
    publishing.cancel(run=run.pk, by=by, now=timezone.now())

    assert pulse_code(place_of(code)) == ""
    assert "не открывает вопросов" in main_of(open_with(paper))
    assert "Помогает ли это?" not in text(client_of(by).get(reverse("runs_staff:run", args=[run.pk])))
    assert Wave.objects.count() == 0


def test_following_twice_changes_nothing() -> None:
    run = create_pulse()
    before = waves(run)
    pulse.follow(run=run)

    assert waves(run) == before


def test_a_wave_is_open_when_a_session_begins_wherever_its_people_are() -> None:
    run = create_pulse()
    begun = (timezone.now() - timedelta(hours=1)).date()
    for zone in ("Pacific/Auckland", "America/Los_Angeles"):
        run.sessions.update(zone=zone)
        pulse.follow(run=run)

        assert waves(run)[0][1] == begun
