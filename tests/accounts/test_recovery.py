"""The recovery words open every record of every team; they are shown once and stand nowhere."""

from datetime import date

import pytest
from django.core.management import call_command
from django.db import IntegrityError, transaction
from wagtail.models import ModelLogEntry

from tests.factories.accounts import (
    create_coordinator,
    create_key_pair,
    create_team,
    create_unlocked,
)
from wellbeing.accounts import sealed
from wellbeing.accounts.actions import key_pairs, recovery, teams
from wellbeing.accounts.models import RecoveryKey, SealedRecord, Team, User, WrappedKey
from wellbeing.privacy import recovery_words, team_boxes

pytestmark = [pytest.mark.django_db, pytest.mark.service]

TODAY = date(2026, 11, 27)


@pytest.fixture
def vera() -> User:
    return create_coordinator(username="vera")


def make(language: str = "ru") -> str:
    return " ".join(recovery.make_recovery_key(language=language, today=TODAY, by=None))


def seal(team: Team, content: bytes = b"sealed") -> SealedRecord:
    return sealed.seal(team=team, content=content, room=100)


@pytest.mark.parametrize("language", ["ru", "en"])
def test_with_the_words_somebody_opens_everything_again(language: str, vera: User) -> None:
    team = create_team(members=[vera])
    before = seal(team, b"before the recovery key")
    words = make(language)
    after = seal(team, b"after it")
    create_unlocked(user=vera)  # from now on the first is sealed to the recovery key as well

    key_pairs.replace_key_pair(user=vera, passphrase="восемь других фонарей", today=TODAY)
    recovery.recover(team=team, words=words.upper(), member=vera, by=None)

    key = create_unlocked(user=vera, passphrase="восемь других фонарей")
    assert sealed.open_records(records=[before, after], key=key) == {
        before.pk: b"before the recovery key",
        after.pk: b"after it",
    }
    assert list(team.members.values_list("user", flat=True)) == [vera.pk]


def test_sealed_to_the_recovery_key_alone_opens_to_whoever_is_given_access(vera: User) -> None:
    team = create_team()
    words = make()
    record = seal(team)
    create_key_pair(user=vera)

    with pytest.raises(teams.NotEmpty):
        teams.found(team=team, user=vera)
    recovery.recover(team=team, words=words, member=vera, by=None)

    assert sealed.open_record(record=record, key=create_unlocked(user=vera)) == b"sealed"


def test_other_words_open_nothing(vera: User) -> None:
    team = create_team(members=[vera])
    make()
    record = seal(team)
    lida = create_coordinator(username="lida")
    create_key_pair(user=lida)
    others = " ".join(recovery_words.write(team_boxes.draw(), language="ru"))

    for words in (others, "не те слова", ""):
        with pytest.raises(recovery.WrongWords):
            recovery.recover(team=team, words=words, member=lida, by=None)

    assert not sealed.may_open(record, lida)


def test_the_words_give_access_to_nobody_who_may_not_be_in_the_team(vera: User) -> None:
    team = create_team(members=[vera])
    words = make()
    stranger = create_coordinator(username="olga", region="RU-SAM")
    create_key_pair(user=stranger)

    with pytest.raises(teams.MayNotBeIn):
        recovery.recover(team=team, words=words, member=stranger, by=None)
    with pytest.raises(teams.HasNoKeys):
        recovery.recover(team=team, words=words, member=create_coordinator(username="lida"), by=None)


def test_a_test_notes_the_month_only_if_the_words_are_right() -> None:
    words = make()
    others = " ".join(recovery_words.write(team_boxes.draw(), language="ru"))

    assert recovery.test_recovery(words=others, today=TODAY, by=None) is False
    assert recovery.test_recovery(words="", today=TODAY, by=None) is False
    assert RecoveryKey.objects.get().tested_month is None

    assert recovery.test_recovery(words=words, today=TODAY, by=None) is True
    assert RecoveryKey.objects.get().tested_month == date(2026, 11, 1)


def test_untested_words_can_be_made_anew_and_then_open_nothing(vera: User) -> None:
    team = create_team(members=[vera])
    first = make()
    record = seal(team)

    second = make()
    create_unlocked(user=vera)

    assert recovery.test_recovery(words=first, today=TODAY, by=None) is False
    private = recovery_words.read(second)
    wrap = WrappedKey.objects.get(record=record, member=None)
    record.refresh_from_db()
    key = team_boxes.unwrap(bytes(wrap.wrap), private=private)
    assert team_boxes.unseal(bytes(record.box), key=key, record=record.pk) == b"sealed"


def test_tested_words_stay_the_words() -> None:
    words = make()
    recovery.test_recovery(words=words, today=TODAY, by=None)

    with pytest.raises(recovery.AlreadyMade):
        make()

    assert recovery.test_recovery(words=words, today=TODAY, by=None) is True


def test_words_that_alone_open_something_stay_the_words(vera: User) -> None:
    words = make()
    seal(create_team())

    with pytest.raises(recovery.AlreadyMade):
        make()

    assert recovery.test_recovery(words=words, today=TODAY, by=None) is True


def test_lost_words_are_made_worthless_on_the_machine(vera: User, capsys: pytest.CaptureFixture[str]) -> None:
    team = create_team(members=[vera])
    words = make()
    recovery.test_recovery(words=words, today=TODAY, by=None)
    record = seal(team)

    call_command("forget_recovery_key")

    assert "The words open nothing any more." in capsys.readouterr().out
    assert recovery.test_recovery(words=words, today=TODAY, by=None) is False
    assert set(record.wraps.values_list("member", flat=True)) == {vera.pk}
    assert make() != words


def test_what_is_done_to_the_recovery_key_leaves_a_trace_of_who_did_it(vera: User) -> None:
    for _ in range(2):
        words = " ".join(recovery.make_recovery_key(language="ru", today=TODAY, by=vera))
    recovery.test_recovery(words="не те слова", today=TODAY, by=vera)
    recovery.test_recovery(words=words, today=TODAY, by=vera)
    recovery.forget_recovery_key(by=None)

    entries = ModelLogEntry.objects.filter(action__endswith="_recovery").order_by("timestamp", "pk")
    assert [(entry.action, entry.user) for entry in entries] == [
        ("accounts.make_recovery", vera),
        ("accounts.replace_recovery", vera),
        ("accounts.test_recovery", vera),
        ("accounts.forget_recovery", None),
    ]
    assert words.split()[0] not in str(list(entries.values()))
    assert all(entry.message != entry.action for entry in entries)


def test_the_database_has_room_for_one_recovery_key() -> None:
    make()
    public = bytes(32)

    with pytest.raises(IntegrityError, match="is_the_only_one"), transaction.atomic():
        RecoveryKey.objects.create(public=public, made_month=date(2026, 11, 1))
    with pytest.raises(IntegrityError, match="there_is_one_recovery_key"), transaction.atomic():
        RecoveryKey.objects.create(is_the_only_one=False, public=public, made_month=date(2026, 11, 1))
