"""Who may change whom among the staff, what stays behind of it, and that an administrator is always left."""

import threading
from typing import Any
from urllib.parse import urlencode

import pytest
from django.contrib.auth.models import Group
from django.db import connection
from django.test import Client
from django.urls import reverse
from wagtail.models import ModelLogEntry

from tests.factories.accounts import create_colleague, sign_in
from wellbeing.accounts import actions
from wellbeing.accounts.models import User

pytestmark = [pytest.mark.django_db, pytest.mark.service]

STAYS = "Тогда некому будет принимать людей в команду и давать роли."


@pytest.fixture
def me() -> User:
    return create_colleague(username="admin", role="administrator")


@pytest.fixture
def administrator(client: Client, me: User) -> Client:
    sign_in(client, me)
    return client


@pytest.fixture
def root(me: User) -> Client:
    """Somebody above all roles, signed in."""
    user = create_colleague(username="root", role="editor")
    User.objects.filter(pk=user.pk).update(is_superuser=True)
    client = Client()
    sign_in(client, user)
    return client


def edit(client: Client, user: User, roles: list[str], **fields: str) -> Any:
    groups = list(Group.objects.filter(name__in=roles).values_list("pk", flat=True))
    return client.post(
        f"/staff/users/edit/{user.pk}/", {"username": user.username, "groups": groups, **fields}
    )


def for_several(client: Client, action: str, users: list[User], **fields: object) -> Any:
    address = reverse("wagtail_bulk_action", args=["accounts", "user", action])
    query = urlencode({"id": [user.pk for user in users], "next": "/staff/users/"}, doseq=True)
    return client.post(f"{address}?{query}", fields)


def roles_of(user: User) -> set[str]:
    return set(user.groups.values_list("name", flat=True))


def traces() -> list[tuple[str, User | None, dict[str, list[str]]]]:
    entries = ModelLogEntry.objects.filter(action="accounts.change_roles").order_by("pk")
    return [(entry.label, entry.user, entry.data) for entry in entries]


def test_nobody_above_all_roles_is_changed_by_an_administrator(administrator: Client) -> None:
    above = User.objects.create_superuser("above", name="Выше всех")

    assert administrator.get(f"/staff/users/edit/{above.pk}/").status_code == 403
    refused = edit(administrator, above, ["editor"], name="Никто")
    for_several(administrator, "set_active_state", [above], mark_as_active="False")
    for_several(administrator, "assign_role", [above], role=Group.objects.get(name="editor").pk)
    for_several(administrator, "delete", [above])
    administrator.post(f"/staff/users/delete/{above.pk}/")

    above.refresh_from_db()
    assert (refused.status_code, above.is_active, above.name) == (403, True, "Выше всех")
    assert "Это не для вашей роли" in refused.text
    assert roles_of(above) == set()


def test_the_only_administrator_cannot_lay_the_role_down(administrator: Client, me: User) -> None:
    create_colleague(username="vera", role="trainer")
    asleep = create_colleague(username="lida", role="administrator")
    User.objects.filter(pk=asleep.pk).update(is_active=False)

    refused = edit(administrator, me, ["editor"], name="Новое имя", region="RU-TOM")

    me.refresh_from_db()
    assert (refused.status_code, me.name, roles_of(me)) == (200, "", {"administrator"})
    assert STAYS in refused.text
    form = refused.context["form"]
    assert list(form.errors) == ["groups"]
    assert (form["name"].value(), form["region"].value()) == ("Новое имя", "RU-TOM")
    assert form["groups"].value() == [str(Group.objects.get(name="editor").pk)]
    assert traces() == []
    assert "обновлён" not in refused.text


def test_the_only_administrator_is_not_shut_out_by_somebody_above_all(root: Client, me: User) -> None:
    refused = edit(root, me, ["administrator"])
    stripped = edit(root, me, [], is_active="on")
    several = for_several(root, "set_active_state", [me], mark_as_active="False")
    removed = root.post(f"/staff/users/delete/{me.pk}/", follow=True)
    removed_with_others = for_several(root, "delete", [me])

    me.refresh_from_db()
    assert (me.is_active, roles_of(me)) == (True, {"administrator"})
    assert list(refused.context["form"].errors) == ["is_active"]
    assert list(stripped.context["form"].errors) == ["groups"]
    for answer in (refused, stripped, several, removed, removed_with_others):
        assert answer.status_code == 200
        assert STAYS in answer.text


def test_one_of_two_administrators_may_go(administrator: Client, root: Client, me: User) -> None:
    other = create_colleague(username="lida", role="administrator")

    assert edit(administrator, me, ["council"]).status_code == 302
    assert roles_of(me) == {"council"}
    assert STAYS in root.post(f"/staff/users/delete/{other.pk}/", follow=True).text
    edit(root, me, ["administrator"], is_active="on")
    assert root.post(f"/staff/users/delete/{other.pk}/").status_code == 302
    assert list(User.objects.values_list("username", flat=True).order_by("username")) == ["admin", "root"]


def test_every_change_of_roles_leaves_both_in_the_history(administrator: Client, me: User) -> None:
    vera, lida = (create_colleague(username=name, role="trainer") for name in ("vera", "lida"))
    council = Group.objects.get(name="council")

    edit(administrator, me, ["administrator", "editor"])
    edit(administrator, vera, [], is_active="on")
    edit(administrator, lida, ["trainer"], is_active="on", name="Лида")
    for_several(administrator, "assign_role", [vera, lida], role=council.pk)
    for_several(administrator, "assign_role", [vera], role=council.pk)
    administrator.post("/staff/users/new/", {"username": "olga", "groups": [council.pk]})

    assert traces() == [
        ("admin", me, {"before": ["administrator"], "after": ["administrator", "editor"]}),
        ("vera", me, {"before": ["trainer"], "after": []}),
        ("vera", me, {"before": [], "after": ["council"]}),
        ("Лида", me, {"before": ["trainer"], "after": ["council", "trainer"]}),
        ("olga", me, {"before": [], "after": ["council"]}),
    ]
    shown = administrator.get(f"/staff/users/history/{vera.pk}/").text
    assert "Роли раньше: Тренерка / тренер. Роли теперь: ни одной." in shown
    assert "Роли раньше: ни одной. Роли теперь: Совет." in shown
    assert "Изменение ролей" in shown


def test_a_change_that_fails_later_leaves_nothing(me: User) -> None:
    with pytest.raises(actions.LastAdministrator), actions.changing_staff(by=me):
        me.groups.clear()

    assert roles_of(me) == {"administrator"}


@pytest.mark.django_db(transaction=True, available_apps=["wellbeing.accounts"])
def test_two_administrators_cannot_take_the_role_from_each_other() -> None:
    """The second waits for the first to finish, and is refused."""
    first, second = (create_colleague(username=name, role="administrator") for name in ("vera", "lida"))
    refused: list[bool] = []

    def take(user: User) -> None:
        try:
            with actions.changing_staff(by=None):
                user.groups.clear()
        except actions.LastAdministrator:
            refused.append(True)
        finally:
            connection.close()

    late = threading.Thread(target=take, args=[first])
    with actions.changing_staff(by=None):
        second.groups.clear()
        late.start()
        late.join(timeout=0.5)
        assert late.is_alive()
    late.join(timeout=10)

    assert refused == [True]
    assert (roles_of(first), roles_of(second)) == ({"administrator"}, set())
