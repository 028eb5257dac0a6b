"""A password, then a second thing; nothing of the staff area before both."""

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client, override_settings

from tests.factories.accounts import (
    LOGIN,
    PASSWORD,
    SECOND_STEP,
    code_now,
    create_code_app,
    create_colleague,
    sign_in,
    type_password,
)
from wellbeing.accounts import actions

pytestmark = [pytest.mark.django_db, pytest.mark.service]

HOME = "/staff/"
WAYS = "/staff/account/ways/"
APP = "/staff/account/ways/app/"


def where(client: Client, address: str = HOME) -> str:
    """Where one ends who asks for an address: the address itself if it is shown."""
    response = client.get(address)
    return address if response.status_code == 200 else response.headers["Location"]


def test_a_stranger_is_led_to_signing_in(client: Client) -> None:
    assert where(client) == f"{LOGIN}?next=/staff/"


def test_password_and_app_code_let_in(client: Client) -> None:
    secret = create_code_app(user=create_colleague())

    assert type_password(client, "rita").headers["Location"] == SECOND_STEP
    assert where(client) == f"{LOGIN}?next=/staff/", "the password alone opens nothing"
    assert client.post(SECOND_STEP, {"code": code_now(secret)}).headers["Location"] == HOME

    assert where(client) == HOME


def test_an_app_code_works_once(client: Client) -> None:
    secret = create_code_app(user=create_colleague())
    code = code_now(secret)
    type_password(client, "rita")
    assert client.post(SECOND_STEP, {"code": code}).headers["Location"] == HOME

    again = Client()
    type_password(again, "rita")
    response = again.post(SECOND_STEP, {"code": code})

    assert response.status_code == 200
    assert "Код не подходит." in response.text
    assert where(again) == f"{LOGIN}?next=/staff/"


def test_a_recovery_code_works_once(client: Client) -> None:
    first, second, *_others = actions.enrol_recovery_codes(user=create_colleague())
    type_password(client, "rita")
    assert client.post(SECOND_STEP, {"code": first}).headers["Location"] == HOME

    again = Client()
    type_password(again, "rita")
    assert again.post(SECOND_STEP, {"code": first}).status_code == 200
    assert where(again) == f"{LOGIN}?next=/staff/"

    assert again.post(SECOND_STEP, {"code": second}).headers["Location"] == HOME


def test_a_wrong_code_lets_nobody_in(client: Client) -> None:
    secret = create_code_app(user=create_colleague())
    wrong = f"{(int(code_now(secret)) + 1) % 1_000_000:06}"
    type_password(client, "rita")

    assert client.post(SECOND_STEP, {"code": wrong}).status_code == 200
    assert where(client) == f"{LOGIN}?next=/staff/"


def test_without_a_second_factor_one_only_enrols(client: Client) -> None:
    create_colleague()

    type_password(client, "rita")

    closed = [
        HOME,
        "/staff/pages/",
        "/staff/account/",
        "/staff/account/password/",
        "/staff/roles/",
        "/staff/users/",
    ]
    assert [where(client, address) for address in closed] == [WAYS] * len(closed)
    opened = [WAYS, APP, "/staff/account/ways/passkey/"]
    assert [where(client, address) for address in opened] == opened


def test_enrolling_an_app_opens_the_staff_area_and_shows_codes_once(client: Client) -> None:
    user = create_colleague()
    type_password(client, "rita")
    secret = client.get(APP).context["form"].secret

    response = client.post(APP, {"code": code_now(secret)})

    assert response.headers["Location"] == "/staff/account/ways/codes/"
    codes = Authenticator.objects.get(user=user, type="recovery_codes").wrap().get_unused_codes()
    shown = client.get("/staff/account/ways/codes/").text
    assert [code for code in codes if code not in shown] == []
    again = client.get("/staff/account/ways/codes/").text
    assert [code for code in codes if code in again] == []
    assert where(client) == HOME


def test_a_wrong_code_enrols_nothing(client: Client) -> None:
    user = create_colleague()
    type_password(client, "rita")
    secret = client.get(APP).context["form"].secret

    wrong = f"{(int(code_now(secret)) + 1) % 1_000_000:06}"
    client.post(APP, {"code": wrong})

    assert not Authenticator.objects.filter(user=user).exists()
    assert where(client) == WAYS


