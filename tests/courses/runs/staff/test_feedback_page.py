"""Reading what people said of a run: when it opens, to whom, how much of it, and that it leaves a trace."""

from datetime import timedelta

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from wagtail.models import ModelLogEntry

from courses.runs.actions import teams
from courses.runs.models import Feedback, Run
from courses.runs.rules import feedback as rules
from courses.runs.rules.feedback import Said
from tests.courses.runs.public.afterwards import end_last
from tests.factories.accounts import create_colleague, create_key_pair, unlock
from tests.factories.runs import create_run, engage
from tests.factories.trainers import create_coordinator, create_trainer, region
from tests.trainers.staff.looking import client_of, text
from wellbeing.accounts import sealed
from wellbeing.accounts.actions import following
from wellbeing.accounts.models import SealedRecord, User
from wellbeing.privacy.actions import apply_retention

pytestmark = [pytest.mark.service, pytest.mark.django_db]

LATER = timedelta(days=14, minutes=5)
YES = ("yes", "yes", "right")
NO = ("no", "", "fast")


def over(ago: timedelta = LATER) -> tuple[Run, User]:
    """A run whose last session ended so long ago, and a coordinator in its team."""
    run, user = create_run(sessions=2), create_coordinator()
    create_key_pair(user=user)
    teams.follow(run=run, by=None)
    end_last(run, ago=ago)
    return Run.objects.get(pk=run.pk), user


def given(run: Run, *said: Said) -> None:
    for each in said:
        record = sealed.seal(team=teams.team_of(run), content=rules.pack(each), room=rules.ROOM)
        Feedback.objects.create(run=run, record=record)


def address(run: Run) -> str:
    return reverse("runs_staff:feedback", args=[run.pk])


def opened(run: Run, user: User) -> HttpResponse:
    client = client_of(user)
    unlock(client)
    return client.post(address(run))  # type: ignore[return-value]


def traces() -> list[str]:
    return list(
        ModelLogEntry.objects.filter(action="runs.read_feedback").values_list("user__username", flat=True)
    )


def test_until_two_weeks_are_over_it_says_when_it_opens_and_not_whether_anything_came() -> None:
    run, user = over(ago=timedelta(days=13))
    client = client_of(user)
    before = text(client.get(address(run)))  # type: ignore[arg-type]
    given(run, *[Said(YES, "Тайное")] * 12)

    assert "Откроются" in before
    assert text(client.get(address(run))) == before  # type: ignore[arg-type]
    answer = opened(run, user)
    assert answer.status_code == 400
    assert "Тайное" not in answer.content.decode()
    assert "Отзывы закрыты" in answer.content.decode()
    assert traces() == []


def test_a_member_unlocks_and_reads_words_in_order_and_numbers_and_a_trace_is_left() -> None:
    run, user = over()
    given(run, *[Said(YES, f"Слово {letter}") for letter in "яб"], *[Said(NO)] * 4, *[Said(("", "", ""))] * 4)
    client = client_of(user)
    closed = client.get(address(run))

    assert "Слово" not in closed.content.decode()
    assert traces() == []
    led = client.post(address(run))
    assert led.status_code == 302 and led.headers["Location"].startswith("/staff/keys/unlock/")
    unlock(client)
    said = text(client.post(address(run)))  # type: ignore[arg-type]
    assert said.index("Слово б") < said.index("Слово я")
    assert "да : 2" in said.replace("да:", "да :") and "скорее нет: 4" in said and "без ответа: 4" in said
    assert traces() == [user.username]


def test_nine_are_too_few_for_numbers_and_four_for_words() -> None:
    run, user = over()
    given(run, *[Said(NO, "Четыре")] * 4)
    few = opened(run, user).content.decode()
    given(run, *[Said(YES, "Пятое")] * 5)
    more = opened(run, user).content.decode()

    assert "Ответов слишком мало, чтобы их показать" in few and "Четыре" not in few
    assert "Ответов слишком мало, чтобы показать числа" in more and "Пятое" in more
    assert "скорее нет" not in more


def test_where_nearly_everyone_said_one_thing_there_are_words_and_no_counts() -> None:
    run, user = over()
    given(run, *[Said(YES)] * 19, Said(NO))
    said = text(opened(run, user))

    assert said.count("Почти все:") == 3
    assert "19" not in said and "скорее нет" not in said


def test_words_are_shown_as_they_were_typed() -> None:
    run, user = over()
    given(run, *[Said(YES, "<script>alert(1)</script>\nда")] * 5)

    assert "&lt;script&gt;alert(1)&lt;/script&gt;<br>да" in opened(run, user).content.decode()


