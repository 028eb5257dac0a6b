"""What happens to the accounts of staff."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from django.apps import apps
from django.contrib.auth.management import create_permissions
from django.contrib.auth.models import Group, Permission
from django.db import transaction
from wagtail.log_actions import LogContext, log
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission, Page

from wellbeing.accounts import roles
from wellbeing.accounts.models import User
from wellbeing.privacy import codes
from wellbeing.regions.models import Region

# By the code of the role, which is the username as well: a name, and a region where the role has one.
DEMO_STAFF = {
    "editor": ("Редакторка Ромашкина", None),
    "trainer": ("Тренер Тестов", "RU-TOM"),
    "coordinator": ("Координаторка Кукушкина", "RU-TOM"),
    "organiser": ("Организатор Облаков", None),
    "assessor": ("Экспертка Энская", None),
    "council": ("Совета Примерная", None),
    "administrator": ("Администратор Образцов", None),
}
DEMO_CODES_SHOWN = 5
ADMINISTRATOR = "administrator"


class UnknownRole(LookupError):
    """No role of this code stands in `roles.yaml`."""


class UnknownPermission(LookupError):
    """A role names a permission that no model declares."""


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
    """
    with transaction.atomic():
        Group.objects.select_for_update(no_key=True).get(name=ADMINISTRATOR)
        administrators = User.objects.filter(groups__name=ADMINISTRATOR, is_active=True)
        had_one, before = administrators.exists(), _roles_held()
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


@transaction.atomic
def seed_staff() -> list[tuple[str, str, str]]:
    """One plainly fictional colleague for each role; username, password and what else signing in needs.

    Passwords and codes are drawn here and known only to the caller.
    """
    sign_ins = []
    for code, (name, region_code) in DEMO_STAFF.items():
        password = codes.show(codes.draw())
        region = Region.objects.filter(code=region_code).first()
        user = create_staff(username=code, role=code, password=password, name=name, region=region)
        recovery_codes = enrol_recovery_codes(user=user)[:DEMO_CODES_SHOWN]
        sign_ins.append((code, password, f"one-time codes: {' '.join(recovery_codes)}"))
    return sign_ins


@transaction.atomic
def sync_roles() -> None:
    """Makes the groups and what they may do exactly those of `roles.yaml`; members stay.

    A group that is no role, Wagtail's own two among them, is deleted. Raises UnknownPermission.
    """
    wanted = roles.every()
    Group.objects.exclude(name__in=[role.code for role in wanted]).delete()
    known = _permissions({permission for role in wanted for permission in role.permissions()})
    root = Page.get_first_root_node()
    library = Collection.get_first_root_node()
    is_empty = root is None or library is None  # A flushed database, where nothing can be permitted.
    for role in wanted:
        group, _created = Group.objects.get_or_create(name=role.code)
        group.permissions.set(known[permission] for permission in role.may)
        if not is_empty:
            _set_page_permissions(group, root, [known[permission] for permission in role.with_pages])
            _set_library_permissions(group, library, [known[permission] for permission in role.with_images])


def _roles_held() -> dict[int, list[str]]:
    held: dict[int, list[str]] = {}
    rows = User.groups.through.objects.order_by("group__name").values_list("user_id", "group__name")
    for user_id, code in rows:
        held.setdefault(user_id, []).append(code)
    return held


def _permissions(names: Iterable[str]) -> dict[str, Permission]:
    found = {}
    # Django writes the rows app by app after `migrate`; this may run before the last of them.
    for label in sorted({name.partition(".")[0] for name in names}):
        create_permissions(apps.get_app_config(label), verbosity=0)
    for permission in Permission.objects.select_related("content_type"):
        found[f"{permission.content_type.app_label}.{permission.codename}"] = permission
    missing = sorted(set(names) - set(found))
    if missing:
        raise UnknownPermission(*missing)
    return found


def _set_page_permissions(group: Group, root: Page, permissions: list[Permission]) -> None:
    held = GroupPagePermission.objects.filter(group=group)
    held.exclude(page=root, permission__in=permissions).delete()
    for permission in permissions:
        GroupPagePermission.objects.get_or_create(group=group, page=root, permission=permission)


def _set_library_permissions(group: Group, library: Collection, permissions: list[Permission]) -> None:
    held = GroupCollectionPermission.objects.filter(group=group)
    held.exclude(collection=library, permission__in=permissions).delete()
    for permission in permissions:
        GroupCollectionPermission.objects.get_or_create(
            group=group, collection=library, permission=permission
        )
