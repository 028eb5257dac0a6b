"""A colleague's keys: what a passphrase must be, what it costs to guess, how another takes its place."""

import threading
from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from pytest_django import Settings

from tests.factories.accounts import (
    PASSPHRASE,
    PASSWORD,
    create_coordinator,
    create_key_pair,
    create_team,
    create_unlocked,
    redis_client,
)
from wellbeing import settings as shipped
from wellbeing.accounts import throttles
from wellbeing.accounts.actions import key_pairs, teams
from wellbeing.accounts.models import KeyPair, User, WrappedKey
from wellbeing.privacy import team_boxes
from wellbeing.privacy.team_boxes import Cost

pytestmark = [pytest.mark.django_db, pytest.mark.service]

TODAY = date(2026, 11, 27)
ANOTHER = "восемь других фонарей"


@pytest.fixture
def vera() -> User:
    return create_coordinator(username="vera", name="Вера Ветрова")


def test_the_right_passphrase_opens_the_private_half_and_a_wrong_one_does_not(vera: User) -> None:
    pair = create_key_pair(user=vera)

    assert team_boxes.public_half(create_unlocked(user=vera).private) == bytes(pair.public)
    with pytest.raises(key_pairs.WrongPassphrase):
        create_unlocked(user=vera, passphrase=PASSPHRASE + "!")


def test_keys_know_the_month_and_no_day(vera: User) -> None:
    assert create_key_pair(user=vera, today=TODAY).made_month == date(2026, 11, 1)

    with pytest.raises(IntegrityError, match="key_pair_made_in_a_month"), transaction.atomic():
        KeyPair.objects.update(made_month=TODAY)


def test_the_site_asks_of_a_guess_what_it_promises(vera: User, settings: Settings) -> None:
    settings.PASSPHRASE_COST = shipped.PASSPHRASE_COST

    pair = key_pairs.make_key_pair(user=vera, passphrase=PASSPHRASE, today=TODAY)

    assert team_boxes.cost_of(bytes(pair.private_box)) == Cost(passes=3, memory=64 * 1024 * 1024)


@pytest.mark.parametrize(
    ("passphrase", "said"),
    [
        ("короткая фраза", "Нужно хотя бы 16 знаков: например, пять-шесть слов."),
        ("a   b   c   d   e   f", "Нужно хотя бы 16 знаков: например, пять-шесть слов."),
        ("Вера Ветрова 1234", "С этого начали бы подбирать. Придумайте что-нибудь своё."),
        ("ааааааааааааааааааааа", "С этого начали бы подбирать. Придумайте что-нибудь своё."),
        (PASSWORD, "С этим паролем вы входите. Кодовая фраза должна быть другой."),
    ],
)
def test_a_weak_passphrase_is_refused_with_a_sentence(vera: User, passphrase: str, said: str) -> None:
    with pytest.raises(ValidationError) as refused:
        key_pairs.make_key_pair(user=vera, passphrase=passphrase, today=TODAY)

    assert refused.value.messages == [said]
    assert KeyPair.objects.count() == 0


def test_an_open_session_cannot_guess_the_password_by_new_passphrases(vera: User) -> None:
    other = create_coordinator(username="lida")
    vera.set_password("short")
    vera.save()
    with pytest.raises(ValidationError) as refused:
        key_pairs.make_key_pair(user=vera, passphrase="short", today=TODAY)
    assert len(refused.value.messages) == 1, "of a short one it is not said whether it is the password"
    vera.set_password(PASSWORD)
    vera.save()

    for _ in range(throttles.MOST_GUESSES):
        with pytest.raises(ValidationError):
            key_pairs.make_key_pair(user=vera, passphrase=PASSWORD, today=TODAY)
    for make in (key_pairs.make_key_pair, key_pairs.replace_key_pair):
        with pytest.raises(throttles.TooManyGuesses):
            make(user=vera, passphrase=ANOTHER, today=TODAY)

    assert KeyPair.objects.count() == 0
    assert create_key_pair(user=other).user == other
    lives = [redis_client().ttl(counter) for counter in redis_client().scan_iter("*not-the-password:*")]
    assert len(lives) == 2
    assert all(0 < seconds <= throttles.SECONDS for seconds in lives)


def test_a_new_passphrase_is_compared_only_by_who_knows_the_old_one_and_no_right_one_forgets(
    vera: User,
) -> None:
    create_key_pair(user=vera)
    with pytest.raises(key_pairs.WrongPassphrase):
        key_pairs.change_passphrase(user=vera, old=ANOTHER, new=PASSWORD)

    for _ in range(throttles.MOST_GUESSES - 1):  # making the keys was the first
        with pytest.raises(ValidationError):
            key_pairs.change_passphrase(user=vera, old=PASSPHRASE, new=PASSWORD)
    with pytest.raises(throttles.TooManyGuesses):
        key_pairs.change_passphrase(user=vera, old=PASSPHRASE, new=ANOTHER)

    assert create_unlocked(user=vera).user == vera


