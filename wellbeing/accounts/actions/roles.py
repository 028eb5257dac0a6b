"""Carrying out the readable file of roles."""

from collections.abc import Iterable

from django.apps import apps
from django.contrib.auth.management import create_permissions
from django.contrib.auth.models import Group, Permission
from django.db import transaction
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission, Page

from wellbeing.accounts import roles


class UnknownPermission(LookupError):
    """A role names a permission that no model declares."""


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
            in_library = (*role.with_images, *role.with_files)
            _set_library_permissions(group, library, [known[permission] for permission in in_library])


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
