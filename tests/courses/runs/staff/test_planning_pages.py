"""Planning in the admin: one form, each fault at its row, and other regions' runs are not there."""

import re
from datetime import timedelta
from http import HTTPStatus
from typing import Any
from uuid import uuid4

import pytest
from django.utils import timezone

from courses.runs.models import Leading, Run
from tests.factories.accounts import create_colleague
from tests.factories.runs import create_course_page, create_run, engage
from tests.factories.trainers import (
    create_candidacy,
    create_certificate,
    create_coordinator,
    create_lead,
    create_trainer,
)
from tests.trainers.staff.looking import client_of, queries, text
from trainers.models import Certificate, Trainer
from wellbeing.accounts.models import User
from wellbeing.privacy import codes

pytestmark = [pytest.mark.service, pytest.mark.django_db]

RUNS, NEW = "/staff/runs/", "/staff/runs/new/"


@pytest.fixture
def by() -> User:
    return create_coordinator()


def certified(name: str = "") -> Trainer:
    trainer = create_trainer(name=name)
    create_certificate(candidacy=create_candidacy(trainer=trainer), today=timezone.localdate())
    return trainer


def row(number: int, days: int, begins: str = "19:00", ends: str = "21:00", **more: str) -> dict[str, str]:
    day = timezone.localdate() + timedelta(days=days)
    said = {"day": f"{day:%Y-%m-%d}", "begins": begins, "ends": ends, "zone": "Asia/Krasnoyarsk", **more}
    return {f"sessions-{number}-{name}": value for name, value in said.items()}


def typed(*rows: dict[str, str], **changes: Any) -> dict[str, Any]:
    said: dict[str, Any] = {
        "once": str(uuid4()),
        "title": "Зимний",
        "course": create_course_page().pk,
        "regions": ["RU-TOM"],
        "language": "ru",
        "form": "online",
        "capacity": "12",
        "minimum": "4",
        "joining": "open",
        "sessions-TOTAL_FORMS": str(len(rows)),
        "sessions-INITIAL_FORMS": "0",
    }
    for each in rows:
        said |= each
    return said | changes


def html(response: Any) -> str:
    assert response.status_code == HTTPStatus.OK
    page: str = response.content.decode()
    return page


def at(run: Run, name: str) -> str:
    return f"{RUNS}{run.pk}/{name}/"


def test_a_run_is_planned_changed_and_published_in_the_admin(by: User) -> None:
    client, trainer, helper = client_of(by), certified(), create_trainer()

    client.post(NEW, typed(row(0, 20), row(1, 27), leads=[trainer.pk], helps=[helper.pk]))
    run = Run.objects.get()
    assert (run.sessions.count(), run.leadings.count(), run.decided) == (2, 2, "planned")

    first, second = run.sessions.all()
    kept, gone = row(0, 21, session=str(first.pk)), row(1, 27, session=str(second.pk), DELETE="on")
    page = typed(kept, gone, row(2, 40), leads=[trainer.pk], **{"sessions-INITIAL_FORMS": "2"})
    assert client.post(at(run, "edit"), page).status_code == HTTPStatus.FOUND
    first.refresh_from_db()
    assert run.sessions.count() == 2
    assert timezone.localdate(first.starts_at) == timezone.localdate() + timedelta(days=21)
    assert [each.trainer for each in Leading.objects.all()] == [trainer]

    client.post(at(run, "publish"))
    run.refresh_from_db()
    assert run.decided == "published"
    assert "Открыт" in text(client.get(at(run, "plan")))
    client.post(at(run, "cancel"))
    run.refresh_from_db()
    assert run.decided == "cancelled"


def test_a_fault_is_said_at_its_row_and_everything_stays_typed(by: User) -> None:
    said = html(
        client_of(by).post(NEW, typed(row(0, 20), row(1, 27, "21:00", "19:00"), title="Очень зимний"))
    )

    rows = said.split("<fieldset")[-2:]
    assert "Конец раньше начала" not in rows[0]
    assert "Конец раньше начала" in rows[1]
    assert 'value="21:00"' in rows[1]
    assert "Очень зимний" in said
    assert Run.objects.count() == 0