def test_a_session_from_before_the_second_factor_ends_when_there_is_one(client: Client) -> None:
    user = create_colleague()
    type_password(client, "rita")

    create_code_app(user=user)

    assert where(client, APP) == LOGIN, "else whoever has the password could enrol an app of their own"
    assert where(client) == f"{LOGIN}?next=/staff/"


def test_taking_the_right_to_sign_in_away_ends_the_session_at_once(client: Client) -> None:
    user = create_colleague()
    sign_in(client, user)
    assert where(client) == HOME

    user.is_active = False
    user.save()

    assert where(client) == f"{LOGIN}?next=/staff/"


def test_unknown_wrong_and_former_colleagues_read_the_same(client: Client) -> None:
    create_colleague(username="rita")
    former = create_colleague(username="former")
    former.is_active = False
    former.save()

    pages = [
        type_password(Client(), "rita", "not the password"),
        type_password(Client(), "nobody", "not the password"),
        type_password(Client(), "former", PASSWORD),
    ]

    assert [page.status_code for page in pages] == [200, 200, 200]
    errors = [page.context["form"].non_field_errors() for page in pages]
    assert errors[0] == errors[1] == errors[2]
    assert errors[0] == ["Имя для входа или пароль не подходят. Проверьте раскладку и попробуйте ещё раз."]


def test_signing_out_ends_the_session(client: Client) -> None:
    sign_in(client, create_colleague())
    cookie = client.cookies["staff"].value

    assert client.post("/staff/logout/").headers["Location"] == LOGIN

    client.cookies["staff"] = cookie
    assert where(client) == f"{LOGIN}?next=/staff/"


@pytest.mark.parametrize(
    "address",
    [
        "signup/",
        "password/reset/",
        "password_reset/",
        "password_reset/done/",
        "email/",
        "login/code/",
        "inactive/",
    ],
)
def test_what_would_need_mail_is_not_there(client: Client, address: str) -> None:
    sign_in(client, create_colleague(role="administrator"))

    assert client.get(f"/staff/{address}").status_code == 404


def test_wagtails_own_signing_in_is_ours(client: Client) -> None:
    response = client.get(LOGIN)

    assert response.templates[0].name == "accounts/sign_in.html"
    assert "Войти с ключом доступа" in response.text


def test_the_last_second_factor_stays(client: Client) -> None:
    user = create_colleague()
    secret = create_code_app(user=user)
    type_password(client, "rita")
    client.post(SECOND_STEP, {"code": code_now(secret)})

    response = client.post("/staff/account/ways/app/remove/")

    assert response.status_code == 200
    assert Authenticator.objects.filter(user=user, type="totp").exists()


def test_a_colleague_without_a_role_reads_why_instead_of_going_round_in_circles(client: Client) -> None:
    user = create_colleague()
    user.groups.clear()

    actions.enrol_recovery_codes(user=user)
    sign_in(client, user)
    response = client.get(HOME)

    assert response.status_code == 403
    assert "Изменить роли могут" in response.text


def test_changing_how_one_signs_in_asks_again_after_five_minutes(client: Client) -> None:
    sign_in(client, create_colleague())
    assert where(client, APP) == APP

    session = client.session
    for record in session["account_authentication_methods"]:
        record["at"] -= 301
    session.save()

    assert where(client, APP) == "/staff/confirm/?next=%2Fstaff%2Faccount%2Fways%2Fapp%2F"
    confirmed = client.post("/staff/confirm/", {"password": PASSWORD, "next": APP})
    assert confirmed.headers["Location"] == APP
    assert where(client, APP) == APP


def test_after_another_secret_key_codes_fit_no_more_and_nothing_breaks(client: Client) -> None:
    user = create_colleague()
    secret = create_code_app(user=user)
    [recovery_code, *_others] = actions.enrol_recovery_codes(user=user)

    with override_settings(SECRET_KEY="another key of at least fifty characters, as it must be"):
        type_password(client, "rita")
        for code in (code_now(secret), recovery_code):
            assert client.post(SECOND_STEP, {"code": code}).status_code == 200

        access = actions.draw_access(user=user, by=None)
        again = Client()
        type_password(again, "rita", access.password)
        assert again.post(SECOND_STEP, {"code": access.recovery_codes[0]}).headers["Location"] == HOME
