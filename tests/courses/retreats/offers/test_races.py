"""Many at once: no place given twice, none lost, whoever presses when and whatever is killed."""

import random
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier, Event

import pytest
from django.db import OperationalError, connection

from courses.retreats import refusals
from courses.retreats.actions.applying import withdrawing
from courses.retreats.actions.offers import answers, asking, filling, offering
from courses.retreats.models import Offer, Retreat
from courses.retreats.rules import moving_up
from courses.retreats.tasks.filling import fill_round
from tests.courses.retreats.offers.rounds import Published, counted, later, next_by_the_rules, publish
from tests.factories.retreats import NOW

pytestmark = [
    pytest.mark.service,
    pytest.mark.django_db(transaction=True, available_apps=["courses.retreats"]),
]


def at_once(acts: list[Callable[[], object]], *, threads: int) -> list[str]:
    """What each ended in, begun at the same moment by so many threads, each with a connection of its own."""
    ready = Barrier(threads)

    def work(share: list[Callable[[], object]]) -> list[str]:
        ready.wait()
        try:
            return [_ended(act) for act in share]
        finally:
            connection.close()

    with ThreadPoolExecutor(threads) as pool:
        return [end for ends in pool.map(work, [acts[n::threads] for n in range(threads)]) for end in ends]


def _ended(act: Callable[[], object]) -> str:
    try:
        act()
    except (refusals.Refused, filling.Busy) as error:
        return type(error).__name__
    return "done"


def fill(published: Published) -> None:
    """Until there is nothing more to give, as one look follows another."""
    for _ in range(20):
        if not filling.fill(round=published.round.pk, now=later(2)):
            return
    raise AssertionError("it never ends")


def everything_fits(published: Published) -> None:
    """What is counted is what is held, nobody is there twice, and whoever should have moved up did."""
    assert all(taken == held for taken, held in counted(published))
    for retreat in Retreat.objects.all():
        assert retreat.taken <= retreat.places
    assert next_by_the_rules(published) == {}


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_everybody_answers_gives_up_or_deletes_at_once_while_fillers_fill(seed: int) -> None:
    people = [{"need": n % 4, "has_been": n % 3 == 0} for n in range(24)]
    published = publish(places=(5, 3), people=people)
    chance = random.Random(seed)
    acts: list[Callable[[], object]] = []
    for code in published.codes:
        deeds = [answers.accept, answers.decline, answers.give_up, _delete]
        acts += [_doing(deed, code) for deed in chance.sample(deeds, k=2)]
    fills = [lambda: filling.fill(round=published.round.pk, now=later(2))] * 12
    acts += fills
    chance.shuffle(acts)

    ends = at_once(acts, threads=8)

    assert set(ends) <= {"done", "NothingOffered", "NoPlaceToGiveUp", "NoSuchApplication", "Busy"}
    fill(published)
    everything_fits(published)


def test_the_last_place_is_not_given_twice_by_two_fillers() -> None:
    published = publish(places=(3,), people=8)
    for code in (published.code_of("offered"), published.codes[0]):
        _ended(lambda code=code: answers.decline(code=code, now=later(1)))

    ends = at_once([lambda: filling.fill(round=published.round.pk, now=later(2))] * 6, threads=6)

    assert set(ends) <= {"done", "Busy"}
    assert "done" in ends
    everything_fits(published)


def test_yes_and_no_and_deleting_from_three_tabs_end_in_one_of_them() -> None:
    for _ in range(4):
        published = publish(places=(1,), people=2)
        code = published.code_of("offered")
        ends = at_once(
            [_doing(answers.accept, code), _doing(answers.decline, code), _doing(_delete, code)], threads=3
        )
        assert set(ends) <= {"done", "NothingOffered", "NoSuchApplication"}
        fill(published)
        everything_fits(published)


def test_an_answer_does_not_wait_for_a_filler_that_looks_for_the_next(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    published = publish(places=(3,), people=8)
    answers.decline(code=published.code_of("offered"), now=later(1))
    waiting = published.code_of("offered")
    begun, answered = Event(), Event()
    solve = moving_up.moving_up

    def slowly(*args: object, **kwargs: object) -> dict[str, str]:
        begun.set()
        assert answered.wait(20)
        return solve(*args, **kwargs)  # type: ignore[arg-type]

    monkeypatch.setattr(moving_up, "moving_up", slowly)

    def answer() -> None:
        assert begun.wait(20)
        answers.decline(code=waiting, now=later(1))
        answered.set()

    ends = at_once([lambda: filling.fill(round=published.round.pk, now=later(2)), answer], threads=2)

    assert ends == ["done", "done"]
    everything_fits(published)
    assert published.standings().count("offered") == 3


def test_a_filler_that_is_killed_loses_nothing_and_the_next_does_it_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """It ends after its offers were written and before its transaction does."""
    published = publish(places=(2,), people=5)
    answers.decline(code=published.code_of("offered"), now=later(1))
    before, give = published.standings(), offering.give

    def give_and_die(**places: object) -> int:
        give(**places)  # type: ignore[arg-type]
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_terminate_backend(pg_backend_pid())")
        raise AssertionError("still there")

    def killed() -> None:
        with pytest.raises(OperationalError):
            filling.fill(round=published.round.pk, now=later(2))

    with monkeypatch.context() as patched:
        patched.setattr(offering, "give", give_and_die)
        at_once([killed], threads=1)

    assert published.standings() == before
    fill(published)
    everything_fits(published)
    assert published.standings().count("offered") == 2


def test_offers_that_lapse_while_people_answer_free_each_place_once() -> None:
    published = publish(places=(4,), people=12)
    over = NOW + timedelta(hours=72)
    acts = [_doing(answers.decline, code) for code in published.codes]
    acts += [lambda: answers.lapse(now=over)] * 4
    at_once(acts, threads=6)
    fill(published)
    everything_fits(published)
    assert Offer.objects.filter(standing__in=("declined", "lapsed")).count() == 4


def test_three_hundred_who_ask_for_a_look_cause_one(monkeypatch: pytest.MonkeyPatch) -> None:
    published = publish(places=(2,), people=3)
    sent: list[object] = []
    monkeypatch.setattr(asking.current_app, "send_task", lambda name, **more: sent.append(name))
    asking.begun(published.round.pk)
    for _ in range(300):
        asking.ask_to_fill(published.round.pk)
    assert sent == [fill_round.name]
    asking.begun(published.round.pk)
    asking.ask_to_fill(published.round.pk)
    assert sent == [fill_round.name] * 2


def _doing(deed: Callable[..., object], code: str) -> Callable[[], object]:
    return lambda: deed(code=code, now=later(1))


def _delete(*, code: str, now: object) -> None:
    withdrawing.delete(code=code)
