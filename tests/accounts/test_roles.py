"""The readable file of roles is what the database holds, and what colleagues read."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.contrib.auth.models import Group, Permission
from django.core.management import call_command
from django.core.management.base import SystemCheckError
from django.test import Client
from django.utils import translation
from wagtail.models import GroupCollectionPermission, GroupPagePermission, Page

from tests.factories.accounts import create_colleague, sign_in
from wellbeing.accounts import actions, checks, roles

pytestmark = [pytest.mark.django_db, pytest.mark.service]

CODES = [
    *("editor", "trainer", "coordinator", "lead", "organiser", "assessor", "council", "administrator"),
]


def test_the_file_names_the_eight_roles_in_both_languages() -> None:
    assert [role.code for role in roles.every()] == CODES
    for role in roles.every():
        assert all([role.name.ru, role.name.en, role.says.ru.endswith("."), role.says.en.endswith(".")]), (
            role.code
        )


def test_every_permission_exists_and_is_said_in_plain_words() -> None:
    assert checks.check_roles() == []
    known = {
        f"{permission.content_type.app_label}.{permission.codename}"
        for permission in Permission.objects.select_related("content_type")
    }
    named = {permission for role in roles.every() for permission in role.permissions()}
    assert named - known == set()
    assert set(roles.words()) == named


def test_groups_hold_what_the_file_says_and_nothing_else() -> None:
    assert set(Group.objects.values_list("name", flat=True)) == set(CODES)
    for role in roles.every():
        group = Group.objects.get(name=role.code)
        held = {
            f"{p.content_type.app_label}.{p.codename}"
            for p in group.permissions.select_related("content_type")
        }
        on_pages = {
            f"wagtailcore.{p.permission.codename}" for p in GroupPagePermission.objects.filter(group=group)
        }
        in_library = {
            f"{p.permission.content_type.app_label}.{p.permission.codename}"
            for p in GroupCollectionPermission.objects.filter(group=group)
        }
        assert (held, on_pages) == (set(role.may), set(role.with_pages))
        assert in_library == {*role.with_images, *role.with_files}


def test_carrying_the_file_out_again_undoes_what_was_ticked_by_hand_and_keeps_members() -> None:
    council = create_colleague(role="council")
    group = Group.objects.get(name="council")
    group.permissions.set([Permission.objects.get(codename="delete_user")])
    GroupPagePermission.objects.create(
        group=group,
        page=Page.get_first_root_node(),
        permission=Permission.objects.get(codename="publish_page"),
    )
    Group.objects.create(name="by hand")

    actions.sync_roles()

    assert not Group.objects.filter(name="by hand").exists()
    assert not GroupPagePermission.objects.filter(group=group).exists()
    assert set(group.permissions.values_list("codename", flat=True)) == {
        "access_admin",
        "view_user",
        "view_helpentry",
        "view_instrument",
        "view_instrumentversion",
        "view_owncard",
        "view_coverage",
        "view_pathway",
        "view_pathwayversion",
        "view_team",
        "use_team",
        "read_value",
        "oversee",
        "open_box",
        "view_release",
        "view_measures",
    }
    assert list(group.user_set.all()) == [council]


@pytest.fixture
def bad_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The file with a permission that no model declares."""
    bad = tmp_path / "roles.yaml"
    text = roles.FILE.read_text(encoding="utf-8")
    bad.write_text(text.replace("      - accounts.delete_user", "      - accounts.fly"), encoding="utf-8")
    monkeypatch.setattr(roles, "FILE", bad)
    caches = [roles.every, roles.words, roles._content]
    for cached in caches:
        cached.cache_clear()
    yield
    monkeypatch.undo()
    for cached in caches:
        cached.cache_clear()


@pytest.mark.usefixtures("bad_file")
def test_a_permission_that_does_not_exist_stops_the_start_with_its_name() -> None:
    with pytest.raises(SystemCheckError) as stopped:
        call_command("check")

    said = str(stopped.value)
    assert (
        "(accounts.E001) The role administrator names the permission accounts.fly, which does not exist."
        in said
    )
    assert "(accounts.E002) The permission accounts.fly is not said in plain words." in said


@pytest.mark.usefixtures("bad_file")
def test_a_permission_that_does_not_exist_is_never_half_given() -> None:
    before = set(Group.objects.get(name="administrator").permissions.all())

    with pytest.raises(actions.UnknownPermission, match=r"accounts\.fly"):
        actions.sync_roles()

    assert set(Group.objects.get(name="administrator").permissions.all()) == before


@pytest.mark.parametrize("role", CODES)
def test_every_role_reads_the_table_of_roles(client: Client, role: str) -> None:
    sign_in(client, create_colleague(role=role))

    page = client.get("/staff/roles/").text

    for shown in roles.every():
        assert shown.name.ru in page
        assert shown.says.ru in page
    assert "подтверждать, что запись справочника проверена" in page
    assert '"/staff/roles/"' in page, "the menu leads there"


def test_a_role_speaks_the_language_of_the_page() -> None:
    with translation.override("en"):
        assert roles.name("editor") == "Editor"
    assert roles.name("editor") == "Редакторка / редактор"
    assert roles.name("no role") == "no role"


def test_nobody_but_administrators_may_give_roles() -> None:
    for role in roles.every():
        assert ("accounts.change_user" in role.may) == (role.code == "administrator")
