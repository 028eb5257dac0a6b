"""The team of a run follows its plan: who holds it is in, and who does not any more can open nothing."""

from collections.abc import Callable
from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from django.utils import translation

from courses.runs.actions import planning, publishing, team_care, teams
from courses.runs.models import Leading, Run
from tests.factories.accounts import (
    create_colleague,
    create_key_pair,
    create_unlocked,
    sign_in,
)
from tests.factories.runs import NOW, create_holder, create_plan, create_run, engage
from tests.factories.trainers import (
    create_candidacy,
    create_certificate,
    create_coordinator,
    create_lead,
    create_trainer,
    region,
)
from tests.trainers.staff.looking import queries
from trainers.actions import people
from trainers.actions.people import Details
from trainers.models import Trainer
from wellbeing.accounts import actions, sealed
from wellbeing.accounts.actions import recovery
from wellbeing.accounts.actions import teams as accounts_teams
from wellbeing.accounts.models import SealedRecord, Team, User

pytestmark = [pytest.mark.service, pytest.mark.django_db]


def holder(username: str = "lena") -> User:
    """A colleague whose trainer is certified in Tomsk."""
    user = create_colleague(username=username, role="trainer", region=region())
    create_certificate(candidacy=create_candidacy(trainer=create_trainer(user=user)))
    return user


def published(*leads: User, by: User | None = None) -> Run:
    by = by or create_coordinator()
    what = create_plan(leads=[user.trainer for user in leads])
    run = planning.plan(what=what, by=by, now=NOW, once=uuid4()).run
    return publishing.publish(run=run.pk, by=by, now=NOW)


def change(run: Run, by: User, leads: list[Trainer], **other: object) -> None:
    planning.change(run=run.pk, what=create_plan(meets=[], leads=leads, **other), by=by, now=NOW)


def names(run: Run) -> set[str]:
    return set(teams.team_of(run).members.values_list("user__username", flat=True))


def seal(run: Run) -> SealedRecord:
    return sealed.seal(team=teams.team_of(run), content=b"sealed", room=100)


def readers(record: SealedRecord) -> set[str]:
    return set(record.wraps.values_list("member__username", flat=True))


def test_who_holds_a_run_and_who_plans_its_region_come_in_when_it_is_published() -> None:
    lena, vera, other = holder(), create_coordinator(username="vera"), create_coordinator(code="RU-PER")
    helper = create_colleague(username="oleg", role="trainer", region=region())
    lead, stranger = create_lead(), holder("zoya")
    for user in (lena, vera, other, helper, lead, stranger):
        create_key_pair(user=user)
    what = create_plan(leads=[lena.trainer], helps=[create_trainer(user=helper)])
    run = planning.plan(what=what, by=vera, now=NOW, once=uuid4()).run
    assert not Team.objects.filter(code=f"run:{run.pk}").exists(), "a plan has no team"

    publishing.publish(run=run.pk, by=vera, now=NOW)

    assert names(run) == {"lena", "vera", "oleg"}
    assert (teams.can_seal(run), teams.is_read(run)) == (True, True)


def test_without_keys_nobody_is_in_and_whoever_makes_them_comes_in_by_themselves() -> None:
    lena = holder()
    run = published(lena)
    assert (names(run), teams.can_seal(run)) == (set(), False)

    create_key_pair(user=lena)

    assert (names(run), teams.can_seal(run)) == ({"lena"}, True)


def test_the_recovery_words_alone_can_open_but_nobody_reads() -> None:
    run = published(holder())

    recovery.make_recovery_key(language="ru", today=NOW.date(), by=None)

    assert (teams.can_seal(run), teams.is_read(run)) == (True, False)


def test_once_something_is_sealed_a_newcomer_waits_to_be_admitted() -> None:
    lena, zoya, by = holder(), holder("zoya"), create_coordinator()
    create_key_pair(user=lena)
    run = published(lena, by=by)
    record = seal(run)

    change(run, by, [lena.trainer, zoya.trainer])
    create_key_pair(user=zoya)
    assert (names(run), readers(record)) == ({"lena"}, {"lena"})

    accounts_teams.admit(team=teams.team_of(run), newcomer=zoya, by=create_unlocked(user=lena))
    assert sealed.open_record(record=record, key=create_unlocked(user=zoya)) == b"sealed"


def test_after_the_last_who_could_open_anything_is_gone_others_come_in_and_nothing_of_before_opens() -> None:
    lena, zoya, by = holder(), holder("zoya"), create_coordinator()
    for user in (lena, zoya):
        create_key_pair(user=user)
    run = published(lena, by=by)
    record = seal(run)

    change(run, by, [zoya.trainer])

    assert (names(run), readers(record)) == ({"zoya"}, set())
    assert teams.is_read(run)


def test_who_is_taken_off_the_run_opens_nothing_and_the_rest_is_sealed_anew() -> None:
    lena, zoya, by = holder(), holder("zoya"), create_coordinator()
    for user in (lena, zoya):
        create_key_pair(user=user)
    run, other = published(lena, zoya, by=by), create_run()
    record, elsewhere = seal(run), seal_with(other, zoya)
    box = bytes(record.box)

    change(run, by, [lena.trainer])

    record.refresh_from_db()
    assert (names(run), readers(record), record.needs_new_key) == ({"lena"}, {"lena"}, True)
    create_unlocked(user=lena)
    record.refresh_from_db()
    assert (record.needs_new_key, bytes(record.box) != box) == (False, True)
    assert readers(elsewhere) == {"zoya"}, "another run's team is another team"


