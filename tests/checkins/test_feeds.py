"""The addresses of feeds: what answers there, what does not, and what an answer tells besides."""

import io
from datetime import datetime, timedelta
from http import HTTPStatus
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone

from tests.checkins.asked import row_of, soonest, subscribe
from tests.checkins.rhythms import A_DAY
from tests.checkins.subscribed import events
from tests.checkins.test_feed_atom import read
from tests.factories.checkins import create_contents, create_rhythm
from wellbeing.checkins import links
from wellbeing.checkins.actions import managing
from wellbeing.checkins.contents import Contents, half_a_year_after
from wellbeing.checkins.models import Channel, Subscription
from wellbeing.checkins.rhythm import Every
from wellbeing.privacy import codes

pytestmark = [pytest.mark.service, pytest.mark.django_db]

TYPES = {"ics": "text/calendar; charset=utf-8", "atom": "application/atom+xml; charset=utf-8"}
HEADERS = {
    *(
        "Cache-Control",
        "Content-Security-Policy",
        "Cross-Origin-Opener-Policy",
        "Cross-Origin-Resource-Policy",
    ),
    *("Permissions-Policy", "Referrer-Policy", "X-Content-Type-Options", "X-Frame-Options", "X-Robots-Tag"),
    *("Content-Type", "Content-Length"),
}
NOWHERE = "/f/none-such/none-such"
NO_LINK = "/f/none-such/"


def wished(*, days_ago: int = 20, **changes: Any) -> Contents:
    """A weekly feed on every day, set up so many days ago: some entries have come and some have not."""
    since = timezone.now().date() - days_ago * A_DAY
    rhythm = create_rhythm(weekdays=frozenset(range(7)), ends_on=half_a_year_after(since))
    return create_contents(**{"address": "", "since": since, "rhythm": rhythm, "has_link": False} | changes)


def feed_code(code: str) -> str:
    return codes.follow_on(code)


def address_of(code: str, channel: str) -> str:
    return f"/f/{feed_code(code)}.{channel}"


def get(client: Client, code: str, channel: str, **headers: str) -> Any:
    response = client.get(address_of(code, channel), headers=headers)
    assert response.status_code == HTTPStatus.OK
    return response


def times(client: Client, code: str) -> list[datetime]:
    return [event["DTSTART"].dt for event in events(get(client, code, "ics").content)]


@pytest.mark.parametrize("channel", ["ics", "atom"])
def test_a_feed_answers_with_its_type_and_the_headers_of_every_page(client: Client, channel: str) -> None:
    code = subscribe(channel=channel, contents=wished())

    response = get(
        client, code, channel, if_modified_since="Mon, 01 Jan 2035 00:00:00 GMT", if_none_match="*"
    )

    assert response.headers["Content-Type"] == TYPES[channel]
    assert response.headers["Cache-Control"] == "no-store"
    assert response.headers.keys() == HEADERS
    assert response.cookies.output() == ""


@pytest.mark.parametrize("channel", ["ics", "atom"])
def test_asking_for_the_head_alone_gives_the_same_head(client: Client, channel: str) -> None:
    code = subscribe(channel=channel, contents=wished())

    head = client.head(address_of(code, channel))

    assert (head.status_code, head.content) == (HTTPStatus.OK, b"")
    assert head.headers == get(client, code, channel).headers


@pytest.mark.parametrize("channel", ["ics", "atom"])
def test_nothing_can_be_sent_there(client: Client, channel: str) -> None:
    code = subscribe(channel=channel, contents=wished(has_link=True))

    for address in (address_of(code, channel), f"/f/{feed_code(code)}/"):
        response = client.post(address, {"do": "stop"})
        assert response.status_code == HTTPStatus.METHOD_NOT_ALLOWED

    assert Subscription.objects.count() == 1


def test_a_calendar_has_past_entries_and_those_to_come_and_never_changes(client: Client) -> None:
    code = subscribe(channel=Channel.ICS, contents=wished())

    found, now = times(client, code), timezone.now()

    assert (len(found), found[0] < now < found[-1]) == (12, True)
    assert get(client, code, "ics").content == get(client, code, "ics").content


