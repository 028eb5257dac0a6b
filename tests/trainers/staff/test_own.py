"""A trainer's own path: the checklist in words, and evidence for it."""

import re
from datetime import date
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.factories.accounts import create_colleague, sign_in
from tests.factories.trainers import (
    create_candidacy,
    create_certificate,
    create_coordinator,
    create_evidence,
    create_supervision,
    create_trainer,
)
from tests.trainers.staff.walking import CERTIFICATES, PATH, read, take_away
from trainers import own
from trainers.actions import evidence
from trainers.models import Appeal, Candidacy, Certificate, Evidence
from trainers.rules import months
from trainers.staff import frame
from wellbeing.accounts.models import User

pytestmark = [pytest.mark.service, pytest.mark.django_db]


def typed(**other: str) -> dict[str, str]:
    month = f"{frame.today():%Y-%m}"
    return {"requirement": "safety", "month": month, "region": "RU-TOM", "note": "", **other}


def decide(row: Evidence, outcome: str, reason: str = "") -> None:
    evidence.decide(
        evidence=row, outcome=outcome, by=create_coordinator(), today=frame.today(), reason=reason
    )


def test_a_trainer_without_an_entry_is_told_whom_to_ask(visit: Client) -> None:
    create_coordinator(username="olga")
    create_coordinator(username="petra", code="RU-PER")

    for page in (PATH, CERTIFICATES):
        answer = visit.get(page)
        assert (answer.status_code, "olga" in read(answer), "petra" in read(answer)) == (200, True, False)


def test_only_who_may_walk_a_path_of_their_own_comes_here(client: Client) -> None:
    sign_in(client, create_coordinator())

    assert {client.get(page).status_code for page in (PATH, CERTIFICATES)} == {302}
    assert 'href="/staff/trainers/own/"' not in read(client.get("/staff/"))


def test_the_menu_leads_there(visit: Client) -> None:
    assert "/staff/trainers/own/" in read(visit.get("/staff/"))


def test_the_menu_leads_a_trainer_to_others_when_there_is_something_to_do(
    visit: Client, candidacy: Candidacy
) -> None:
    def led_to() -> list[str]:
        shown = read(visit.get("/staff/"))
        return [name for name in ("inbox", "supervision") if f'"/staff/trainers/{name}/"' in shown]

    month = months.of(frame.today())
    peer = create_candidacy(version=candidacy.version)
    waiting = create_evidence(candidacy=peer, kind="observed", month=month, today=frame.today())
    assert led_to() == []
    held = create_certificate(candidacy=candidacy, today=frame.today())
    create_evidence(candidacy=candidacy, kind="observed", month=month, today=frame.today())
    assert led_to() == ["inbox", "supervision"]
    Evidence.objects.filter(pk=waiting.pk).update(status="accepted")
    assert led_to() == ["supervision"]
    Certificate.objects.filter(pk=held.pk).update(suspended_month=month)
    assert led_to() == []


def test_the_menu_asks_what_is_of_use_once_for_each_page(visit: Client, candidacy: Candidacy) -> None:
    create_certificate(candidacy=candidacy, today=frame.today())
    with CaptureQueriesContext(connection) as asked:
        visit.get("/staff/")
    of_others = [each for each in asked.captured_queries if '"logged_by_id" =' in each["sql"]]

    assert len(of_others) == 1


def test_the_checklist_says_what_is_shown_and_what_is_missing(
    visit: Client, candidacy: Candidacy, user: User
) -> None:
    create_evidence(candidacy=candidacy, status="accepted", today=frame.today())
    create_evidence(
        candidacy=candidacy,
        kind="co_facilitated",
        month=date(2026, 5, 1),
        status="accepted",
        today=frame.today(),
    )
    create_evidence(candidacy=candidacy, kind="observed", today=frame.today())
    create_supervision(candidacy.trainer, minutes=90)

    [path] = own.paths(user, frame.today())
    [here] = path.regions
    items = {each.key: each for each in here.items}

    assert list(items) == [
        *("own-course", "trainers-course", "co-facilitated", "observed", "supervision"),
        *("reflection", "safety", "ethics"),
    ]
    assert {key for key, each in items.items() if each.is_met} == {"safety"}
    assert items["safety"].months == ("июнь 2026",)
    assert (items["co-facilitated"].amount, items["co-facilitated"].months) == ("1 из 2", ("май 2026",))
    assert [each.status for each in items["observed"].waiting] == ["submitted"]
    assert (items["supervision"].amount, items["supervision"].is_handed_in) == ("1 ч 30 мин из 6 ч", False)
    assert not here.is_complete
    page = read(visit.get(PATH))
    assert all(each.text in page and each.missing in page.lower() for each in items.values())
    assert f'href="/staff/trainers/own/evidence/{candidacy.pk}/?requirement=observed"' in page
    assert "?requirement=supervision" not in page


def test_what_stands_in_its_place_is_said(candidacy: Candidacy, user: User, visit: Client) -> None:
    create_evidence(
        candidacy=candidacy, kind="course", subject="crisis-work", status="accepted", today=frame.today()
    )

    [path] = own.paths(user, frame.today())
    [safety] = [each for each in path.regions[0].items if each.key == "safety"]

    assert (safety.is_met, safety.missing, safety.stands_instead.key) == (True, "", "psychologist")
    assert safety.stands_instead.text in read(visit.get(PATH))


