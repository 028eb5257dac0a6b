"""The pages about colleagues: who reaches them, what they ask, and what they cost."""

import re
from urllib.parse import urlencode

import pytest
from django.contrib.auth.models import Group
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries
from wagtail.admin.menu import help_menu

from tests.factories.accounts import SECOND_STEP, create_colleague, sign_in, type_password
from wellbeing.accounts import guards
from wellbeing.accounts.models import User
from wellbeing.regions.models import Region

pytestmark = [pytest.mark.django_db, pytest.mark.service]

LIST = "/staff/users/"


@pytest.fixture
def administrator(client: Client) -> Client:
    sign_in(client, create_colleague(username="admin", role="administrator"))
    return client


def test_a_new_colleague_is_taken_in_and_given_access_once(administrator: Client) -> None:
    group = Group.objects.get(name="coordinator")
    form = {"username": "vera", "name": "Вера", "region": "RU-TOM", "groups": [group.pk]}

    response = administrator.post("/staff/users/new/", form)

    vera = User.objects.get(username="vera")
    assert response.headers["Location"] == reverse("accounts:draw_access", args=[vera.pk])
    assert (vera.name, vera.region_id, vera.has_usable_password()) == ("Вера", "RU-TOM", False)
    assert vera.has_perm("cms.verify_helpentry")

    asked = administrator.get(response.headers["Location"])
    assert asked.context["access"] is None
    access = administrator.post(response.headers["Location"]).context["access"]
    newcomer = Client()
    assert type_password(newcomer, "vera", access.password).headers["Location"] == SECOND_STEP
    assert newcomer.post(SECOND_STEP, {"code": access.recovery_codes[3]}).headers["Location"] == "/staff/"


def test_a_refused_username_stays_on_the_page_with_a_sentence(administrator: Client) -> None:
    response = administrator.post("/staff/users/new/", {"username": "Вера", "name": "Вера Ветрова"})

    assert response.status_code == 200
    assert "Подойдут от 3 до 40 строчных латинских букв" in response.text
    assert "Вера Ветрова" in response.text


def test_the_form_asks_for_no_address_password_or_right_above_all(administrator: Client) -> None:
    colleague = create_colleague(username="vera")

    for address in ("/staff/users/new/", f"/staff/users/edit/{colleague.pk}/"):
        fields = set(administrator.get(address).context["form"].fields)
        assert fields - {"is_active"} == {"username", "name", "region", "groups"}


def test_an_administrator_cannot_make_or_become_somebody_above_all(administrator: Client) -> None:
    root = User.objects.create_superuser("root")
    address = reverse("accounts:draw_access", args=[root.pk])

    assert administrator.post(address).status_code == 403
    administrator.post(
        f"/staff/users/edit/{root.pk}/", {"username": "root", "is_superuser": "on", "password1": "x"}
    )

    me = User.objects.get(username="admin")
    administrator.post(f"/staff/users/edit/{me.pk}/", {"username": "admin", "is_superuser": "on"})
    me.refresh_from_db()
    root.refresh_from_db()
    assert (me.is_superuser, root.has_usable_password()) == (False, False)


def test_the_list_shows_roles_regions_and_who_may_sign_in(administrator: Client) -> None:
    create_colleague(username="vera", role="trainer", name="Вера", region=Region.objects.get(code="RU-SAM"))

    page = administrator.get(LIST).text

    for shown in ("Вера", "vera", "Тренерка / тренер", "Самарская область"):
        assert shown in page
    assert "vera" in administrator.get(LIST, {"q": "Вера"}).text
    groups = User.objects.get(username="vera").groups.values_list("pk", flat=True)
    filtered = administrator.get(LIST, {"groups": list(groups)}).context["object_list"]
    assert [user.username for user in filtered] == ["vera"]