def test_an_atom_feed_has_the_newest_entry(client: Client) -> None:
    code = subscribe(channel=Channel.ATOM, contents=wished())

    (entry,) = read(get(client, code, "atom").content).entries

    assert timezone.now() - timedelta(days=11) < datetime.fromisoformat(entry.updated) < timezone.now()


def gone(code: str) -> None:
    managing.stop(typed=code)


def over(code: str) -> None:
    put(code, wished(days_ago=200))


def unreadable(code: str) -> None:
    Subscription.objects.filter(pk=row_of(code).pk).update(box=bytes(len(row_of(code).box)))


def put(code: str, contents: Contents) -> None:
    row = row_of(code)
    row.put(contents)
    row.save()


@pytest.mark.parametrize("channel", ["ics", "atom"])
@pytest.mark.parametrize("ended", [gone, over, unreadable])
def test_a_feed_that_is_no_more_is_answered_as_any_address_that_never_was(
    client: Client, channel: str, ended: Any
) -> None:
    code = subscribe(channel=channel, contents=wished(has_link=True))
    get(client, code, channel)
    ended(code)

    for suffix, nowhere in ((f".{channel}", NOWHERE), ("/", NO_LINK)):
        answer, never = client.get(f"/f/{feed_code(code)}{suffix}"), client.get(nowhere)
        assert answer.status_code == HTTPStatus.NOT_FOUND
        assert (answer.content, answer.headers) == (never.content, never.headers)


@pytest.mark.parametrize(
    "typed", ["x", "0" * 20, "0" * 4000, "%00", "%F0%9F%8C%B1", "..%2f", "%ED%A0%80", "a%0d%0ab", "' OR 1=1"]
)
def test_so_is_a_wrong_code(client: Client, typed: str) -> None:
    subscribe(channel=Channel.ICS, contents=wished())
    never = client.get(NOWHERE)

    for suffix in (".ics", ".atom"):
        answer = client.get(f"/f/{typed}{suffix}")
        assert (answer.status_code, answer.content) == (HTTPStatus.NOT_FOUND, never.content)
        assert answer.headers == never.headers


def test_so_are_the_managing_code_and_the_other_kind_of_feed(client: Client) -> None:
    code, mail = subscribe(channel=Channel.ICS, contents=wished()), subscribe()
    never = client.get(NOWHERE)

    paths = [f"/f/{code}.ics", address_of(code, "atom"), address_of(mail, "ics"), f"/f/{mail}.ics"]
    for path in paths:
        assert client.get(path).content == never.content


def test_the_key_of_the_server_gone_is_the_feed_gone(client: Client, settings: Any) -> None:
    code = subscribe(channel=Channel.ICS, contents=wished())
    settings.SEAL_KEYS = ()

    assert client.get(address_of(code, "ics")).status_code == HTTPStatus.NOT_FOUND


@pytest.mark.parametrize("code", ["1" * 20, ""])
def test_a_code_costs_one_look_whether_it_is_right_or_wrong(
    client: Client, django_assert_num_queries: Any, code: str
) -> None:
    right = subscribe(channel=Channel.ICS, contents=wished())
    client.get(NOWHERE)

    with django_assert_num_queries(1):
        client.get(f"/f/{code or feed_code(right)}.ics")


def test_pausing_empties_it_and_resuming_brings_back_what_is_to_come(client: Client) -> None:
    contents = wished()
    code = subscribe(channel=Channel.ICS, contents=contents)
    before, now = times(client, code), timezone.now()
    zone = ZoneInfo(contents.rhythm.zone)

    managing.pause(typed=code, now=now, chance=soonest)
    assert times(client, code) == []

    managing.resume(typed=code, now=now, chance=soonest)
    to_come = [each for each in before if each.astimezone(zone).date() > contents.today(now)]
    assert times(client, code) == to_come != []