def test_who_is_not_in_the_team_reads_a_sentence() -> None:
    run, _user = over()
    given(run, *[Said(YES, "Тайное")] * 12)
    late = create_coordinator(username="zoya")
    create_key_pair(user=late)
    answer = opened(run, late)

    assert answer.status_code == 400
    assert "Тайное" not in answer.content.decode()
    assert "запечатаны не для вас" in answer.content.decode()
    assert traces() == []


def test_of_a_run_whose_team_was_closed_since_nobody_spoke_it_is_not_said_that_something_is_sealed() -> None:
    run, user = over(timedelta(days=40))
    following.close(team=teams.team_of(run))
    answer = opened(run, user)

    assert answer.status_code == 200
    assert "запечатаны не для вас" not in answer.content.decode()
    assert traces() == []


def test_figures_of_a_part_are_not_shown() -> None:
    run, _user = over()
    given(run, *[Said(YES, "Тайное")] * 12)
    late = create_coordinator(username="zoya")
    create_key_pair(user=late)
    teams.team_of(run).members.create(user=late)
    given(run, *[Said(YES, "Позже")] * 12)
    answer = opened(run, late)

    assert answer.status_code == 400
    assert "Позже" not in answer.content.decode() and "Почти все" not in answer.content.decode()


def test_what_nobody_can_open_any_more_is_as_if_it_had_not_been_said() -> None:
    run, user = over()
    given(run, *[Said(YES, "Пять")] * 5)
    given(run, Said(YES, "Потеряно"))
    lost = next(
        each
        for each in SealedRecord.objects.all()
        if each.pk == Feedback.objects.filter(run=run).order_by("-pk").first().record_id  # type: ignore[union-attr]
    )
    lost.wraps.all().delete()

    assert opened(run, user).status_code == 200


def test_without_keys_in_the_team_it_says_what_to_do() -> None:
    run, user = create_run(begins=timezone.now() - timedelta(days=7)), create_coordinator()
    said = text(client_of(user).get(address(run)))  # type: ignore[arg-type]

    assert "нет ключей" in said and "Создать свои ключи" in said


def test_of_a_run_that_is_only_planned_or_off_nobody_is_asked() -> None:
    user = create_coordinator()
    for decided in (Run.Decided.PLANNED, Run.Decided.CANCELLED):
        run = create_run(decided=decided)
        assert "никого не спрашивают" in text(client_of(user).get(address(run)))  # type: ignore[arg-type]


def test_the_page_of_the_run_leads_there() -> None:
    run, user = over()
    page = client_of(user).get(reverse("runs_staff:run", args=[run.pk]))

    assert f'href="{address(run)}"' in page.content.decode()


def test_it_asks_the_same_of_the_database_however_many_there_are() -> None:
    run, user = over()
    client = client_of(user)
    unlock(client)
    counts = []
    for more in (1, 39):
        given(run, *[Said(YES, "Слово")] * more)
        client.post(address(run))
        with CaptureQueriesContext(connection) as captured:
            assert client.post(address(run)).status_code == 200
        counts.append(len(captured))

    assert counts[0] == counts[1]


def test_after_three_months_all_of_it_is_gone() -> None:
    run, _user = over(ago=timedelta(days=89))
    given(run, Said(YES, "Слово"))
    apply_retention(now=timezone.now())
    assert Feedback.objects.count() == SealedRecord.objects.count() == 1

    end_last(run, ago=timedelta(days=91))
    apply_retention(now=timezone.now())
    apply_retention(now=timezone.now())
    assert Feedback.objects.count() == SealedRecord.objects.count() == 0


def test_a_trainer_of_the_run_reads_it_too() -> None:
    user = create_colleague(username="a-trainer", role="trainer", region=region())
    run = create_run(sessions=2)
    engage(run, trainer=create_trainer(user=user))
    create_key_pair(user=user)
    teams.follow(run=run, by=None)
    end_last(run, ago=LATER)
    given(run, *[Said(YES, "Слово")] * 5)

    assert "Слово" in text(opened(run, user))


def test_another_regions_colleague_finds_nothing_there() -> None:
    run, _user = over()
    given(run, *[Said(YES, "Тайное")] * 12)
    client = client_of(create_coordinator(username="zoya", code="RU-PER"))

    assert client.get(address(run)).status_code == client.post(address(run)).status_code == 404