def test_a_certified_trainer_sees_what_renewal_asks_and_what_expires(
    visit: Client, candidacy: Candidacy, user: User
) -> None:
    certificate = create_certificate(candidacy=candidacy, today=frame.today())

    [path] = own.paths(user, frame.today())
    [here] = path.regions

    assert (here.certificate, here.stage) == (certificate, "renewal")
    assert [each.key for each in here.items] == ["renewal-runs", "renewal-supervision", "renewal-ethics"]
    assert len(here.coming) == 4
    page = read(visit.get(PATH))
    assert all(said.lower() in page.lower() for said in here.coming)
    assert certificate.shown_number in page


def test_the_queries_are_the_same_for_one_piece_of_evidence_and_for_three(
    candidacy: Candidacy, user: User, django_assert_max_num_queries: Any, visit: Client
) -> None:
    create_evidence(candidacy=candidacy, today=frame.today())
    visit.get(PATH)
    with django_assert_max_num_queries(40) as first:
        visit.get(PATH)
    for _ in range(3):
        create_evidence(candidacy=candidacy, status="again", today=frame.today())
        create_supervision(candidacy.trainer)
    with django_assert_max_num_queries(40) as second:
        visit.get(PATH)

    assert len(second) == len(first)


def test_evidence_is_handed_in_and_waits(visit: Client, candidacy: Candidacy) -> None:
    page = f"{PATH}evidence/{candidacy.pk}/"
    shown = read(visit.get(f"{page}?requirement=safety"))
    assert 'value="safety" checked' in shown or 'checked value="safety"' in shown or "checked" in shown
    assert "участни" in shown
    assert 'value="supervision"' not in shown

    assert visit.post(page, typed(note="Разбор случая.")).headers["Location"] == PATH

    row = Evidence.objects.get()
    assert (row.candidacy, row.kind, row.status, row.note, row.marks) == (
        candidacy,
        "safety",
        "submitted",
        "Разбор случая.",
        None,
    )
    assert row.month == months.of(frame.today())


def test_a_second_press_of_the_same_page_hands_in_nothing_more(visit: Client, candidacy: Candidacy) -> None:
    page = f"{PATH}evidence/{candidacy.pk}/"
    once = re.search(r'name="once" value="([0-9a-f-]{36})"', read(visit.get(page)))[1]

    answers = [visit.post(page, typed(once=once)) for _ in range(2)]
    assert [each.headers["Location"] for each in answers] == [PATH, PATH]
    assert Evidence.objects.count() == 1
    assert visit.post(page, typed(once=str(uuid4()))).status_code == 302
    assert visit.post(page, typed(once="no number")).status_code == 400
    assert Evidence.objects.count() == 2


def test_a_page_drawn_for_another_path_changes_nothing_there(visit: Client, candidacy: Candidacy) -> None:
    other = create_candidacy(trainer=create_trainer(), version=candidacy.version)
    row = create_evidence(candidacy=other, kind="ethics", today=frame.today())

    answer = visit.post(f"{PATH}evidence/{candidacy.pk}/", typed(once=str(row.pk)))
    assert answer.headers["Location"] == PATH

    row.refresh_from_db()
    assert (row.candidacy, row.kind) == (other, "ethics")


@pytest.mark.parametrize(
    "other",
    [
        {"requirement": "supervision"},
        {"requirement": ""},
        {"month": "2999-01"},
        {"month": "2020-01"},
        {"month": "soon"},
        {"region": "XX"},
        {"note": "я" * 1001},
    ],
)
def test_what_cannot_be_gets_a_sentence_and_keeps_what_was_typed(
    visit: Client, candidacy: Candidacy, other: dict[str, str]
) -> None:
    answer = visit.post(f"{PATH}evidence/{candidacy.pk}/", typed(**({"note": "Слова."} | other)))

    assert (answer.status_code, Evidence.objects.count()) == (400, 0)
    assert ("Слова." in read(answer)) == ("note" not in other)
    assert "help-critical" in read(answer) or "error-message" in read(answer)


def test_what_was_asked_again_says_why_and_is_handed_in_anew_once(
    visit: Client, candidacy: Candidacy
) -> None:
    row = create_evidence(candidacy=candidacy, today=frame.today())
    decide(row, "again", "Укажите, какое это было обучение.")
    page = f"{PATH}evidence/{row.pk}/again/"
    assert f'href="{page}"' in read(visit.get(PATH))
    assert "Укажите, какое это было обучение." in read(visit.get(PATH))
    assert "Укажите, какое это было обучение." in read(visit.get(page))

    assert visit.post(page, typed(note="Два дня.")).headers["Location"] == PATH
    assert visit.post(page, typed(note="Ещё раз.")).headers["Location"] == PATH

    row.refresh_from_db()
    assert (row.status, row.note, row.decisions.count()) == ("submitted", "Два дня.", 1)
    assert f'href="{page}"' not in read(visit.get(PATH))


def test_anothers_rows_are_not_there(visit: Client, candidacy: Candidacy) -> None:
    other = create_candidacy(trainer=create_trainer(name="Чужая", user=create_colleague(username="other")))
    proposal = take_away(create_certificate(candidacy=other, today=frame.today()))
    row = create_evidence(candidacy=other, today=frame.today())
    decide(row, "again", "Чужая причина.")
    pages = [
        f"{PATH}evidence/{other.pk}/",
        f"{PATH}evidence/{row.pk}/again/",
        f"{PATH}evidence/{uuid4()}/",
        f"{PATH}decisions/{proposal.pk}/appeal/",
    ]

    assert {visit.get(page).status_code for page in pages} == {404}
    assert {visit.post(page, typed(words="Нет.")).status_code for page in pages} == {404}
    assert "Чужая" not in read(visit.get(PATH))
    assert Certificate.objects.get().shown_number not in read(visit.get(CERTIFICATES))
    assert (Evidence.objects.get(pk=row.pk).status, Appeal.objects.count()) == ("again", 0)
