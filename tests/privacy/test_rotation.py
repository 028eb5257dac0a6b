"""A server key is replaced: everything moves under the new one, and the old one can be destroyed."""

import base64
import io
import secrets

import pytest
from django.core.management import CommandError, call_command
from django.test import override_settings

from tests.factories.checkins import create_contents, create_subscription
from wellbeing.checkins.models import Channel, Subscription, tags_of
from wellbeing.environment import Environment
from wellbeing.privacy import rotation
from wellbeing.privacy.server_keys import NoKey

pytestmark = pytest.mark.django_db

OLD, NEW, LOST = b"o" * 32, b"n" * 32, b"l" * 32


def under(*keys: bytes) -> override_settings:
    return override_settings(SEAL_KEYS=keys)


def rotate() -> str:
    said = io.StringIO()
    call_command("rotate_seal_key", stdout=said)
    return said.getvalue()


def test_after_rotation_the_new_key_alone_opens_everything_and_finds_every_address() -> None:
    with under(OLD):
        kept = create_subscription(contents=create_contents(address="vera@example.org"))
        feed = create_subscription(channel=Channel.ICS, contents=create_contents(address=""))
    with under(NEW, OLD):
        said = rotate()

    assert said.splitlines()[0] == "checkins.Subscription.box: 2 of 2"
    with under(NEW):
        assert Subscription.objects.get(pk=kept.pk).contents() == create_contents(address="vera@example.org")
        assert Subscription.objects.get(tag=tags_of("email", "vera@example.org")[0]).pk == kept.pk
        assert Subscription.objects.get(pk=feed.pk).tag is None
    with under(OLD), pytest.raises(NoKey):
        Subscription.objects.get(pk=kept.pk).contents()


def test_a_second_run_finds_nothing_to_do() -> None:
    with under(OLD):
        create_subscription()
    with under(NEW, OLD):
        rotate()
        before = Subscription.objects.values_list("box", flat=True).get()
        rotate()

        assert Subscription.objects.values_list("box", flat=True).get() == before


def subscriptions() -> rotation.Column:
    [column] = [each for each in rotation.columns() if each.model is Subscription]
    return column


def test_it_goes_on_in_batches_and_can_be_stopped_between_two(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rotation, "BATCH", 2)
    with under(OLD):
        for number in range(5):
            create_subscription(contents=create_contents(address=f"person{number}@example.org"))
    with under(NEW, OLD):
        assert next(rotation.reseal(subscriptions())) == (2, 0)

        assert subscriptions().waiting == 3
        assert [*rotation.reseal(subscriptions())] == [(2, 0), (1, 0)]


def test_boxes_of_a_key_that_is_not_there_are_counted_and_left_as_they_are() -> None:
    with under(LOST):
        shut = create_subscription(contents=create_contents(address="shut@example.org"))
    with under(OLD):
        create_subscription()
    with under(NEW, OLD), pytest.raises(CommandError, match="1 boxes open with no key"):
        rotate()

    with under(LOST):
        assert Subscription.objects.get(pk=shut.pk).contents().address == "shut@example.org"


def test_without_any_key_nothing_can_be_sealed_anew() -> None:
    with under(), pytest.raises(CommandError, match="none"):
        rotate()


def test_removing_the_last_key_makes_every_address_unreadable() -> None:
    with under(OLD):
        row = create_subscription()
    with under(), pytest.raises(NoKey):
        Subscription.objects.get(pk=row.pk).contents()


def test_a_drawn_key_is_one_that_the_environment_takes() -> None:
    said = io.StringIO()
    call_command("rotate_seal_key", "--draw", stdout=said)
    drawn = said.getvalue().strip()
    other = base64.urlsafe_b64encode(secrets.token_bytes(32)).decode()

    keys = Environment({"SEAL_KEYS": f"{drawn},{other}"}).keys("SEAL_KEYS", debug=False)

    assert [len(key) for key in keys] == [32, 32]
