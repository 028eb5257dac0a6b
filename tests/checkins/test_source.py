"""What the outbox gets of subscriptions, what it makes go, and what goes by itself."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.conf import settings as site

from tests.checkins.asked import ask, row_of, soonest, subscribe
from tests.factories.checkins import HOUR, NOW, create_contents, create_rhythm
from wellbeing.checkins import links, periodic, source
from wellbeing.checkins.actions import managing, vanishing
from wellbeing.checkins.links import Link
from wellbeing.checkins.models import Channel, Subscription
from wellbeing.outbox.models import Due
from wellbeing.outbox.sources import source as source_named
from wellbeing.privacy import codes, server_keys
from wellbeing.privacy.sealing import DoesNotOpen

pytestmark = [pytest.mark.service, pytest.mark.django_db]


def test_the_outbox_knows_the_source_by_its_name() -> None:
    assert source_named("nudges") is source


def test_a_nudge_holds_the_persons_words_their_times_and_a_link_of_its_own() -> None:
    row = row_of(subscribe())

    first, second = (dict(source.open_letters([row.id], NOW))[row.id] for _ in range(2))

    assert first is not None
    assert (first.address, first.subject, first.times) == (
        "vera@example.org",
        "Полить цветы",
        create_rhythm(),
    )
    assert first.stop_url.startswith(f"{site.SITE_URL}/n/")
    assert first.text == f"{create_contents().text}\n\n{first.stop_url}"
    assert second is not None
    assert second.stop_url != first.stop_url


def test_who_wants_no_link_gets_none() -> None:
    row = row_of(subscribe(contents=create_contents(has_link=False)))

    letter = dict(source.open_letters([row.id], NOW))[row.id]

    assert letter is not None
    assert (letter.text, letter.stop_url) == (create_contents().text, "")


def test_a_row_that_is_gone_is_left_out_and_one_that_does_not_open_is_none() -> None:
    good, bad, gone = row_of(subscribe()), row_of(ask()), uuid4()
    Subscription.objects.filter(pk=bad.pk).update(box=good.box)

    letters = dict(source.open_letters([good.id, bad.id, gone], NOW))

    assert letters.keys() == {good.id, bad.id}
    assert letters[bad.id] is None
    assert letters[good.id] is not None


def test_a_batch_takes_one_query(django_assert_num_queries: object) -> None:
    rows = [row_of(subscribe(contents=create_contents(address=f"{n}@example.org"))).id for n in range(5)]

    with django_assert_num_queries(1):
        assert len(dict(source.open_letters(rows, NOW))) == 5


def test_a_line_that_is_over_takes_its_subscription_with_it_and_no_other() -> None:
    over, stays = subscribe(), subscribe(contents=create_contents(address="other@example.org"))

    source.forget([codes.lookup_id(over)])

    assert list(Subscription.objects.values_list("pk", flat=True)) == [codes.lookup_id(stays)]


def test_a_number_that_went_out_leaves_the_row_that_waits_for_it() -> None:
    code = ask()

    source.forget([codes.lookup_id(code)])

    assert not row_of(code).is_confirmed


def test_a_link_leads_back_to_its_subscription_and_language() -> None:
    link = Link(uuid4(), "en")
    address = links.address_of(link)

    assert links.follow(address.removeprefix(f"{site.SITE_URL}/n/").rstrip("/")) == link
    assert links.address_of(link) != address
    assert len(address) < len(site.SITE_URL) + 100


def test_a_token_made_for_something_else_or_changed_is_no_link() -> None:
    token = links.address_of(Link(uuid4(), "ru")).rstrip("/").rpartition("/")[2]

    for wrong in ("", "x", token[:-2], server_keys.link(uuid4().bytes + b"ru", label=b"another")):
        with pytest.raises(DoesNotOpen):
            links.follow(wrong)


def test_unconfirmed_ones_vanish_at_their_hour_with_their_lines() -> None:
    early, late = ask(), ask(contents=create_contents(address="b@example.org"), now=NOW + timedelta(hours=1))
    confirmed = subscribe(contents=create_contents(address="c@example.org"))

    assert vanishing.remove_what_is_over(now=HOUR) == 0
    assert vanishing.remove_what_is_over(now=HOUR + timedelta(hours=1)) == 1

    stays = {codes.lookup_id(late), codes.lookup_id(confirmed)}
    assert set(Subscription.objects.values_list("pk", flat=True)) == stays
    assert set(Due.objects.values_list("pk", flat=True)) == stays
    assert early != late


def test_a_paused_one_goes_with_its_last_month() -> None:
    code = subscribe(contents=create_contents(rhythm=create_rhythm(ends_on=date(2026, 12, 10))))
    feed = subscribe(
        channel=Channel.ICS, contents=create_contents(rhythm=create_rhythm(ends_on=date(2027, 1, 10)))
    )
    managing.pause(typed=code, now=NOW, chance=soonest)

    removed = [
        vanishing.remove_what_is_over(now=NOW.replace(year=year, month=month, day=1))
        for year, month in ((2026, 12), (2027, 1))
    ]

    assert removed == [0, 1]
    assert list(Subscription.objects.values_list("pk", flat=True)) == [codes.lookup_id(feed)]
    assert Due.objects.count() == 0


def test_a_line_of_nobody_goes_and_so_does_a_subscription_without_a_line() -> None:
    lost, bare, whole = (
        subscribe(contents=create_contents(address=f"{name}@example.org")) for name in ("a", "b", "c")
    )
    managing.pause(typed=lost, now=NOW, chance=soonest)
    managing.pause(typed=whole, now=NOW, chance=soonest)
    Subscription.objects.filter(pk=codes.lookup_id(lost)).delete()
    Due.objects.filter(pk=codes.lookup_id(bare)).delete()
    foreign = Due.objects.create(id=uuid4(), source="other", channel="email", left=1)

    vanishing.remove_what_is_over(now=NOW)

    stays = codes.lookup_id(whole)
    assert list(Subscription.objects.values_list("pk", flat=True)) == [stays]
    assert set(Due.objects.values_list("pk", flat=True)) == {stays, foreign.pk}


def test_the_hourly_task_does_so() -> None:
    code = ask()
    Subscription.objects.update(vanishes_at=HOUR.replace(year=2020))

    periodic.remove_what_is_over()

    assert not Subscription.objects.filter(pk=codes.lookup_id(code)).exists()
