"""What a team learnt: written once it is over, about no person, read by those who plan the next year."""

from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from courses.retreats import stay_refusals
from courses.retreats.actions.afterwards import lessons
from courses.retreats.actions.afterwards.lessons import MOST_LESSONS
from courses.retreats.models import Lesson, Retreat, Year
from tests.factories.accounts import create_colleague
from tests.factories.retreats import create_retreat, create_retreat_colleague, create_team_part
from tests.factories.trainers import region
from tests.trainers.staff.looking import client_of, text

pytestmark = [pytest.mark.service, pytest.mark.django_db]


@pytest.fixture
def organiser() -> Client:
    return client_of(create_colleague(username="olga", role="organiser"))


def over(**changes: Any) -> Retreat:
    begins_on = timezone.localdate() - timedelta(days=9)
    return create_retreat(**({"begins_on": begins_on, "decided": "done"} | changes))


def address(retreat: Retreat) -> str:
    return reverse("retreats_staff:lessons", args=[retreat.pk])


def write(client: Client, retreat: Retreat, **said: Any) -> HttpResponse:
    typed = {"heading": "house", "kind": "worked", "text": "Тихо ночью", "once": str(uuid4())}
    return client.post(address(retreat), typed | said)


def test_a_lesson_stands_under_its_heading_with_name_and_day_and_goes_when_somebody_says_so(
    organiser: Client,
) -> None:
    retreat, once = over(), str(uuid4())
    for _ in range(2):
        assert write(organiser, retreat, once=once).status_code == 302
    write(organiser, retreat, heading="safety", kind="change", text="Второй телефон")

    said = text(organiser.get(address(retreat)))
    row = Lesson.objects.get(heading="house")
    assert (row.text, row.author_name, row.written_on) == (
        "Тихо ночью",
        str(row.author),
        timezone.localdate(),
    )
    assert said.index("Дом") < said.index("Тихо ночью") < said.index("Безопасность")
    assert "Записано выводов: 2." in text(organiser.get(reverse("retreats_staff:retreat", args=[retreat.pk])))
    organiser.post(reverse("retreats_staff:remove_lesson", args=[retreat.pk, row.pk]))
    assert [each.heading for each in Lesson.objects.all()] == ["safety"]


@pytest.mark.parametrize(
    "changes", [{"text": " "}, {"text": "а" * 601}, {"heading": "people"}, {"once": "x"}]
)
def test_what_cannot_be_kept_is_a_sentence_and_stays_typed(
    organiser: Client, changes: dict[str, str]
) -> None:
    answer = write(organiser, over(), **changes)

    assert (answer.status_code, Lesson.objects.count()) == (400, 0)
    assert changes.get("text", "Тихо ночью").strip() in answer.content.decode()


def test_before_it_is_over_and_of_what_was_called_off_nothing_is_written(organiser: Client) -> None:
    coming = create_retreat(begins_on=timezone.localdate() + timedelta(days=3))
    assert "когда последний день закончился" in text(organiser.get(address(coming)))
    for retreat in (coming, over(decided="cancelled")):
        assert write(organiser, retreat).status_code == 400
    assert Lesson.objects.count() == 0


def test_the_day_of_a_lesson_is_that_of_the_house_and_the_last_day_is_too_early() -> None:
    by, there = create_colleague(username="olga", role="organiser"), ZoneInfo("Asia/Tomsk")
    retreat = create_retreat(begins_on=date(2027, 3, 1), zone="Asia/Tomsk")
    said = {"heading": "house", "kind": "worked", "text": "Тихо", "once": uuid4(), "by": by}
    late = datetime.combine(retreat.ends_on, time(23, 59), there)
    with pytest.raises(stay_refusals.NotOver):
        lessons.write(retreat=retreat.pk, now=late, **said)

    lesson = lessons.write(retreat=retreat.pk, now=late + timedelta(minutes=1), **said)

    assert lesson.written_on == retreat.ends_on + timedelta(days=1)


def test_what_is_said_of_one_retreat_stays_when_another_is_looked_at(organiser: Client) -> None:
    one, other, once = over(), over(), str(uuid4())
    for retreat in (one, other):
        write(organiser, retreat, once=once)
    assert {each.retreat for each in Lesson.objects.all()} == {one, other}

    assert not lessons.remove(retreat=one, lesson=Lesson.objects.get(retreat=other).pk)
    assert Lesson.objects.count() == 2


def test_forty_are_enough(organiser: Client) -> None:
    retreat, said = over(), {"author_name": "О", "written_on": timezone.localdate()}
    rows = [Lesson(retreat=retreat, heading="team", kind="worked", text="Да", **said) for _ in range(40)]
    Lesson.objects.bulk_create(rows)
    Lesson.objects.filter(pk=rows[0].pk).delete()
    once = str(uuid4())
    assert [write(organiser, retreat, once=once).status_code for _ in range(2)] == [302, 302]
    answer = write(organiser, retreat)

    assert (answer.status_code, Lesson.objects.count()) == (400, MOST_LESSONS)
    assert "Записано уже сорок выводов." in answer.content.decode()


def test_who_plans_the_next_year_reads_them(organiser: Client) -> None:
    for year, said in ((2027, "В этом году"), (2026, "Год назад"), (2025, "Давно")):
        retreat = create_retreat(begins_on=date(year, 3, 1), decided="done", title=f"Выезд {said}")
        Lesson.objects.create(
            retreat=retreat,
            heading="team",
            kind="change",
            text=said,
            author_name="О",
            written_on=date(year, 4, 1),
        )
    year = Year.objects.create(year=2027, money=1, most=1, rest=0)

    said = text(organiser.get(reverse("retreats_staff:year", args=[year.pk])))
    assert "Выводы прошлого года" in said
    assert "Год назад" in said and "Давно" not in said and "В этом году" not in said


def test_the_team_of_a_retreat_writes_and_no_other_team_reads() -> None:
    user = create_colleague(username="vera", role="trainer", region=region())
    own, other = over(), over()
    create_team_part(own, colleague=create_retreat_colleague(user=user))
    client = client_of(user)

    assert write(client, own).status_code == 302
    assert (client.get(address(other)).status_code, write(client, other).status_code) == (404, 404)
    row = Lesson.objects.get()
    assert client.post(reverse("retreats_staff:remove_lesson", args=[other.pk, row.pk])).status_code == 404
    assert Lesson.objects.count() == 1
