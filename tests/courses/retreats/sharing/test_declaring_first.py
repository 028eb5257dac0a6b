"""Who says nothing of whether they applied decides nothing: each deciding step leads to saying it first."""

from collections.abc import Callable
from functools import partial

import pytest
from django.urls import reverse

from courses.retreats import refusals
from courses.retreats.actions.sharing import committing, drawing, publishing
from courses.retreats.models import Conflict, ReadValue, Round
from courses.retreats.staff import frame
from tests.courses.retreats.sharing.rounds import (
    CLOSED_AT,
    DRAWN_AT,
    VALUE,
    again,
    closed_round,
    committed_round,
    council,
    everybody_declares,
    organiser,
    published_round,
    shared_round,
    traces,
)
from tests.courses.retreats.sharing.test_trying import KEPT, PEOPLE
from tests.trainers.staff.looking import client_of, text
from wellbeing.accounts.models import User

pytestmark = [pytest.mark.service, pytest.mark.django_db]

COMMIT = partial(committing.commit, now=CLOSED_AT)
READ = partial(drawing.read, value=VALUE, now=DRAWN_AT)
PUBLISH = partial(publishing.publish, now=DRAWN_AT)


def says_nothing(user: User) -> User:
    Conflict.objects.filter(user=user).delete()
    return user


@pytest.mark.parametrize(
    ("stands", "decide", "after"),
    [
        (lambda by: closed_round(), COMMIT, "committed"),
        (lambda by: committed_round(by=by), READ, "committed"),
        (lambda by: shared_round(by=by), PUBLISH, "published"),
    ],
)
def test_nobody_decides_who_has_not_said_whether_they_applied(
    stands: Callable[[User], Round], decide: Callable[..., object], after: str
) -> None:
    olga = organiser()
    round = stands(olga)
    before = round.decided
    says_nothing(olga)

    with pytest.raises(refusals.DeclareFirst):
        decide(round=round.pk, by=olga)
    assert (again(round).decided, ReadValue.objects.filter(user=olga).count()) == (before, 0)
    assert traces(round)[-1] == ("olga", "retreats.refused_step")

    everybody_declares()
    decide(round=round.pk, by=olga)
    assert again(round).decided == after


def test_a_press_leads_to_the_page_on_which_it_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    olga, round = organiser(), closed_round()
    monkeypatch.setattr(frame, "now", lambda: CLOSED_AT)
    says_nothing(olga)

    answer = client_of(olga).post(reverse("retreats_staff:round_commit", args=[round.pk]), follow=True)

    declare = reverse("retreats_staff:declare", args=[round.pk])
    assert answer.redirect_chain[-1][0].partition("?")[0] == declare
    assert str(refusals.DeclareFirst.sentence) in text(answer)


def test_the_page_of_the_value_asks_for_it_before_anything_is_typed(monkeypatch: pytest.MonkeyPatch) -> None:
    round = committed_round(by=organiser())
    nina = says_nothing(council("nina"))
    monkeypatch.setattr(frame, "now", lambda: DRAWN_AT)
    page, declare = (
        reverse(f"retreats_staff:{name}", args=[round.pk]) for name in ("round_value", "declare")
    )

    shown = client_of(nina).get(page).content.decode()
    typed = client_of(nina).post(page, {"value": VALUE}).content.decode()
    everybody_declares()

    assert [each.count(declare) for each in (shown, typed)] == [1, 1]
    assert str(refusals.DeclareFirst.sentence) not in typed
    assert VALUE in typed
    assert not ReadValue.objects.exists()
    assert declare not in client_of(nina).get(page).content.decode()


def test_the_pages_of_counts_and_pairs_lead_to_saying_it_first() -> None:
    olga, vera = organiser(), council("vera")
    counted, done = closed_round(people=PEOPLE, policy=KEPT), published_round(by=olga)
    Conflict.objects.all().delete()
    declare = [reverse("retreats_staff:declare", args=[each.pk]) for each in (counted, done)]

    tried = client_of(olga).post(reverse("retreats_staff:round_try", args=[counted.pk]), {"change": "kept:"})
    fetched = client_of(vera).post(reverse("retreats_staff:round_second_file", args=[done.pk]))

    assert [each.headers.get("Location", "").partition("?")[0] for each in (tried, fetched)] == declare
