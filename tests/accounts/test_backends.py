"""Who asks and what they may do, by two questions."""

from typing import Any

import pytest
from django.contrib.auth import authenticate
from django.contrib.auth.models import Permission
from wagtail.users.models import UserProfile

from tests.factories.accounts import create_colleague
from wellbeing.accounts.backends import Backend
from wellbeing.accounts.models import User

pytestmark = [pytest.mark.service, pytest.mark.django_db]


def asked_for(user: User) -> User:
    found = Backend().get_user(user.pk)
    assert found is not None
    return found


def test_a_colleague_may_what_their_role_may_and_what_was_given_to_them_alone() -> None:
    user = create_colleague(role="editor")
    by_role = set(Permission.objects.filter(group__name="editor").values_list("codename", flat=True))
    own = Permission.objects.get(codename="oversee_team")
    user.user_permissions.add(own)

    may = asked_for(user).get_all_permissions()

    assert {name.partition(".")[2] for name in may} == by_role | {"oversee_team"}
    assert asked_for(user).has_perm("accounts.oversee_team")
    assert not asked_for(user).has_perm("runs.plan_region")


def test_who_is_not_active_is_nobody_and_may_nothing() -> None:
    user = create_colleague(role="editor")
    User.objects.filter(pk=user.pk).update(is_active=False)
    user.refresh_from_db()

    assert Backend().get_user(user.pk) is None
    assert user.get_all_permissions() == set()


def test_nobody_is_found_under_another_key_and_the_anonymous_may_nothing() -> None:
    assert Backend().get_user(0) is None
    assert authenticate(None, username="nobody", password="x") is None


def test_it_takes_two_questions_profile_included(django_assert_num_queries: Any) -> None:
    user = create_colleague(role="coordinator")
    UserProfile.get_for_user(user)

    with django_assert_num_queries(2):
        found = asked_for(user)
        assert found.wagtail_userprofile.user_id == user.pk
        assert found.has_perm("runs.plan_region")
        assert not found.has_perm("runs.plan_everywhere")