def test_the_list_costs_the_same_with_one_row_and_with_three(
    administrator: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    administrator.get(LIST)
    with django_assert_max_num_queries(100) as one:
        administrator.get(LIST)
    region = Region.objects.get(code="RU-SAM")
    for username in ("vera", "lida"):
        create_colleague(username=username, role="trainer", region=region)

    with django_assert_max_num_queries(100) as three:
        administrator.get(LIST)

    assert len(three) == len(one)


@pytest.mark.parametrize("role", ["editor", "trainer", "coordinator", "organiser", "assessor", "council"])
def test_nobody_else_draws_access(client: Client, role: str) -> None:
    user = create_colleague(role=role)
    sign_in(client, user)
    password = user.password

    response = client.post(reverse("accounts:draw_access", args=[user.pk]))

    user.refresh_from_db()
    assert response.status_code == 403
    assert "Это не для вашей роли" in response.text
    assert user.password == password


def test_the_guard_lets_only_the_permission_through(client: Client) -> None:
    @guards.staff("accounts.change_user")
    def view(request: HttpRequest) -> HttpResponse:
        return HttpResponse("inside")

    statuses = {}
    for role in ("administrator", "council"):
        request = RequestFactory().get("/staff/anything/")
        request.user = create_colleague(username=role, role=role)
        request.session = client.session
        statuses[role] = view(request).status_code

    assert vars(view)["guard"] == "staff:accounts.change_user"
    assert statuses == {"administrator": 200, "council": 403}


def test_ones_own_page_asks_for_a_name_and_no_address_or_picture(client: Client) -> None:
    user = create_colleague()
    sign_in(client, user)

    page = client.get("/staff/account/")
    asked = {name for panels in page.context["panels_by_tab"].values() for name in panels}
    assert {panel.name for panel in asked} == {"name", "locale", "theme"}

    client.post(
        "/staff/account/",
        {
            "name-name": "Рита",
            "locale-preferred_language": "en",
            "locale-current_time_zone": "",
            "theme-theme": "system",
            "theme-contrast": "system",
            "theme-density": "default",
            "theme-keyboard_shortcuts": "on",
        },
    )

    user.refresh_from_db()
    assert user.name == "Рита"
    assert "How you sign in" in client.get("/staff/account/ways/").text


def test_changing_the_password_ends_other_sessions(client: Client) -> None:
    user = create_colleague()
    sign_in(client, user)
    elsewhere = Client()
    sign_in(elsewhere, user)
    new = "eight-lamps-at-dawn"

    form = {"oldpassword": "seven-lamps-at-dusk", "password1": new, "password2": new}
    assert client.post("/staff/account/password/", form).headers["Location"] == "/staff/"

    assert client.get("/staff/").status_code == 200
    assert elsewhere.get("/staff/").status_code == 302


def test_a_role_is_given_to_several_at_once_and_told_in_words(administrator: Client) -> None:
    chosen = [create_colleague(username="vera"), create_colleague(username="lida")]
    group = Group.objects.get(name="trainer")
    address = reverse("wagtail_bulk_action", args=["accounts", "user", "assign_role"])
    query = {"id": [user.pk for user in chosen], "next": LIST}

    asked = administrator.get(address, query).text
    told = administrator.post(
        f"{address}?{urlencode(query, doseq=True)}", {"role": group.pk}, follow=True
    ).text

    assert "Тренерка / тренер — Ведёт курсы в своём регионе" in asked
    assert ">trainer<" not in asked
    assert all(group in user.groups.all() for user in chosen)
    assert "Роль «Тренерка / тренер» теперь у 2 человек." in told


@pytest.mark.parametrize(
    "address", [LIST, "/staff/", "/staff/roles/", "/staff/no-such-page/", "/staff/account/ways/"]
)
def test_staff_pages_carry_the_name_of_the_site(administrator: Client, address: str) -> None:
    page = administrator.get(address).text

    title = re.search(r"<title>(.*?)</title>", page, re.DOTALL)
    assert title
    assert title[1].strip().endswith("- Передышка")
    assert '<span class="brand-name">Передышка</span>' in page
    shown = re.sub(r"<script.*?</script>|<noscript.*?</noscript>|<[^>]*>", "", page, flags=re.DOTALL)
    assert "Wagtail" not in shown
    assert '<link rel="icon" href="data:,">' in page
    assert "favicon.ico" not in page


def test_the_list_of_staff_speaks_of_staff(administrator: Client) -> None:
    assert "Принять в команду" in administrator.get(LIST).text
    assert "Пользователи" not in administrator.get(LIST).text.partition("<main")[2].partition("<table")[0]


def test_help_leads_to_no_other_site(rf: RequestFactory) -> None:
    request = rf.get("/staff/")
    request.user = create_colleague(role="editor")

    names = {item.name for item in help_menu.menu_items_for_request(request)}

    assert names == {"keyboard-shortcuts-trigger"}
