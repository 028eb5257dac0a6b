"""The page of a box: two people at one screen, and what each step says."""

import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from django.test import Client
from nacl.public import PrivateKey
from wagtail.models import ModelLogEntry

from tests.factories.accounts import PASSPHRASE, create_colleague, create_key_pair, sign_in, unlock
from tests.factories.assessments import create_published
from tests.factories.picture import AFTER, QUARTER, close, create_council, create_shared_box
from wellbeing.accounts.models import User
from wellbeing.ballots import contents
from wellbeing.ballots.actions import boxes as ballot_boxes
from wellbeing.ballots.contents import Contribution
from wellbeing.ballots.models import Ballot, Box
from wellbeing.picture import handing, progress
from wellbeing.picture.actions import tallying
from wellbeing.picture.models import Release, Share
from wellbeing.picture.progress import Progress, Stage

pytestmark = [pytest.mark.django_db, pytest.mark.service]

WRONG = "С этой фразой не открывается."


def address(box: Box, step: str = "") -> str:
    return f"/staff/picture/boxes/{box.pk}/{step}"


def said(response: Any) -> str:
    assert response.status_code in {200, 429}
    return " ".join(re.sub("<[^>]+>", " ", response.content.decode()).split())


def typed(second: str = "maya", passphrase: str = PASSPHRASE) -> dict[str, str]:
    return {"second": second, "passphrase": passphrase}


@pytest.fixture
def council() -> list[User]:
    return create_council(3)


@pytest.fixture
def box(council: list[User]) -> Box:
    create_published()
    held = create_shared_box()
    sealed = contents.seal(Contribution("check-1", 1, "ru", ("1", "2", "3"), ""), public=bytes(held.public))
    Ballot.objects.create(box=held, sealed=sealed)
    close(held)
    return held


@pytest.fixture
def mira(client: Client, council: list[User]) -> Client:
    sign_in(client, council[0])
    return client


@pytest.fixture
def waiting(box: Box) -> Progress:
    """A run whose worker waits for the key, and does nothing else."""
    begun = progress.begin(QUARTER)
    assert begun
    public = bytes(PrivateKey.generate().public_key)
    ready = replace(
        begun, stage=Stage.READY, public=public.hex(), tag=handing.tag(QUARTER, begun.run, public)
    )
    progress.say(QUARTER, ready)
    return ready


def work_while(act: Callable[[], object], monkeypatch: pytest.MonkeyPatch) -> None:
    """The run that was begun is done by a worker; `act` is what happens while it waits for the key."""
    begun = progress.read(QUARTER)
    assert begun
    acts = [act]

    def wait(_seconds: float) -> None:
        if acts:
            acts.pop()()

    monkeypatch.setattr(tallying.time, "sleep", wait)
    tallying.run(quarter=QUARTER, run=begun.run, today=AFTER)
    assert not acts


def test_an_open_box_says_until_when_and_offers_nothing(mira: Client) -> None:
    text = said(mira.get(address(create_shared_box())))

    assert "принимает бюллетени по 31 марта 2026" in text
    assert "Вскрыть урну" not in text


def test_a_closed_one_offers_to_be_opened_once_keys_are_unlocked(mira: Client, box: Box) -> None:
    assert "Открыть мои ключи и вскрыть урну" in said(mira.get(address(box)))
    response: Any = mira.post(address(box, "begin/"))
    assert response.headers["Location"].startswith("/staff/keys/unlock/?next=")
    assert progress.read(QUARTER) is None

    unlock(mira)
    assert "Открыть мои ключи" not in said(mira.get(address(box)))
    assert mira.post(address(box, "begin/")).headers["Location"] == address(box)
    response = mira.get(address(box))
    assert "Просим рабочий процесс подождать" in said(response)
    assert '<meta http-equiv="refresh" content="3">' in response.content.decode()