def test_a_change_puts_no_entry_into_the_past(client: Client) -> None:
    code = subscribe(channel=Channel.ATOM, contents=wished())
    now = timezone.now()
    assert len(read(get(client, code, "atom").content).entries) == 1

    rarer = wished(rhythm=create_rhythm(every=Every.FOUR_WEEKS))
    opened = managing.change(typed=code, contents=rarer, now=now, chance=soonest)

    assert read(get(client, code, "atom").content).entries == []
    assert opened.left > 0


@pytest.mark.parametrize("act", ["change", "renew", "resume"])
def test_nothing_brings_two_entries_nearer_than_the_rhythm(client: Client, act: str) -> None:
    for _ in range(8):
        code = subscribe(channel=Channel.ICS, contents=wished())
        now = timezone.now()
        last = max(each for each in times(client, code) if each <= now)
        given = {"contents": wished()} if act == "change" else {}

        getattr(managing, act)(typed=code, now=now, chance=soonest, **given)

        assert min(times(client, code)).date() - last.date() >= timedelta(days=7)


def test_a_snooze_leaves_out_what_lies_before_its_day(client: Client) -> None:
    code = subscribe(channel=Channel.ICS, contents=wished())
    before, until = times(client, code), timezone.now().date() + 30 * A_DAY

    managing.snooze(typed=code, until=until, now=timezone.now(), chance=soonest)

    assert times(client, code) == [each for each in before if each.date() >= until] != []


def test_the_times_follow_from_the_address_and_not_from_what_is_stored(client: Client) -> None:
    contents = wished()
    first, second = (subscribe(channel=Channel.ICS, contents=contents) for _ in range(2))
    found = times(client, first)

    assert set(found) & set(times(client, second)) == set()
    row = row_of(first)
    for stored in (row.id.bytes, row.feed_id.bytes, str(row.id).encode(), str(row.feed_id).encode()):
        assert list(contents.times(stored)) != found


def test_the_managing_page_counts_the_entries_that_the_feed_has(client: Client) -> None:
    code = subscribe(channel=Channel.ICS, contents=wished())
    now = timezone.now()

    left = managing.open_subscription(typed=code, now=now).left

    assert left == len([each for each in times(client, code) if each > now]) > 0


def test_a_link_is_the_same_each_time_and_leads_to_another_address_each_time(client: Client) -> None:
    code = subscribe(channel=Channel.ICS, contents=wished(has_link=True))
    texts = {event["DESCRIPTION"] for event in events(get(client, code, "ics").content)}

    (text,) = texts
    address = text.rpartition("\n")[2]
    assert address == f"{settings.SITE_URL}/f/{feed_code(code)}/"
    first, second = (client.get(f"/f/{feed_code(code)}/") for _ in range(2))

    assert (first.status_code, first.content) == (HTTPStatus.SEE_OTHER, b"")
    ways = {each.headers["Location"] for each in (first, second)}
    assert len(ways) == 2
    for way in ways:
        token = way.removeprefix(f"{settings.SITE_URL}/n/").rstrip("/")
        assert links.follow(token) == links.Link(row_of(code).id, "ru")


def test_without_a_link_there_is_no_such_address(client: Client) -> None:
    code = subscribe(channel=Channel.ICS, contents=wished())

    answer = client.get(f"/f/{feed_code(code)}/")

    assert (answer.status_code, answer.content) == (HTTPStatus.NOT_FOUND, client.get(NO_LINK).content)
    assert "Передышка" not in answer.content.decode()


def test_no_log_has_the_address(client: Client, lines: io.StringIO) -> None:
    code = subscribe(channel=Channel.ICS, contents=wished())
    for path in (address_of(code, "ics"), address_of(code, "atom"), f"/f/{feed_code(code)}/"):
        client.get(path)
        client.post(path)
        client.get(path, headers={"host": "elsewhere.example"})

    said = lines.getvalue()
    assert said
    assert [secret for secret in (code, feed_code(code)) if secret in said] == []