def seal_with(run: Run, user: User) -> SealedRecord:
    team = teams.team_of(run)
    team.members.create(user=user)
    return seal(run)


def lose_the_role(user: User) -> None:
    user.groups.set([Group.objects.get(name="editor")])


def fall_asleep(user: User) -> None:
    User.objects.filter(pk=user.pk).update(is_active=False)


def be_deleted(user: User) -> None:
    User.objects.get(pk=user.pk).delete()


@pytest.mark.parametrize("happens", [lose_the_role, fall_asleep, be_deleted])
@pytest.mark.parametrize("who", ["lena", "vera"])
def test_who_loses_the_role_or_the_account_is_out_at_once(happens: Callable[[User], None], who: str) -> None:
    vera, zoya = create_coordinator(username="vera"), holder("zoya")
    lena = holder()
    for user in (lena, vera, zoya):
        create_key_pair(user=user)
    run = published(lena, zoya, by=vera)
    record = seal(run)

    with actions.changing_staff(by=None):
        happens({"lena": lena, "vera": vera}[who])

    record.refresh_from_db()
    left = {"lena", "vera", "zoya"} - {who}
    assert (names(run), readers(record), record.needs_new_key) == (left, left, True)


def test_who_coordinates_another_region_now_is_out() -> None:
    lena, vera = holder(), create_coordinator(username="vera")
    for user in (lena, vera):
        create_key_pair(user=user)
    run = published(lena, by=vera)

    with actions.changing_staff(by=None):
        User.objects.filter(pk=vera.pk).update(region="RU-PER")

    assert names(run) == {"lena"}


def test_an_account_that_is_no_trainers_any_more_is_out() -> None:
    lena, vera = holder(), create_coordinator(username="vera")
    for user in (lena, vera):
        create_key_pair(user=user)
    run = published(lena, by=vera)
    trainer = lena.trainer
    what = Details(trainer.name, ["ru"], ["online"], date(2024, 1, 1), user=None)

    people.change_trainer(trainer=trainer, what=what, by=vera)

    assert names(run) == {"vera"}


def test_each_night_what_changed_without_a_plan_is_followed_and_what_is_over_ends() -> None:
    lena = holder()
    create_key_pair(user=lena)
    run, over, planned = (
        published(lena),
        create_run(begins=NOW - timedelta(days=80)),
        create_run(decided="planned"),
    )
    zoya = create_holder(run, username="zoya", keys=False)
    create_key_pair(user=zoya)
    engage(over, trainer=lena.trainer)
    for each in (run, over):
        teams.follow(run=each, by=None)
    record = seal(over)
    gone = Team.objects.create(code=f"run:{uuid4()}")
    Leading.objects.filter(run=run, trainer__user=lena).delete()

    team_care.look_after(today=NOW.date())

    assert names(run) == {"zoya"}
    assert not Team.objects.filter(pk=gone.pk).exists()
    assert not Team.objects.filter(code=f"run:{planned.pk}").exists()
    assert Team.objects.filter(code=f"run:{over.pk}").exists(), "something is sealed to it"
    record.delete()
    team_care.look_after(today=NOW.date())
    assert not Team.objects.filter(code=f"run:{over.pk}").exists()


def test_a_code_that_names_no_run_holds_nobody_and_breaks_nothing() -> None:
    lena = holder()
    run = published(lena)
    Team.objects.create(code="run:нет")

    team_care.look_after(today=NOW.date())

    assert Team.objects.filter(code__startswith="run:").count() == 1
    assert teams.team_of(run).may_hold().filter(pk=lena.pk).exists()


def test_those_in_it_see_it_in_words_and_others_do_not(client: Client) -> None:
    lena = create_holder(run := create_run())
    Run.objects.update(title="Весенний")
    other = create_run()
    teams.follow(run=other, by=None)
    sign_in(client, lena)

    page = client.get("/staff/teams/")

    assert [row.in_words for row in page.context["teams"]] == ["Поток: Весенний"]
    assert "Поток: Весенний" in page.text
    team = teams.team_of(run)
    shown = client.get(f"/staff/teams/{team.pk}/").text
    assert "входят в неё сами" in shown
    assert "Начать команду" not in shown
    assert client.get(f"/staff/teams/{teams.team_of(other).pk}/").status_code == 404
    with translation.override("en"):
        assert str(team) == "Run: Весенний"


def test_the_pages_of_teams_cost_the_same_for_one_run_and_for_three(client: Client) -> None:
    lena = create_holder(create_run())
    sign_in(client, lena)
    one = queries(client, "/staff/teams/")
    for days in (60, 90):
        engage(run := create_run(begins=NOW + timedelta(days=days)), trainer=lena.trainer)
        teams.follow(run=run, by=None)

    assert queries(client, "/staff/teams/") == one
    assert len(client.get("/staff/teams/").context["teams"]) == 3
