"""Casting: what is taken, what is refused and why, and that what is refused leaves nothing."""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.test import override_settings

from tests.factories.ballots import (
    CLOSES,
    NEXT,
    NOW,
    PRIVATE,
    QUARTER,
    cast,
    create_boxes,
    create_contribution,
    create_form,
)
from wellbeing.ballots import contents, forms, reading, refusals, throttles
from wellbeing.ballots.actions import boxes
from wellbeing.ballots.contents import Contribution
from wellbeing.ballots.models import Ballot, Box
from wellbeing.privacy import server_keys
from wellbeing.privacy.sealing import DoesNotFit

pytestmark = [pytest.mark.service, pytest.mark.django_db]

SECOND = timedelta(seconds=1)
MILLISECOND = timedelta(milliseconds=1)
NOWHERE = "redis://127.0.0.1:1/0"


def said(box: Box) -> list[Contribution]:
    return [contents.unseal(bytes(row.sealed), private=PRIVATE) for row in box.ballots.all()]


def counts() -> list[int]:
    """Ballots in the main boxes and in those apart."""
    return [Ballot.objects.filter(box__is_apart=is_apart).count() for is_apart in (False, True)]


def test_what_was_cast_lies_in_the_main_box_and_opens_with_its_private_half() -> None:
    main, apart = create_boxes()
    contribution = create_contribution(answers=("1", None, "3"), region="")
    cast(contribution=contribution)

    assert (said(main), said(apart)) == ([contribution], [])


def test_a_form_is_good_from_fifteen_seconds_to_three_hours() -> None:
    create_boxes()
    for age, seconds in (
        (0 * SECOND, 15),
        (SECOND, 14),
        (14.2 * SECOND, 1),
        (15 * SECOND - MILLISECOND, 1),
        (-SECOND, 16),  # the clock of another server
    ):
        with pytest.raises(refusals.TooEarly) as refused:
            cast(form=forms.issue(NOW - age))
        assert refused.value.seconds == seconds
    with pytest.raises(refusals.Stale):
        cast(form=forms.issue(NOW - timedelta(hours=3) - MILLISECOND))
    assert counts() == [0, 0]

    cast(form=forms.issue(NOW - 15 * SECOND))
    cast(form=forms.issue(NOW - timedelta(hours=3)))
    assert counts() == [2, 0]


def test_a_form_that_came_too_early_is_good_later() -> None:
    create_boxes()
    form = forms.issue(NOW)
    with pytest.raises(refusals.TooEarly):
        cast(form=form)

    cast(form=form, now=NOW + 15 * SECOND)
    assert counts() == [1, 0]


def test_a_form_is_good_once_however_it_is_spelled_and_to_its_last_moment() -> None:
    create_boxes()
    form = forms.issue(NOW)
    cast(form=form, now=NOW + 15 * SECOND)

    bits = urlsafe_b64decode(form + "=" * (-len(form) % 4))
    alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
    other = form[:-1] + alphabet[alphabet.index(form[-1]) ^ 1]
    assert urlsafe_b64decode(other + "=" * (-len(other) % 4)) == bits
    for spelled in (form, form + "=", other):
        for later in (16 * SECOND, timedelta(hours=3)):
            with pytest.raises((refusals.Used, refusals.Stale)):
                cast(form=spelled, now=NOW + later)
    with pytest.raises(refusals.Used):
        cast(form=form, now=NOW + timedelta(hours=3))
    with pytest.raises(refusals.Stale):
        cast(form=form, now=NOW + timedelta(hours=3) + SECOND)
    assert counts() == [1, 0]


def forged() -> dict[str, str]:
    good = create_form()
    raw = bytearray(urlsafe_b64decode(good + "=="))
    raw[-1] ^= 1
    with override_settings(SEAL_KEYS=(b"x" * 32,)):
        elsewhere = create_form()
    return {
        "nothing": "",
        "words": "пожалуйста",
        "no base 64": "!" * 94,
        "zeros": urlsafe_b64encode(bytes(70)).decode(),
        "one bit changed": urlsafe_b64encode(bytes(raw)).decode().rstrip("="),
        "cut off": good[:-2],
        "longer": good + "A" * 200,
        "another server's": elsewhere,
        "a link for something else": server_keys.link(bytes(24), label=b"something-else"),
        "with a null": good[:10] + "\0" + good[11:],
        "lone surrogate": "\ud800" * 94,
    }


@pytest.mark.parametrize("name", forged())
def test_a_form_that_this_server_did_not_make_is_refused(name: str) -> None:
    create_boxes()
    with pytest.raises(refusals.Stale):
        cast(form=forged()[name] or " ")
    assert counts() == [0, 0]


def test_all_forms_are_of_one_length_and_none_is_like_another() -> None:
    made = {forms.issue(NOW + number * SECOND) for number in range(50)}

    assert len(made) == 50
    assert {len(form) for form in made} == {94}