def test_keys_are_made_once(vera: User) -> None:
    pair = create_key_pair(user=vera)

    with pytest.raises(key_pairs.HasKeyPair):
        create_key_pair(user=vera, passphrase=ANOTHER)

    assert list(KeyPair.objects.values_list("pk", flat=True)) == [pair.pk]


def test_another_passphrase_opens_the_same_keys(vera: User) -> None:
    create_key_pair(user=vera)
    private = create_unlocked(user=vera).private

    key_pairs.change_passphrase(user=vera, old=PASSPHRASE, new=ANOTHER)

    assert create_unlocked(user=vera, passphrase=ANOTHER).private == private
    with pytest.raises(key_pairs.WrongPassphrase):
        create_unlocked(user=vera)
    with pytest.raises(key_pairs.WrongPassphrase):
        key_pairs.change_passphrase(user=vera, old=PASSPHRASE, new="девять новых фонарей")


def test_after_five_wrong_guesses_not_even_the_right_one_is_tried(vera: User) -> None:
    create_key_pair(user=vera)
    other = create_coordinator(username="lida")
    create_key_pair(user=other)
    for _ in range(throttles.MOST_GUESSES):
        with pytest.raises(key_pairs.WrongPassphrase):
            create_unlocked(user=vera, passphrase=ANOTHER)

    with pytest.raises(throttles.TooManyGuesses):
        create_unlocked(user=vera)
    with pytest.raises(throttles.TooManyGuesses):
        key_pairs.change_passphrase(user=vera, old=PASSPHRASE, new=ANOTHER)

    assert create_unlocked(user=other).user == other
    [counter] = redis_client().scan_iter("*passphrase:*")
    assert 0 < redis_client().ttl(counter) <= throttles.SECONDS
    assert str(vera.pk).encode() not in counter.rpartition(b":")[0]


def test_a_right_guess_forgets_the_wrong_ones(vera: User) -> None:
    create_key_pair(user=vera)
    for _ in range(2):
        for _ in range(throttles.MOST_GUESSES - 1):
            with pytest.raises(key_pairs.WrongPassphrase):
                create_unlocked(user=vera, passphrase=ANOTHER)
        create_unlocked(user=vera)


def test_who_has_no_keys_unlocks_nothing(vera: User) -> None:
    with pytest.raises(key_pairs.NoKeyPair):
        create_unlocked(user=vera)


@pytest.mark.django_db(transaction=True, available_apps=["wellbeing.accounts"])
def test_of_two_presses_at_once_one_replaces_the_keys() -> None:
    vera = create_coordinator(username="vera")
    create_key_pair(user=vera)
    said: list[str] = []

    def press() -> None:
        try:
            key_pairs.replace_key_pair(user=vera, passphrase=ANOTHER, today=TODAY)
        except key_pairs.HasKeyPair:
            said.append("has keys")
        finally:
            connection.close()

    late = threading.Thread(target=press)
    with transaction.atomic():
        first = key_pairs.replace_key_pair(user=vera, passphrase=ANOTHER, today=TODAY)
        late.start()
        late.join(timeout=1)
        assert late.is_alive()
    late.join(timeout=10)

    assert (said, KeyPair.objects.get().pk) == (["has keys"], first.pk)


@pytest.mark.django_db(transaction=True, available_apps=["wellbeing.accounts"])
@pytest.mark.parametrize("is_admitted_first", [False, True])
def test_who_makes_new_keys_is_not_admitted_with_the_old_ones(*, is_admitted_first: bool) -> None:
    """Whichever is first, the other waits; with the new keys nobody has admitted them."""
    vera, lida = create_coordinator(username="vera"), create_coordinator(username="lida")
    team = create_team(members=[vera])
    old = create_key_pair(user=lida).fingerprint()
    by = create_unlocked(user=vera)
    refused: list[Exception] = []

    def admit() -> None:
        teams.admit(team=team, newcomer=lida, by=by, fingerprint=old)

    def replace() -> None:
        key_pairs.replace_key_pair(user=lida, passphrase=ANOTHER, today=TODAY)

    def meanwhile() -> None:
        try:
            (replace if is_admitted_first else admit)()
        except teams.KeysChanged as error:
            refused.append(error)
        finally:
            connection.close()

    late = threading.Thread(target=meanwhile)
    with transaction.atomic():
        (admit if is_admitted_first else replace)()
        late.start()
        late.join(timeout=1)
        assert late.is_alive()
    late.join(timeout=10)

    assert len(refused) == (not is_admitted_first)
    assert list(team.members.values_list("user__username", flat=True)) == ["vera"]
    assert WrappedKey.objects.filter(member=lida).count() == 0
