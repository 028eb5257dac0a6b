"""Two at once: a round closes while somebody applies, two commit, read and publish; each is done once."""

from collections.abc import Callable
from datetime import timedelta
from functools import partial
from threading import Barrier, Event, Thread
from typing import Any

import pytest
from django.db import connection, transaction

from courses.retreats import frozen, refusals
from courses.retreats.actions.applying import taking_turns
from courses.retreats.actions.sharing import closing, committing, drawing, publishing, sharing, work
from courses.retreats.models import Frozen, Offer, ReadValue, Round, TurnedAway
from courses.retreats.rules import record
from tests.courses.retreats.sharing.rounds import (
    CLOSED_AT,
    DRAWN_AT,
    VALUE,
    again,
    closed_round,
    committed_round,
    council,
    drawn_round,
    only_retreat,
    opened_round,
    organiser,
    shared_round,
    traces,
)
from tests.courses.runs.test_races import at_once
from tests.factories.retreats import NOW, create_application

pytestmark = [
    pytest.mark.service,
    pytest.mark.django_db(
        transaction=True, available_apps=["courses.retreats", "trainers", "wellbeing.accounts"]
    ),
]


def pressed(*acts: Callable[[], Any]) -> list[str]:
    """What each ended in, all begun at the same moment."""
    ends = [""] * len(acts)
    ready = Barrier(len(acts))

    def run(place: int) -> None:
        try:
            ready.wait()
            acts[place]()
            ends[place] = "done"
        except refusals.Refused as refused:
            ends[place] = type(refused).__name__
        finally:
            connection.close()

    threads = [Thread(target=run, args=[place]) for place in range(len(acts))]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    return ends


def done(round: Round, action: str) -> int:
    return [each for _who, each in traces(round)].count(action)


def test_a_round_closed_from_several_sides_at_once_is_closed_once() -> None:
    round = opened_round()

    ends = pressed(*[partial(closing.close_due, now=CLOSED_AT)] * 4)

    assert ends == ["done"] * 4
    assert (again(round).decided, Frozen.objects.count()) == ("closed", 1)
    assert done(round, "retreats.close_round") == 1


def test_who_was_there_in_the_last_second_is_in_the_case_and_nobody_afterwards() -> None:
    """Somebody holds the round open a moment before its hour, and is still writing when it is closed."""
    round = opened_round(people=[{}])
    retreat = only_retreat(round)
    is_held, may_go = Event(), Event()

    def applies() -> None:
        try:
            with transaction.atomic():
                taking_turns.hold_open(round.pk, NOW - timedelta(microseconds=1))
                is_held.set()
                may_go.wait(10)
                create_application(round, wishes=[retreat], ticket="LASTSECOND")
        finally:
            connection.close()

    writer = Thread(target=applies)
    writer.start()
    is_held.wait(10)
    closer = Thread(target=_closed, args=[round])
    closer.start()
    closer.join(0.5)
    assert closer.is_alive(), "it waits for whoever came in time"
    may_go.set()
    for each in (writer, closer):
        each.join()

    tickets = {each.ticket for each in frozen.closed_case(round).case.applicants}
    assert (len(tickets), "LASTSECOND" in tickets, again(round).decided) == (2, True, "closed")
    with pytest.raises(refusals.ApplicationsClosed), transaction.atomic():
        taking_turns.hold_open(round.pk, NOW - timedelta(microseconds=1))


def _closed(round: Round) -> None:
    try:
        closing.close(round=round.pk, now=CLOSED_AT)
    finally:
        connection.close()


def test_two_organisers_commit_at_once() -> None:
    round, one, other = closed_round(), organiser(), organiser("oleg")

    ends = pressed(*[partial(committing.commit, round=round.pk, by=by, now=CLOSED_AT) for by in (one, other)])

    assert ends == ["done", "done"]
    assert done(round, "retreats.commit") == 1


def test_a_commitment_beside_a_rule_frozen_anew_stands_for_what_is_frozen() -> None:
    round, one, other = closed_round(), organiser(), organiser("oleg")

    ends = pressed(
        partial(committing.commit, round=round.pk, by=one, now=CLOSED_AT),
        partial(closing.renew, round=round.pk, by=other, now=CLOSED_AT),
    )

    # Whoever came first; the other was refused.
    assert sorted(ends) in (["NotAsItStands", "done"], ["NotCheckedYet", "done"])
    sharing.work_next()
    if again(round).decided == "closed":
        committing.commit(round=round.pk, by=one, now=CLOSED_AT)
    closed = frozen.closed_case(round)
    assert again(round).commitment == record.commitment(closed.case, closed.policy, salt=closed.salt)


def test_two_of_the_council_read_the_same_at_once() -> None:
    round = committed_round(by=organiser())
    readers = [council("nina"), council("petr")]

    ends = pressed(
        *[partial(drawing.read, round=round.pk, value=VALUE, by=by, now=DRAWN_AT) for by in readers]
    )

    assert ends == ["done", "done"]
    assert (again(round).decided, ReadValue.objects.count()) == ("drawn", 2)
    assert done(round, "retreats.draw") == 1


def test_two_workers_at_once_share_out_once() -> None:
    round = drawn_round(by=organiser())

    ends = at_once([sharing.work_next] * 4, threads=4)

    assert ends == ["done"] * 4
    assert (again(round).decided, done(round, "retreats.share_out")) == ("shared", 1)


def test_two_organisers_publish_at_once() -> None:
    round, one, other = shared_round(by=organiser()), organiser("oleg"), organiser("ida")

    ends = pressed(
        *[partial(publishing.publish, round=round.pk, by=by, now=DRAWN_AT) for by in (one, other)] * 2
    )

    assert ends == ["done"] * 4
    assert (again(round).decided, done(round, "retreats.publish_result")) == ("published", 1)
    assert (Offer.objects.count(), only_retreat(round).taken, TurnedAway.objects.count()) == (2, 2, 4)


def test_somebody_deletes_their_application_while_it_is_published() -> None:
    round, olga = shared_round(by=organiser()), organiser("ida")
    ticket = min(frozen.closed_case(round).places())
    row = next(each for each in round.applications.all() if each.facts().ticket == ticket)

    ends = pressed(partial(publishing.publish, round=round.pk, by=olga, now=DRAWN_AT), row.delete)

    assert ends == ["done", "done"]
    assert (again(round).decided, Offer.objects.count(), only_retreat(round).taken) == ("published", 1, 1)


def test_what_is_asked_for_is_called_for_once_it_is_written(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    monkeypatch.setattr(work.work_on_rounds, "delay", lambda: asked.append(Round.objects.get().decided))
    round = opened_round()

    closing.close(round=round.pk, now=CLOSED_AT)

    assert asked == ["closed"]