def test_what_is_not_published_for_want_of_a_certificate_says_so(by: User) -> None:
    client = client_of(by)
    client.post(NEW, typed(row(0, 20), leads=[create_trainer().pk]))
    run = Run.objects.get()

    said = html(client.post(at(run, "publish"), follow=True))
    assert "Ни у кого из тех, кто ведёт поток, нет сертификата для этого региона: Томская область." in said
    run.refresh_from_db()
    assert run.decided == "planned"


def test_one_more_row_is_a_week_later_and_nothing_is_complained_of(by: User) -> None:
    said = html(client_of(by).post(NEW, typed(row(0, 20), title="", more="1")))

    week_later = timezone.localdate() + timedelta(days=27)
    assert f'value="{week_later:%Y-%m-%d}"' in said
    assert "Обязательное поле" not in said
    assert Run.objects.count() == 0


def test_a_trainer_who_is_elsewhere_is_said_on_the_same_page(by: User) -> None:
    client, trainer = client_of(by), create_trainer(name="Тренерка Тихая")
    first = typed(row(0, 20), leads=[trainer.pk])
    client.post(NEW, first)
    other = Run.objects.get()
    Run.objects.update(title="Чужой поток")
    other.regions.set(["RU-PER"])

    said = text(client.post(NEW, typed(row(0, 20, "20:00", "21:00"), leads=[trainer.pk])))
    assert "Тренерка Тихая в это время на другом занятии" in said
    assert "Чужой поток" not in said


def test_a_code_of_invitation_is_on_the_answer_and_nowhere_else(by: User) -> None:
    client = client_of(by)
    said = html(client.post(NEW, typed(row(0, 20), joining="code")))
    run = Run.objects.get()

    shown = re.search(r"<strong>([0-9A-Z-]{24})</strong>", said)
    assert shown
    assert run.invitation == codes.lookup_id(codes.read(shown[1]))
    assert shown[1] not in html(client.get(at(run, "plan")))


@pytest.mark.parametrize("name", ["plan", "edit", "cancel"])
def test_a_run_of_another_region_is_not_there(by: User, name: str) -> None:
    other = create_run(code="RU-PER")
    client = client_of(by)
    assert client.get(at(other, name)).status_code == HTTPStatus.NOT_FOUND
    for act in ("publish", "finish", "invite", "cancel"):
        assert client.post(at(other, act)).status_code == HTTPStatus.NOT_FOUND
    assert other.title not in text(client.get(RUNS))
    assert client_of(create_lead()).get(at(other, name)).status_code == HTTPStatus.OK


def test_a_trainer_sees_their_own_runs_and_plans_none() -> None:
    user = create_colleague(username="ivan", role="trainer")
    own, other = create_run(), create_run()
    engage(own, trainer=create_trainer(user=user))
    client = client_of(user)

    listed = text(client.get(RUNS))
    assert own.title in listed
    assert other.title not in listed
    assert client.get(at(own, "plan")).status_code == HTTPStatus.OK
    assert client.get(at(own, "edit")).status_code == HTTPStatus.FOUND


@pytest.mark.parametrize(
    "changes",
    [
        {"regions": ["RU\0"]},
        {"regions": ["RU-PER"]},
        {"course": "abc"},
        {"leads": ["abc"]},
        {"title": "\0"},
        {"once": "abc"},
        {"capacity": "9" * 30},
        {"sessions-TOTAL_FORMS": "abc"},
        {"sessions-TOTAL_FORMS": "9999"},
        {"sessions-0-session": str(uuid4())},
        {"sessions-0-day": "9999-12-31"},
        {"sessions-0-day": "0001-01-01"},
        {"sessions-0-day": "0001-01-01", "sessions-0-begins": "00:00", "sessions-0-ends": "00:30"},
        {
            "sessions-0-day": "9999-12-31",
            "sessions-0-begins": "23:00",
            "sessions-0-ends": "23:30",
            "sessions-0-zone": "America/New_York",
        },
        {"sessions-0-zone": "Mars"},
        {"sessions-0-begins": "", "sessions-0-ends": ""},
        {"more": "1", "sessions-0-day": "9999-12-31"},
        {"more": "1", "sessions-TOTAL_FORMS": "-1"},
    ],
)
def test_wrong_input_is_answered_on_the_same_page(by: User, changes: dict[str, Any]) -> None:
    assert client_of(by).post(NEW, typed(row(0, 20)) | changes).status_code == HTTPStatus.OK
    assert Run.objects.count() == 0


