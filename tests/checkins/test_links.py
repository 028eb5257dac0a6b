"""The link in a message: scanners stop nothing, one press does, and the page gives nothing away."""

import re
from datetime import timedelta

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone

from tests.checkins.asked import due_of, row_of, soonest, subscribe
from tests.checkins.visiting import FORM, send, text_of
from tests.factories.checkins import NOW, create_contents
from wellbeing.checkins import source, telltale
from wellbeing.checkins.actions import managing
from wellbeing.checkins.models import Subscription
from wellbeing.outbox.models import Due
from wellbeing.privacy.guards import PARTS

pytestmark = [pytest.mark.service, pytest.mark.django_db]

ONE_CLICK = "List-Unsubscribe=One-Click"
IN_PARTS = '--x\r\nContent-Disposition: form-data; name="List-Unsubscribe"\r\n\r\nOne-Click\r\n--x--\r\n'


@pytest.fixture
def code() -> str:
    return subscribe(now=timezone.now())


def link_of(code: str) -> str:
    """The path of the link in the next message."""
    row = row_of(code)
    letter = dict(source.open_letters([row.id], NOW))[row.id]
    assert letter is not None
    return letter.stop_url.removeprefix(settings.SITE_URL)


@pytest.mark.parametrize("method", ["get", "head"])
def test_looking_changes_nothing(code: str, method: str) -> None:
    before = (list(Due.objects.values()), list(Subscription.objects.values_list("id", "guesses")))

    for query in ("", "?do=stop", f"?{ONE_CLICK}"):
        assert getattr(Client(), method)(link_of(code) + query).status_code == 200

    assert (list(Due.objects.values()), list(Subscription.objects.values_list("id", "guesses"))) == before


def test_an_empty_press_changes_nothing(code: str) -> None:
    for body in ("x=", "do=", "do=week2", "List-Unsubscribe=", "list-unsubscribe=one-click"):
        page = Client().post(link_of(code), body, content_type=FORM)
        assert "Пока вы не нажмёте кнопку, ничего не изменится." in text_of(page)
    assert Subscription.objects.count() == 1


def test_one_press_stops(code: str) -> None:
    page = Client().get(link_of(code))

    stopped = press_on(page, link_of(code), "stop")

    assert "По этой ссылке больше ничего не придёт." in text_of(stopped)
    assert (Subscription.objects.count(), Due.objects.count()) == (0, 0)


def press_on(page: object, address: str, do: str) -> object:
    assert f'name="do" value="{do}"' in page.content.decode()
    return send(address, {"do": do})


@pytest.mark.parametrize(("do", "days"), [("week", 7), ("month", 30)])
def test_one_press_puts_off(code: str, do: str, days: int) -> None:
    page = send(link_of(code), {"do": do})

    assert "Столько времени сообщений не будет" in text_of(page)
    assert due_of(code).due_at > timezone.now() + timedelta(days=days - 1)
    assert due_of(code).left == 12


def test_an_old_link_ends_no_pause_and_shortens_no_rest(code: str) -> None:
    now, link = timezone.now(), link_of(code)
    rest = now.date() + timedelta(days=60)
    managing.snooze(typed=code, until=rest, now=now, chance=soonest)
    managing.pause(typed=code, now=now, chance=soonest)

    send(link, {"do": "week"})

    assert due_of(code).due_at is None
    contents = row_of(code).contents()
    assert (contents.is_paused, contents.rhythm.rests_until) == (True, rest)


@pytest.mark.parametrize(
    ("body", "content_type"),
    [(ONE_CLICK, FORM), (IN_PARTS, f"{PARTS}; boundary=x"), (IN_PARTS, f'{PARTS}; boundary="x"')],
)
def test_a_program_for_mail_stops_with_one_click(code: str, body: str, content_type: str) -> None:
    page = Client(enforce_csrf_checks=True).generic("POST", link_of(code), body, content_type=content_type)

    assert page.status_code == 200
    assert (Subscription.objects.count(), Due.objects.count()) == (0, 0)
    assert not page.cookies


def test_whoever_has_stopped_sees_the_same_again(code: str) -> None:
    address = link_of(code)
    first = {do: send(address, {"do": do}).content for do in ("week", "month", "stop")}
    looked = Client().get(address).content

    assert {do: send(address, {"do": do}).content for do in first} == first
    assert Client().get(address).content == looked
    assert Subscription.objects.count() == 0


@pytest.mark.parametrize("token", ["x", "A" * 130, "-_-", "%00", "ё", "a" * 5000])
def test_a_link_that_we_never_made_does_nothing(code: str, token: str) -> None:
    for page in (Client().get(f"/n/{token}/"), send(f"/n/{token}/", {"do": "stop"})):
        assert page.status_code == 404
        assert "Ссылка больше не действует" in text_of(page)
    assert Subscription.objects.count() == 1


def test_a_link_under_a_key_that_is_gone_does_nothing(code: str, settings: object) -> None:
    address = link_of(code)
    settings.SEAL_KEYS = (b"n" * 32,)

    assert send(address, {"do": "stop"}).status_code == 404


def test_the_page_speaks_the_language_of_the_person() -> None:
    code = subscribe(contents=create_contents(language="en"))

    page = Client().get(link_of(code))

    assert '<html lang="en">' in page.content.decode()
    assert "Nothing changes until you press a button." in text_of(page)


def test_the_page_names_nothing_and_leads_nowhere(code: str) -> None:
    seen = [Client().get(link_of(code)), Client().get("/n/x/"), Client().put(link_of(code))]
    seen += [
        Client().post(link_of(code), "x", content_type="text/plain"),
        send(link_of(code), {"do": "stop"}),
    ]
    assert [page.status_code for page in seen] == [200, 404, 405, 415, 200]
    for page in seen:
        shown = page.content.decode().partition("</style>")[2]
        assert telltale.found_in(shown, names=["Передышка", "Breathing Space", "vera@example.org"]) == ()
        assert "<a " not in shown
        assert re.search("<title>(.*?)</title>", page.content.decode())[1] == "Заметки"
        assert page.headers["Referrer-Policy"] == "no-referrer"
        assert page.headers["Cache-Control"] == "no-store"
        assert not page.cookies


def test_a_large_body_is_not_read(code: str) -> None:
    body = IN_PARTS.replace("One-Click", "One-Click" + "x" * 10_000)

    page = Client().generic("POST", link_of(code), body, content_type=f"{PARTS}; boundary=x")

    assert page.status_code == 413
    assert Subscription.objects.count() == 1
