"""What happens to the accounts of staff."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from django.contrib.auth.models import Group
from django.db import transaction
from wagtail.log_actions import LogContext, log

from wellbeing.accounts import roles
from wellbeing.accounts.actions import teams
from wellbeing.accounts.models import User
from wellbeing.privacy import codes
from wellbeing.regions.models import Region

ADMINISTRATOR = "administrator"


class UnknownRole(LookupError):
    """No role of this code stands in `roles.yaml`."""


class LastAdministrator(Exception):
    """Nobody would be left who takes people in and gives roles."""


@dataclass(frozen=True)
class Access:
    """What a colleague needs to sign in, known only now: nothing of it can be read again."""

    username: str
    password: str
    recovery_codes: list[str]


@transaction.atomic
def create_staff(
    *, username: str, role: str, password: str, name: str = "", region: Region | None = None
) -> User:
    """A colleague with one role, who enrols a second factor at the first sign-in.

    With `enrol_recovery_codes` there is a second factor from the start. Raises UnknownRole, and
    `django.core.exceptions.ValidationError` for a username of a wrong form or already taken.
    """
    group = Group.objects.filter(name=role).first()
    if role not in {known.code for known in roles.every()} or not group:
        raise UnknownRole(role)
    user = User(username=username.lower(), name=name, region=region)
    user.set_password(password)
    user.full_clean()
    user.save()
    user.groups.add(group)
    return user


@transaction.atomic
def enrol_recovery_codes(*, user: User) -> list[str]:
    """Ten fresh one-time codes of eight digits, a second factor by themselves; earlier ones die."""
    User.objects.select_for_update().get(pk=user.pk)
    Authenticator.objects.filter(user=user, type=Authenticator.Type.RECOVERY_CODES).delete()
    drawn = RecoveryCodes.activate(user)
    drawn.mark_as_viewed()
    fresh: list[str] = drawn.get_unused_codes()
    return fresh


@transaction.atomic
def draw_access(*, user: User, by: User | None) -> Access:
    """A new password and new recovery codes for somebody who is new, or has lost a way in.

    Passkeys and code apps enrolled before are taken away, and every session of the person ends.
    """
    password = codes.show(codes.draw())
    Authenticator.objects.filter(user=user).delete()
    user.set_password(password)
    user.save(update_fields=["password"])
    log(instance=user, action="accounts.draw_access", user=by)
    return Access(user.username, password, enrol_recovery_codes(user=user))


@contextmanager
def changing_staff(*, by: User | None) -> Iterator[None]:
    """Stands around any change to colleagues by a page; the change holds as a whole or not at all.

    1. One such change at a time, so that two cannot take the role of administrator from each other.
    2. An administrator who may sign in is left; otherwise LastAdministrator is raised.
    3. Whoever has other roles than before gets a line in their history that names both.
    4. Who no longer belongs to a team loses what was sealed to them in it.
    """
    with transaction.atomic():
        Group.objects.select_for_update(no_key=True).get(name=ADMINISTRATOR)
        administrators = User.objects.filter(groups__name=ADMINISTRATOR, is_active=True)
        had_one, before, members = administrators.exists(), _roles_held(), teams.held()
        yield
        if had_one and not administrators.exists():
            raise LastAdministrator
        after = _roles_held()
        changed = {pk for pk in before | after if before.get(pk) != after.get(pk)}
        for user in User.objects.filter(pk__in=changed):
            data = {"before": before.get(user.pk, []), "after": after.get(user.pk, [])}
            # Of entries made in one context, histories show only the last, even somebody else's.
            with LogContext(user=by):
                log(instance=user, action="accounts.change_roles", data=data)
        teams.end_lost(before=members, by=by)


def _roles_held() -> dict[int, list[str]]:
    held: dict[int, list[str]] = {}
    rows = User.groups.through.objects.order_by("group__name").values_list("user_id", "group__name")
    for user_id, code in rows:
        held.setdefault(user_id, []).append(code)
    return held