def test_from_beginning_to_end(mira: Client, box: Box, monkeypatch: pytest.MonkeyPatch) -> None:
    unlock(mira)
    mira.post(address(box, "begin/"))

    def at_the_screen() -> None:
        response: Any = mira.get(address(box))
        page = response.content.decode()
        assert "Кодовая фраза второго человека" in said(response)
        assert "http-equiv" not in page
        names = [name for name in ("Mira", "Maya", "Lena") if f">{name}</option>" in page]
        assert names == ["Maya", "Lena"]
        response = mira.post(address(box, "key/"), typed(), follow=True)
        assert "Ключ у рабочего процесса" in said(response)

    work_while(at_the_screen, monkeypatch)
    text = said(mira.get(address(box)))
    assert "все его доли уничтожены" in text
    assert "Вскрывали: Maya, Mira" in text
    assert "Во второй урне ничего не было или было так мало, что сказать о ней ничего нельзя." in text
    assert (Release.objects.count(), Ballot.objects.count(), Share.objects.count()) == (1, 0, 0)


def test_a_wrong_passphrase_keeps_the_choice_and_not_the_phrase(
    mira: Client, box: Box, waiting: Progress
) -> None:
    unlock(mira)
    response: Any = mira.post(address(box, "key/"), typed("lena", "не та фраза совсем"))

    assert WRONG in said(response)
    assert '<option value="lena" selected>' in response.content.decode()
    assert "не та фраза" not in response.content.decode()
    assert progress.read(QUARTER) == waiting
    for _ in range(4):
        mira.post(address(box, "key/"), typed("lena", "не та фраза совсем"))
    assert mira.post(address(box, "key/"), typed("lena")).status_code == 429


@pytest.mark.parametrize("fields", [{}, {"second": "", "passphrase": ""}, typed("mira"), typed("nobody")])
def test_nonsense_gets_a_sentence(mira: Client, box: Box, waiting: Progress, fields: dict[str, str]) -> None:
    unlock(mira)
    response: Any = mira.post(address(box, "key/"), fields)

    assert response.status_code == 200
    assert "error" in response.content.decode()
    assert progress.read(QUARTER) == waiting


@pytest.mark.usefixtures("waiting")
def test_keys_that_were_locked_meanwhile_are_asked_for_and_the_choice_comes_back(
    mira: Client, box: Box
) -> None:
    response: Any = mira.post(address(box, "key/"), typed("lena"))
    assert response.headers["Location"].startswith("/staff/keys/unlock/")

    response = mira.post(response.headers["Location"], {"passphrase": PASSPHRASE}, follow=True)
    assert '<option value="lena" selected>' in response.content.decode()


@pytest.mark.usefixtures("waiting")
def test_a_second_tab_is_told(mira: Client, box: Box) -> None:
    unlock(mira)
    mira.post(address(box, "key/"), typed())
    response: Any = mira.post(address(box, "key/"), typed(), follow=True)

    assert "Эту урну уже вскрывают" in said(response)
    assert "Посчитано: 0 %." in said(response)
    assert "Эту урну уже вскрывают" in said(mira.post(address(box, "begin/"), follow=True))


def test_when_nobody_waits_any_more_it_is_said(mira: Client, box: Box) -> None:
    unlock(mira)
    response: Any = mira.post(address(box, "key/"), typed("lena"), follow=True)

    assert "Ключ больше никто не ждёт" in said(response)


@pytest.mark.parametrize(
    ("stage", "sentence"),
    [
        (Stage.ASKED, "не ответил ни один рабочий процесс"),
        (Stage.STOPPED, "Подсчёт остановлен"),
        (Stage.UNUSED, "За пять минут ключ никто не передал"),
        (Stage.FAILED, "записано в журнале"),
        (Stage.COUNTING, "прервался, не досчитав"),
        (Stage.PUBLISHING, "прервался, не досчитав"),
    ],
)
def test_how_the_last_run_ended_is_said_and_one_may_begin_again(
    mira: Client, box: Box, stage: Stage, sentence: str
) -> None:
    """Without a sign of life of its worker."""
    progress.say(QUARTER, Progress("0" * 32, stage, counted=55))
    text = said(mira.get(address(box)))

    assert sentence in text
    assert "Урна осталась какой была" in text
    assert "вскрыть урну" in text


