"""Managing on pages: the code opens everything and stands in no address; every answer has one length."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from tests.checkins.asked import ask, due_of, row_of, subscribe
from tests.checkins.visiting import FILLED, MANAGE, code_on, press, send, text_of
from tests.factories.checkins import create_contents, create_rhythm
from wellbeing.checkins.contents import half_a_year_after
from wellbeing.checkins.models import Channel, Subscription
from wellbeing.checkins.pages import LENGTH
from wellbeing.outbox.models import Due
from wellbeing.privacy import codes

pytestmark = [pytest.mark.service, pytest.mark.django_db, pytest.mark.usefixtures("_mail_is_offered")]


@pytest.fixture
def code() -> str:
    """A subscription that lasts for the half year from today."""
    now = timezone.now()
    rhythm = create_rhythm(ends_on=half_a_year_after(now.date()))
    return codes.show(subscribe(contents=create_contents(rhythm=rhythm, since=now.date()), now=now))


def opened(code: str) -> object:
    return send(MANAGE, {"code": code})


def test_the_page_says_what_is_set_and_not_when_the_next_one_comes(code: str) -> None:
    page = opened(code)
    said = text_of(page)

    assert "Сообщения приходят раз в неделю, в один из этих дней: вт, пт, в эти часы: 10:00–14:00" in said
    assert "Следующее в ваши часы в один из ваших дней" in said
    assert "12 сообщений, потом всё закончится" in said
    assert "После него ничего не приходит" in said
    due = due_of(code).due_at
    for told in (f"{due:%H:%M}", f"{due + timedelta(hours=3):%H:%M}:", f"{due:%Y-%m-%d}"):
        assert told not in said.replace("10:00–14:00", "")


def test_every_answer_to_a_code_has_one_length(code: str) -> None:
    now = timezone.now()
    feed = subscribe(channel=Channel.ICS, contents=create_contents(address="", text="ё" * 280), now=now)
    waiting = ask(contents=create_contents(address="other@example.org"), now=now)
    until = str(now.date() + timedelta(days=9))

    sizes = {
        (typed, do): len(
            send(MANAGE, FILLED | {"code": typed, "do": do, "until": until, "number": "1"}).content
        )
        for typed in (code, feed, waiting, codes.draw(), "", "x" * 50)
        for do in ("", "open", "confirm", "edit", "preview", "snooze", "pause", "resume", "renew", "stop")
    }

    assert set(sizes.values()) == {LENGTH}


def test_a_wrong_code_and_one_that_is_gone_get_the_same_page(code: str) -> None:
    gone = codes.show(subscribe(contents=create_contents(address="a@example.org")))
    send(MANAGE, {"code": gone, "do": "stop"})
    waiting = codes.show(ask(contents=create_contents(address="b@example.org")))

    pages = {
        opened(typed).content.decode().replace(typed, "")
        for typed in (gone, waiting, codes.show(codes.draw()))
    }

    assert len(pages) == 1
    assert "С этим кодом ничего не открылось" in pages.pop()
    assert "Ваши сообщения" in text_of(opened(code.lower().replace("-", " ")))


def test_putting_off_pausing_going_on_and_renewing(code: str) -> None:
    until = timezone.now().date() + timedelta(days=40)

    off = press(opened(code), "snooze", until=f"{until:%d.%m.%Y}")
    assert "Отложено." in text_of(off)
    assert "не раньше этого дня:" in text_of(off)
    assert due_of(code).due_at.date() >= until

    paused = press(off, "pause")
    assert "не придёт, пока приостановлено" in text_of(paused)
    assert due_of(code).due_at is None

    on = press(paused, "resume")
    assert "Следующее в ваши часы" in text_of(on)
    assert due_of(code).due_at.date() < until

    Due.objects.update(left=1)
    assert "1 сообщение, потом всё закончится" in text_of(opened(code))
    assert "12 сообщений, потом всё закончится" in text_of(press(on, "renew"))


def test_what_cannot_come_before_the_end_is_said() -> None:
    now = timezone.now()
    until = half_a_year_after(now.date())
    rhythm = create_rhythm(ends_on=until, weekdays=frozenset({(until.weekday() + 1) % 7}))
    code = codes.show(subscribe(contents=create_contents(rhythm=rhythm, since=now.date()), now=now))

    assert "до конца срока не будет" in text_of(press(opened(code), "snooze", until=str(until)))


def test_changing_starts_from_what_is_set_and_shows_what_will_arrive(code: str) -> None:
    form = press(opened(code), "edit")
    preview = press(form, "preview", subject="Почта", days=["5"], start="12", link="no")
    assert "Subject Почта" in text_of(preview)
    assert "число" not in text_of(preview), "the address is the same: nothing is confirmed"

    changed = press(preview, "change")

    assert "Изменено." in text_of(changed)
    contents = row_of(code).contents()
    assert (contents.subject, contents.has_link, contents.address) == ("Почта", False, "vera@example.org")
    assert (contents.rhythm.weekdays, contents.rhythm.start, contents.rhythm.end) == (
        frozenset({5}),
        720,
        840,
    )
    assert due_of(code).left == 12


def test_nothing_touched_changes_nothing(code: str) -> None:
    before = row_of(code).contents()

    press(press(press(opened(code), "edit"), "preview"), "change")

    assert row_of(code).contents() == before


def test_the_form_keeps_what_was_typed_on_the_way_back(code: str) -> None:
    preview = press(press(opened(code), "edit"), "preview", subject="Почта")

    assert 'value="Почта"' in press(preview, "edit").content.decode()
    assert row_of(code).contents().subject == "Полить цветы"


def test_another_address_is_confirmed_first_and_takes_over_then(code: str) -> None:
    form = press(opened(code), "edit")
    preview = press(form, "preview", address="new@example.org")
    assert "Пока новый не подтверждён, сообщения идут на прежний" in text_of(preview)

    asked = press(preview, "change")
    new = code_on(asked)
    assert "vera@example.org" in text_of(opened(code)), "until then the old one goes on"
    confirmed = press(asked, "confirm", number=row_of(new).contents().code)

    assert "new@example.org" in text_of(confirmed)
    assert "С этим кодом ничего не открылось" in text_of(opened(code))
    assert list(Subscription.objects.values_list("pk", flat=True)) == [codes.lookup_id(codes.read(new))]


def test_a_calendar_instead_of_an_address_begins_at_once(code: str) -> None:
    asked = press(press(press(opened(code), "edit"), "preview", channel="ics"), "change")

    assert ".ics" in text_of(asked)
    assert "календарь" in text_of(opened(code_on(asked)))
    assert "С этим кодом ничего не открылось" in text_of(opened(code))
    assert Due.objects.count() == 0


def test_too_many_at_once_keeps_what_was_typed_for_another_address(code: str, settings: object) -> None:
    preview = press(press(opened(code), "edit"), "preview", address="new@example.org")
    settings.NUDGE_SIGN_UPS = {"minute": 0, "hour": 0}

    crowded = press(preview, "change")

    assert crowded.status_code == 429
    assert "new@example.org" in text_of(crowded)
    assert Subscription.objects.count() == 1


def test_one_can_change_everything_else_while_ones_channel_is_closed(code: str, settings: object) -> None:
    settings.OUTBOX_CARRIERS = {}

    changed = press(press(press(opened(code), "edit"), "preview", subject="Почта"), "change")

    assert "Изменено." in text_of(changed)


def test_stopping_is_one_press_and_final(code: str) -> None:
    page = opened(code)

    stopped = press(page, "stop")

    assert "Всё закончено" in text_of(stopped)
    assert (Subscription.objects.count(), Due.objects.count()) == (0, 0)
    assert "С этим кодом ничего не открылось" in text_of(press(page, "stop")), "nothing claims to be over"
    for do in ("pause", "renew", "edit", "snooze"):
        assert "С этим кодом ничего не открылось" in text_of(press(page, do))
    assert Subscription.objects.count() == 0


def test_looking_changes_nothing_and_a_code_in_the_address_opens_nothing(code: str) -> None:
    before = list(Due.objects.values())

    page = Client().get(MANAGE, {"code": code, "do": "stop"})

    assert "Ваши сообщения" not in text_of(page)
    assert list(Due.objects.values()) == before
    assert Subscription.objects.count() == 1


def test_a_feed_shows_its_address_to_whoever_has_the_code() -> None:
    now = timezone.now()
    rhythm = create_rhythm(ends_on=half_a_year_after(now.date()))
    contents = create_contents(address="", rhythm=rhythm, since=now.date())
    code = subscribe(channel=Channel.ATOM, contents=contents, now=now)

    page = opened(code)

    assert f"/f/{codes.follow_on(code)}.atom" in text_of(page)
    assert "12 сообщений, потом всё закончится" in text_of(page)
    assert "не придёт, пока приостановлено" in text_of(press(page, "pause"))