def test_without_open_boxes_nothing_is_taken_and_the_form_stays_good() -> None:
    form = create_form()
    with pytest.raises(refusals.NoBox):
        cast(form=form)
    create_boxes(quarter=NEXT)
    with pytest.raises(refusals.NoBox):
        cast(form=form)
    create_boxes()

    cast(form=form)
    assert Ballot.objects.get().box.quarter == QUARTER


def test_ballots_go_into_the_box_of_the_day_on_which_they_are_cast() -> None:
    create_boxes()
    create_boxes(quarter=NEXT)
    last = NOW.replace(month=3, day=31)
    cast(now=last)
    cast(now=last + timedelta(days=1))

    assert list(Ballot.objects.order_by("box").values_list("box__quarter", flat=True)) == [QUARTER, NEXT]


def test_a_box_that_closes_at_this_moment_gives_the_form_back(monkeypatch: pytest.MonkeyPatch) -> None:
    """Between looking for an open box and writing into it somebody closes it."""
    create_boxes()
    form, count = create_form(), throttles.is_beyond_the_rate

    def while_it_closes() -> bool:
        boxes.close_due(today=NEXT)
        return count()

    monkeypatch.setattr(throttles, "is_beyond_the_rate", while_it_closes)
    with pytest.raises(refusals.NoBox):
        cast(form=form)
    assert counts() == [0, 0]
    forms.spend(forms.read(form, now=NOW), now=NOW)  # not used yet


def test_what_is_larger_than_a_ballot_is_refused_and_the_form_stays_good() -> None:
    create_boxes()
    form = create_form()
    with pytest.raises(DoesNotFit):
        cast(contribution=create_contribution(answers=("x" * 40,) * 20), form=form)

    cast(form=form)
    assert counts() == [1, 0]


def test_beyond_the_rate_ballots_go_to_the_box_apart() -> None:
    create_boxes()
    with override_settings(BALLOTS={"hour": 3}):
        for _ in range(5):
            cast()
    assert counts() == [3, 2]


def test_what_is_refused_does_not_count_towards_the_rate() -> None:
    create_boxes()
    form = create_form()
    with override_settings(BALLOTS={"hour": 2}):
        cast(form=form)
        for refused in (form, forms.issue(NOW), "A" * 94):
            with pytest.raises(refusals.Refused):
                cast(form=refused)
        cast()
    assert counts() == [2, 0]


def test_when_redis_is_away_nothing_is_taken_and_nothing_breaks() -> None:
    create_boxes()
    form = create_form()
    away = {"default": {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": NOWHERE}}
    with override_settings(CACHES=away):
        with pytest.raises(refusals.NoBox):
            cast(form=form)
        assert throttles.is_beyond_the_rate()

    cast(form=form)
    assert counts() == [1, 0]


@pytest.mark.parametrize("age", [15 * SECOND, timedelta(hours=1, minutes=7), timedelta(hours=3)])
def test_of_a_used_form_redis_keeps_a_number_to_the_full_hour_after_its_life(age: timedelta) -> None:
    create_boxes()
    cache.clear()
    form = forms.issue(NOW - age)
    cast(form=form)
    client = cache._cache.get_client(None, write=True)
    keys = sorted(key.decode() for key in client.keys("*"))
    mark = next(key for key in keys if "ballot-form" in key)

    assert [key.rpartition(":")[0].rpartition(":")[2] for key in keys] == ["ballot-form", "ballots"]
    assert client.get(mark) == b"1"
    ends_at = NOW + client.ttl(mark) * SECOND
    full = (NOW - age + timedelta(hours=3)).replace(minute=0, second=0) + timedelta(hours=1)
    assert abs(ends_at - full) <= 2 * SECOND


def test_the_end_of_a_mark_does_not_say_at_which_part_of_a_second_a_form_was_used() -> None:
    create_boxes()
    for part in (250, 500, 999):
        cache.clear()
        now = NOW + part * MILLISECOND
        cast(form=create_form(), now=now)
        client = cache._cache.get_client(None, write=True)
        (mark,) = client.keys("*ballot-form*")
        full = NOW.replace(hour=16, minute=0, second=0)
        assert now + client.pttl(mark) * MILLISECOND <= full


def test_pages_are_told_whether_ballots_are_taken() -> None:
    assert not reading.takes_ballots(QUARTER)
    main, _apart = create_boxes()
    assert [reading.takes_ballots(day) for day in (QUARTER, CLOSES, NEXT)] == [True, True, False]
    with override_settings(SEAL_KEYS=()):
        assert not reading.takes_ballots(QUARTER)
    boxes.destroy(box=main.pk)
    assert not reading.takes_ballots(QUARTER)
