"""Accounts: made with one role, let in again, and never under a name the database refuses."""

from collections import Counter
from datetime import date

import pytest
from allauth.mfa.models import Authenticator
from django.contrib.auth.hashers import ScryptPasswordHasher
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone
from pytest_django import Settings
from wagtail.models import ModelLogEntry

from tests.factories.accounts import (
    PASSWORD,
    SECOND_STEP,
    create_code_app,
    create_colleague,
    sign_in,
    type_password,
)
from wellbeing import settings as shipped
from wellbeing.accounts import actions, roles
from wellbeing.accounts.actions import key_pairs
from wellbeing.accounts.models import User
from wellbeing.regions.models import Region

pytestmark = [pytest.mark.django_db, pytest.mark.service]


class CountingHasher(ScryptPasswordHasher):
    """Counts how often a password is hashed."""

    work_factor = 2**4
    count = 0

    def encode(
        self, password: str, salt: str, n: int | None = None, r: int | None = None, p: int | None = None
    ) -> str:
        CountingHasher.count += 1
        return super().encode(password, salt, n, r, p)


def test_a_colleague_has_one_role_a_region_and_no_right_beyond() -> None:
    tomsk = Region.objects.get(code="RU-TOM")

    user = create_colleague(username="Rita", role="coordinator", name="Рита", region=tomsk)

    assert (user.username, str(user), user.region) == ("rita", "Рита", tomsk)
    assert [group.name for group in user.groups.all()] == ["coordinator"]
    assert user.has_perm("cms.verify_helpentry")
    assert not user.has_perm("cms.change_helpentry")
    assert not user.is_superuser


def test_a_role_that_is_in_no_file_is_refused() -> None:
    with pytest.raises(actions.UnknownRole):
        create_colleague(role="emperor")

    assert not User.objects.exists()


@pytest.mark.parametrize("username", ["ri", "рита", "rita ", "1rita", "rita@example.org", "r" * 41])
def test_a_username_of_a_wrong_form_is_refused_by_the_form_and_by_the_database(username: str) -> None:
    with pytest.raises(ValidationError):
        create_colleague(username=username)
    with pytest.raises(Exception, match=r"username_is_small_latin|too long") as refused, transaction.atomic():
        User.objects.create_user(username)
    assert isinstance(refused.value, IntegrityError) or len(username) > 40


def test_a_username_is_taken_whatever_its_capitals() -> None:
    create_colleague(username="rita")

    with pytest.raises(ValidationError, match="В команде уже есть"):
        create_colleague(username="RITA")


@pytest.mark.parametrize(("username", "password"), [("rita", "wrong"), ("nobody", "wrong")])
def test_a_name_that_nobody_has_costs_as_much_time_as_a_wrong_password(
    settings: Settings, username: str, password: str
) -> None:
    settings.PASSWORD_HASHERS = ["tests.accounts.test_actions.CountingHasher"]
    create_colleague(username="rita")
    CountingHasher.count = 0

    type_password(Client(), username, password)

    assert CountingHasher.count == 1


def test_the_site_asks_of_a_guessed_password_what_it_promises(settings: Settings) -> None:
    settings.PASSWORD_HASHERS = shipped.PASSWORD_HASHERS

    algorithm, factor, _, block, lanes, _ = create_colleague(username="rita").password.split("$")

    assert (algorithm, factor, block, lanes) == ("scrypt", "16384", "8", "5")


def test_drawing_access_shuts_every_way_of_before(client: Client) -> None:
    user = create_colleague(username="rita")
    create_code_app(user=user)
    old_codes = actions.enrol_recovery_codes(user=user)
    sign_in(client, user)
    assert client.get("/staff/").status_code == 200

    access = actions.draw_access(user=user, by=None)

    assert client.get("/staff/").status_code == 302
    assert type_password(Client(), "rita", PASSWORD).status_code == 200
    again = Client()
    assert type_password(again, "rita", access.password).headers["Location"] == SECOND_STEP
    assert again.post(SECOND_STEP, {"code": old_codes[0]}).status_code == 200
    assert again.post(SECOND_STEP, {"code": access.recovery_codes[0]}).headers["Location"] == "/staff/"
    assert [factor.type for factor in Authenticator.objects.filter(user=user)] == ["recovery_codes"]


def test_drawing_access_leaves_a_trace_of_who_did_it() -> None:
    user, administrator = create_colleague(), create_colleague(username="admin", role="administrator")

    actions.draw_access(user=user, by=administrator)

    entry = ModelLogEntry.objects.get(action="accounts.draw_access")
    assert (entry.user, entry.object_id, entry.data) == (administrator, str(user.pk), {})


def test_whoever_runs_the_machine_can_let_somebody_in_again(
    client: Client, capsys: pytest.CaptureFixture[str]
) -> None:
    create_colleague(username="rita")

    call_command("draw_access", "Rita")

    printed = capsys.readouterr().out.split()
    assert type_password(client, "rita", printed[1]).headers["Location"] == SECOND_STEP
    assert client.post(SECOND_STEP, {"code": printed[4]}).headers["Location"] == "/staff/"
    with pytest.raises(CommandError, match="nobody"):
        call_command("draw_access", "nobody")


def test_the_demo_has_a_colleague_for_each_role_who_can_sign_in(client: Client) -> None:
    sign_ins = actions.seed_staff()

    found = User.objects.order_by("pk").values_list("username", "groups__name")
    assert [username for username, _password, _codes in sign_ins] == [username for username, _role in found]
    assert Counter(role for _username, role in found) == {
        role.code: 2 if role.code in ("editor", "council") else 1 for role in roles.every()
    }
    username, password, codes = sign_ins[0]
    assert type_password(client, username, password).headers["Location"] == SECOND_STEP
    assert client.post(SECOND_STEP, {"code": codes.split()[2]}).headers["Location"] == "/staff/"
    assert len({password for _username, password, _codes in sign_ins}) == len(sign_ins)


def test_the_demo_coordinator_has_keys_and_is_the_first_in_her_team() -> None:
    actions.seed_staff()

    passphrase = actions.seed_keys(username="coordinator", today=date(2026, 11, 27))

    coordinator = User.objects.get(username="coordinator")
    assert key_pairs.unlock(user=coordinator, passphrase=passphrase, until=timezone.now()).user == coordinator
    assert list(coordinator.memberships.values_list("team__code", flat=True)) == ["coordinators:RU-TOM"]
    assert len(passphrase.split()) == 6