def test_how_far_it_is(mira: Client, box: Box) -> None:
    begun = progress.begin(QUARTER)
    assert begun
    progress.say(QUARTER, Progress(begun.run, Stage.COUNTING, counted=55))
    response: Any = mira.get(address(box))

    assert "Посчитано: 55 %." in said(response)
    assert 'max="100" value="55"' in response.content.decode()
    response = mira.post(address(box, "stop/"), follow=True)
    assert "Останавливаем" in said(response)
    assert not progress.live(QUARTER, begun.run)


def test_stopping_what_is_over(mira: Client, box: Box) -> None:
    assert "Останавливать уже нечего." in said(mira.post(address(box, "stop/"), follow=True))


def test_who_holds_no_share_reads_so(client: Client, box: Box) -> None:
    nina = create_colleague(username="nina", role="council")
    create_key_pair(user=nina)
    sign_in(client, nina)
    unlock(client)
    text = said(client.get(address(box)))

    assert "У вас нет действующей доли ключа от этой урны." in text
    assert "Вскрыть её должны двое других" in said(client.post(address(box, "begin/"), follow=True))


def test_the_box_apart_is_judged_once_with_a_reason(mira: Client, box: Box) -> None:
    waiting = Release.objects.create(
        quarter=QUARTER,
        is_apart=True,
        state="waiting",
        tables={"schema": 1, "quarter": QUARTER.isoformat(), "versions": []},
        measures=[],
        made_month=AFTER.replace(day=1),
    )
    for each in Box.objects.all():
        ballot_boxes.settle(box=each.pk)
    text = said(mira.get(address(box)))
    assert "За короткое время пришло больше" in text

    for reason in ("", "мало", "x" * 501):
        response: Any = mira.post(address(box, "judge/"), {"do": "publish", "reason": reason})
        assert response.status_code == 200
        assert reason in response.content.decode()
    waiting.refresh_from_db()
    assert waiting.state == "waiting"

    why = "В тот час прошёл вебинар."
    response = mira.post(address(box, "judge/"), {"do": "publish", "reason": why}, follow=True)
    assert f"Решение: Mira «{why}»" in said(response)
    waiting.refresh_from_db()
    assert waiting.state == "published"
    response = mira.post(
        address(box, "judge/"), {"do": "leave", "reason": "передумали, пожалуй"}, follow=True
    )
    assert "уже решил кто-то до вас" in said(response)
    waiting.refresh_from_db()
    assert waiting.state == "published"
    entry = ModelLogEntry.objects.get(object_id=str(waiting.pk))
    assert (entry.action, entry.data, entry.timestamp.day) == ("picture.publish_apart", {"reason": why}, 1)


@pytest.mark.parametrize("step", ["", "begin/", "key/", "stop/", "judge/"])
@pytest.mark.parametrize("role", ["coordinator", "administrator"])
def test_others_may_nothing_here(client: Client, box: Box, step: str, role: str) -> None:
    sign_in(client, create_colleague(username="rita", role=role))
    response: Any = client.post(address(box, step), typed()) if step else client.get(address(box))

    assert response.status_code in {302, 403}
    assert response.headers.get("Location", "/staff/") == "/staff/"


@pytest.mark.parametrize("step", ["", "begin/", "key/", "stop/", "judge/"])
def test_there_is_nothing_at_another_address(mira: Client, step: str) -> None:
    nowhere = f"/staff/picture/boxes/{'0' * 8}-0000-4000-8000-000000000000/{step}"
    response: Any = mira.post(nowhere, typed()) if step else mira.get(nowhere)

    assert response.status_code == 404


def test_the_box_apart_has_no_page(mira: Client, box: Box) -> None:
    assert mira.get(address(box)).status_code == 200
    assert mira.get(address(Box.objects.get(is_apart=True))).status_code == 404
