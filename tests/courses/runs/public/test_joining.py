"""Joining from a page: once however often it is pressed, with a sentence wherever it cannot be."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from bs4 import BeautifulSoup
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from courses.runs.models import Party, Place, Run
from tests.courses.runs.public.visiting import (
    codes_on,
    join,
    join_address,
    look,
    open_run,
    place_of,
    press,
    send,
    text_of,
)
from tests.factories.runs import standing
from wellbeing.privacy import codes

pytestmark = [pytest.mark.service, pytest.mark.django_db]


@pytest.fixture(autouse=True)
def _nobody_was_counted() -> None:
    cache.clear()


def plain(code: str) -> str:
    return codes.read(code)


def test_a_working_name_is_enough_and_the_code_opens_the_place() -> None:
    page = join(open_run(), "Ива")
    (code,) = codes_on(page)

    assert page.status_code == 200
    assert standing(plain(code)) == "in"
    assert "Ива" in text_of(place_of(code))


def test_nothing_of_it_needs_a_cookie_and_none_is_set() -> None:
    run, client = open_run(), Client(enforce_csrf_checks=True)
    form = client.get(join_address(run))
    soup = BeautifulSoup(form.content, "html.parser")
    once = soup.find("input", {"name": "once"})
    assert once is not None
    page = client.post(join_address(run), {"once": once["value"], "name1": "Ива"})

    assert page.status_code == 415, "only plain forms are read"
    body = f"once={once['value']}&name1=x"
    page = client.post(join_address(run), body, content_type="application/x-www-form-urlencoded")
    assert page.status_code == 200
    assert not client.cookies


def test_each_form_has_a_code_of_its_own() -> None:
    run = open_run()
    first, second = look(join_address(run)), look(join_address(run))

    press(first, name1="Ива"), press(second, name1="Клён")

    assert Place.objects.count() == 2


def test_pressing_twice_and_in_a_second_tab_of_the_same_form_enrols_once() -> None:
    run = open_run()
    form = look(join_address(run))

    first, again = press(form, name1="Ива"), press(form, name1="Ива", name2="Клён")

    assert codes_on(first) == codes_on(again), "whoever is not enrolled gets no code"
    assert (Place.objects.count(), Run.objects.get().taken) == (1, 1)


def test_people_who_come_together_get_a_code_each() -> None:
    page = join(open_run(capacity=3), "Ива", "Клён", "Рябина")
    found = codes_on(page)

    assert len(set(found)) == 3
    assert [Place.objects.get(pk=codes.lookup_id(plain(code))).name for code in found] == [
        "Ива",
        "Клён",
        "Рябина",
    ]


def test_a_form_of_one_run_sent_to_another_enrols_in_neither_twice_and_never_breaks() -> None:
    one, other = open_run(), open_run()
    once = codes.draw()

    assert send(join_address(one), {"once": once, "name1": "Ива"}).status_code == 200
    page = send(join_address(other), {"once": once, "name1": "Ива"})
    assert page.status_code == 409
    assert Place.objects.count() == 1


def test_codes_that_somebody_made_up_to_collide_are_refused() -> None:
    run, once = open_run(), codes.draw()
    send(join_address(run), {"once": codes.follow_on(once), "name1": "Ива"})

    page = send(join_address(run), {"once": once, "name1": "Клён", "name2": "Рябина"})

    assert page.status_code == 409
    assert Place.objects.count() == 1


def test_who_finds_no_free_place_waits_and_reads_so() -> None:
    run = open_run(capacity=1)
    join(run, "Ива")
    page = join(run, "Клён")
    (code,) = codes_on(page)

    assert standing(plain(code)) == "waiting"
    assert "Клён" in text_of(place_of(code))
    assert Run.objects.get().taken == 1


def test_where_the_trainers_give_the_places_everybody_waits_for_them() -> None:
    run = open_run()
    Run.objects.update(joining=Run.Joining.ASKING)

    (code,) = codes_on(join(run))

    assert standing(plain(code)) == "waiting"


@pytest.mark.parametrize("typed", ["", "   ", "\x00\x1f", "\u200b"])
def test_nobody_is_enrolled_without_a_name(typed: str) -> None:
    run = open_run()
    page = join(run, typed)

    assert page.status_code == 400
    assert Place.objects.count() == 0


@pytest.mark.parametrize("typed", ["я" * 41, "я" * 5000])
def test_what_was_typed_still_stands_beside_the_sentence(typed: str) -> None:
    page = join(open_run(), typed, "Клён")
    soup = BeautifulSoup(page.content, "html.parser")

    assert page.status_code == 400
    values = [soup.find("input", {"name": name}) for name in ("name1", "name2")]
    assert [each and each["value"] for each in values] == [typed, "Клён"]
    assert soup.find(id="id_name1_error") is not None
    assert soup.find("details", open=True) is not None, "what the others typed is seen"


def test_the_code_of_a_refused_form_still_counts_once() -> None:
    run = open_run()
    refused = join(run, "")

    first, again = press(refused, name1="Ива"), press(refused, name1="Ива")

    assert codes_on(first) == codes_on(again) != []


def test_two_of_one_name_are_asked_to_differ() -> None:
    page = join(open_run(), "Ива", "ИВА")

    assert page.status_code == 400
    assert Place.objects.count() == 0


def test_more_people_than_a_run_has_places_cannot_be_typed() -> None:
    run = open_run(capacity=2)
    page = send(join_address(run), {"once": codes.draw(), **{f"name{n}": f"И{n}" for n in range(1, 9)}})

    assert page.status_code == 200
    assert Place.objects.count() == 2, "fields that the form does not have are not read"


def invited() -> tuple[Run, str]:
    run, code = open_run(), codes.draw()
    Run.objects.filter(pk=run.pk).update(joining=Run.Joining.CODE, invitation=codes.lookup_id(code))
    return run, code


def test_an_invitation_opens_however_it_is_typed() -> None:
    run, code = invited()

    page = join(run, "Ива", invitation=f" {codes.show(code).lower()} ")

    assert len(codes_on(page)) == 1


@pytest.mark.parametrize("typed", ["", "нет", "0000-0000-0000-0000-0000", "\x00", "x" * 3000])
def test_a_wrong_invitation_gets_a_sentence_and_the_names_stay(typed: str) -> None:
    run, _code = invited()
    page = join(run, "Ива", invitation=typed)

    assert page.status_code == 400
    assert 'value="Ива"' in page.content.decode()
    assert Place.objects.count() == 0


def test_many_wrong_invitations_are_slowed_and_a_right_one_opens_all_the_same(settings: Any) -> None:
    settings.RUN_WRONG_CODES = {"minute": 1}
    run, code = invited()

    assert [join(run, invitation="нет").status_code for _ in range(2)] == [400, 429]
    assert join(run, "Ива", invitation=code).status_code == 200


def test_too_many_who_join_are_asked_to_wait_and_those_who_have_a_place_are_not(settings: Any) -> None:
    settings.RUN_JOININGS = {"minute": 1}
    run = open_run()
    form = look(join_address(run))

    assert press(form, name1="Ива").status_code == 200
    crowded = join(run, "Клён")
    assert (crowded.status_code, 'value="Клён"' in crowded.content.decode()) == (429, True)
    assert press(form, name1="Ива").status_code == 200


@pytest.mark.parametrize("decided", [Run.Decided.DONE, Run.Decided.CANCELLED])
def test_what_is_over_or_off_says_so_and_takes_nobody(decided: str) -> None:
    run = open_run(decided=decided)
    page = send(join_address(run), {"once": codes.draw(), "name1": "Ива"})

    assert look(f"/ru/runs/{run.pk}/").status_code == 200
    assert look(join_address(run)).status_code == 200
    assert page.status_code == 409
    assert Place.objects.count() == 0


def test_what_has_begun_takes_nobody() -> None:
    run = open_run(begins=timezone.now() - timedelta(hours=1))

    page = send(join_address(run), {"once": codes.draw(), "name1": "Ива"})

    assert page.status_code == 409
    assert Party.objects.count() == 0


def test_a_plan_and_a_run_that_is_not_there_are_the_same() -> None:
    plan = open_run(decided=Run.Decided.PLANNED)

    for run in (plan.pk, uuid4()):
        assert look(f"/ru/runs/{run}/").status_code == 404
        assert look(f"/ru/runs/{run}/join/").status_code == 404
        assert send(f"/ru/runs/{run}/join/", {"name1": "Ива"}).status_code == 404