def test_the_list_says_whose_certificate_is_suspended(by: User) -> None:
    trainer = certified("Тренерка Тихая")
    run = create_run(begins=timezone.now() - timedelta(days=1))
    engage(run, trainer=trainer)
    client = client_of(by)
    assert "приостановлен" not in text(client.get(RUNS))
    Certificate.objects.update(suspended_month=timezone.localdate().replace(day=1))

    for page in (RUNS, at(run, "plan")):
        assert "Сертификат приостановлен: Тренерка Тихая." in text(client.get(page))


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("state=open", ["ahead"]),
        ("state=full", ["full"]),
        ("state=running", ["now"]),
        ("state=planned", ["planned"]),
        ("region=RU-PER", []),
        ("month=2027-05", ["planned"]),
        ("month=nonsense", ["ahead", "full", "now", "planned"]),
    ],
)
def test_the_list_is_narrowed_by_state_region_and_month(by: User, asked: str, found: list[str]) -> None:
    now, day = timezone.now(), timedelta(days=1)
    may = now.replace(year=2027, month=5, day=12)
    for title, begins, decided, taken in (
        ("ahead", now + 5 * day, "published", 0),
        ("full", now + 5 * day, "published", 3),
        ("now", now - 3 * day, "published", 0),
        ("planned", may, "planned", 0),
    ):
        run = create_run(begins=begins, decided=decided, sessions=2)
        Run.objects.filter(pk=run.pk).update(title=f"run-{title}", taken=taken)

    said = text(client_of(by).get(f"{RUNS}?{asked}"))
    assert sorted(set(re.findall(r"run-(\w+)", said))) == found


def test_the_calendar_has_the_sessions_of_a_month_day_by_day(by: User) -> None:
    begins = timezone.now().replace(year=2027, month=5, day=12, hour=12, minute=0)
    run, other = create_run(begins=begins), create_run(begins=begins, code="RU-PER")
    called_off = create_run(begins=begins, decided="cancelled")
    client = client_of(by)

    said = html(client.get(f"{RUNS}calendar/?month=2027-05"))
    assert [said.count(each.title) for each in (run, other, called_off)] == [3, 0, 0]
    assert re.findall(r'rowgroup" colspan="5">(\d+) мая', said) == ["12", "19", "26"]
    assert run.title not in text(client.get(f"{RUNS}calendar/?month=2027-06"))
    for wrong in ("month=abc", "month=1990-01", "month=2100-12", "region=RU%00", "region=abc"):
        assert client.get(f"{RUNS}calendar/?{wrong}").status_code == HTTPStatus.OK


def test_the_calendar_warns_of_a_day_on_which_nobody_certified_leads(by: User) -> None:
    begins = timezone.now().replace(year=2027, month=5, day=12, hour=12, minute=0)
    trainer = certified()
    engage(create_run(begins=begins), trainer=trainer)
    run = create_run(begins=begins + timedelta(hours=3))
    client, page = client_of(by), f"{RUNS}calendar/?month=2027-05"

    assert html(client.get(page)).count("Никто с сертификатом не ведёт") == 3
    engage(run, trainer=trainer)
    assert "Никто с сертификатом не ведёт" not in html(client.get(page))
    Run.objects.filter(pk=run.pk).update(decided="done")
    Leading.objects.all().delete()
    assert html(client.get(page)).count("Никто с сертификатом не ведёт") == 3, "none of what is done"


@pytest.mark.parametrize("address", [RUNS, f"{RUNS}calendar/?month=2027-05"])
def test_three_runs_take_no_more_queries_than_one(by: User, address: str) -> None:
    client = client_of(by)
    begins = timezone.now().replace(year=2027, month=5, day=12)

    engage(create_run(begins=begins), trainer=certified())
    one = queries(client, address)
    for hours in (3, 6):
        engage(create_run(begins=begins + timedelta(hours=hours)), trainer=certified())
    assert queries(client, address) == one
    if "calendar" in address:
        assert one <= 10
