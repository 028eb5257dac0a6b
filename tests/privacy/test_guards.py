"""What a public view lets through, and with what everything else is answered."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.contrib.auth.models import AnonymousUser, Permission
from django.core.exceptions import PermissionDenied
from django.core.handlers.wsgi import WSGIRequest
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory, override_settings
from django.urls import path

from wellbeing import urls as site_urls
from wellbeing.accounts.models import User
from wellbeing.privacy.guards import FORM, LONGEST_BODY, LONGEST_PARTS, PARTS, public, staff

pytestmark = [pytest.mark.service, pytest.mark.django_db]

ALL = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "PROPFIND", "GE T")


@public("GET")
def reads(request: HttpRequest) -> HttpResponse:
    return HttpResponse("read")


@public("POST")
def writes(request: HttpRequest) -> HttpResponse:
    return HttpResponse(f"{request.POST.get('a', 'none')} {len(request.body)}")


@public("GET", "POST")
def both(request: HttpRequest) -> HttpResponse:
    return HttpResponse(request.method or "")


@public("POST", takes_parts=True)
def takes_parts(request: HttpRequest) -> HttpResponse:
    return HttpResponse(f"{request.POST.get('a', 'none')} {len(request.FILES)}")


urlpatterns = [
    path("reads/", reads),
    path("writes/", writes),
    path("both/", both),
    path("parts/", takes_parts),
    *site_urls.urlpatterns,
]
handler404 = site_urls.handler404


@pytest.fixture
def client() -> Client:
    return Client(enforce_csrf_checks=True)


@pytest.fixture(autouse=True)
def _with_these_views() -> Iterator[None]:
    with override_settings(ROOT_URLCONF=__name__):
        yield


@pytest.mark.parametrize(
    ("address", "allowed", "said"),
    [
        ("/reads/", {"GET", "HEAD"}, "GET, HEAD"),
        ("/writes/", {"POST"}, "POST"),
        ("/both/", {"GET", "HEAD", "POST"}, "GET, HEAD, POST"),
    ],
)
def test_a_method_that_the_view_does_not_name_is_405(
    client: Client, address: str, allowed: set[str], said: str
) -> None:
    for method in ALL:
        response = client.generic(method, address, CONTENT_TYPE=FORM)

        assert response.status_code == (200 if method in allowed else 405), method
        assert response.headers.get("Allow") == (None if method in allowed else said)


def test_a_form_needs_neither_token_nor_cookie_nor_origin(client: Client) -> None:
    response = client.post("/writes/", "a=1", content_type=FORM, HTTP_ORIGIN="https://elsewhere.example")

    assert (response.status_code, response.content) == (200, b"1 3")
    assert not client.cookies


@pytest.mark.parametrize(
    ("size", "status"), [(0, 200), (LONGEST_BODY, 200), (LONGEST_BODY + 1, 413), (LONGEST_BODY * 100, 413)]
)
def test_a_body_of_more_than_64_kib_is_413(client: Client, size: int, status: int) -> None:
    response = client.generic("POST", "/writes/", b"a=x".ljust(size, b"x")[:size], CONTENT_TYPE=FORM)

    assert LONGEST_BODY == 65_536
    assert response.status_code == status


@pytest.mark.parametrize("told", ["-1", "x", "1e3", " 5", "99999999999999999999", "0x10", "+3"])
def test_a_length_that_is_no_number_or_too_large_is_413(told: str) -> None:
    request = RequestFactory().post("/writes/", b"a=1", content_type=FORM)
    request.META["CONTENT_LENGTH"] = told

    assert writes(request).status_code == 413


def test_a_body_of_untold_length_is_not_read() -> None:
    request = RequestFactory().post("/writes/", b"a=1", content_type=FORM)
    told = {name: value for name, value in request.environ.items() if name != "CONTENT_LENGTH"}

    assert writes(WSGIRequest(told)).content == b"none 0"


@pytest.mark.parametrize(
    ("content_type", "status"),
    [
        ("application/x-www-form-urlencoded", 200),
        ("application/x-www-form-urlencoded; charset=utf-8", 200),
        ("application/x-www-form-urlencoded; charset=UTF-8", 200),
        ("Application/X-WWW-Form-Urlencoded", 200),
        ("application/x-www-form-urlencoded; charset=utf-16", 415),
        ("application/x-www-form-urlencoded; charset=koi8-r", 415),
        ("application/x-www-form-urlencoded; charset=none-such", 415),
        ("multipart/form-data; boundary=x", 415),
        ("multipart/form-data", 415),
        ("application/json", 415),
        ("text/plain", 415),
        ("", 415),
        ("x", 415),
        ("\x00", 415),
    ],
)
def test_a_body_that_is_no_utf_8_form_is_415(client: Client, content_type: str, status: int) -> None:
    response = client.generic("POST", "/writes/", b"a=1", content_type=content_type)

    assert response.status_code == status


def in_parts(value: bytes, *, disposition: bytes = b'form-data; name="a"') -> bytes:
    return b"--x\r\nContent-Disposition: " + disposition + b"\r\n\r\n" + value + b"\r\n--x--\r\n"


def test_a_view_that_takes_parts_takes_both_kinds_of_forms(client: Client) -> None:
    parts = client.generic("POST", "/parts/", in_parts(b"1"), content_type=f"{PARTS}; boundary=x")
    plain = client.generic("POST", "/parts/", b"a=1", content_type=FORM)

    assert (parts.content, plain.content) == (b"1 0", b"1 0")
    assert client.generic("POST", "/parts/", b"{}", content_type="application/json").status_code == 415


def test_a_form_in_parts_is_at_most_4_kib(client: Client) -> None:
    frame = len(in_parts(b""))
    fits, too_long = in_parts(b"x" * (LONGEST_PARTS - frame)), in_parts(b"x" * (LONGEST_PARTS - frame + 1))

    statuses = [
        client.generic("POST", "/parts/", body, content_type=f"{PARTS}; boundary=x").status_code
        for body in (fits, too_long)
    ]

    assert (LONGEST_PARTS, statuses) == (4096, [200, 413])


@pytest.mark.parametrize("content_type", [PARTS, f"{PARTS}; boundary=y", f"{PARTS}; boundary="])
def test_parts_that_cannot_be_told_apart_end_in_a_page(client: Client, content_type: str) -> None:
    client.raise_request_exception = False

    assert client.generic("POST", "/parts/", in_parts(b"1"), content_type=content_type).status_code in {
        200,
        400,
    }


def test_a_file_in_a_part_stays_in_memory(client: Client, tmp_path: Path) -> None:
    body = in_parts(b"content", disposition=b'form-data; name="b"; filename="f"')

    with override_settings(FILE_UPLOAD_TEMP_DIR=str(tmp_path)):
        response = client.generic("POST", "/parts/", body, content_type=f"{PARTS}; boundary=x")

    assert (response.content, list(tmp_path.iterdir())) == (b"none 1", [])


def test_a_file_never_reaches_a_parser_of_files(client: Client) -> None:
    body = b'--x\r\nContent-Disposition: form-data; name="a"; filename="f"\r\n\r\ncontent\r\n--x--\r\n'

    response = client.generic("POST", "/writes/", body, content_type="multipart/form-data; boundary=x")

    assert response.status_code == 415


@pytest.mark.parametrize(
    ("method", "body", "content_type", "status"),
    [("PUT", b"", FORM, 405), ("POST", b"x" * 70_000, FORM, 413), ("POST", b"{}", "application/json", 415)],
)
def test_a_refusal_is_a_page_that_says_so_and_leads_on(
    client: Client, method: str, body: bytes, content_type: str, status: int
) -> None:
    page = client.generic(method, "/writes/", body, content_type=content_type).content.decode()

    assert "<h1>" in page
    assert str(status) in page
    assert 'href="/ru/' in page


def test_a_guarded_view_keeps_its_name_and_carries_its_guard() -> None:
    assert (reads.__name__, reads.__module__) == ("reads", __name__)
    assert getattr(reads, "guard", "") == "public"
    assert getattr(reads, "csrf_exempt", False)


@staff("regions.change_region")
def manages(request: HttpRequest) -> HttpResponse:
    return HttpResponse("managed")


def asked_by(user: User | AnonymousUser) -> HttpRequest:
    request = RequestFactory().get("/staff/manages/")
    request.user = user
    return request


def test_a_staff_view_is_for_those_who_hold_its_permission() -> None:
    permission = Permission.objects.get(codename="change_region")
    trusted, other = User.objects.create_user("vera"), User.objects.create_user("lena")
    trusted.user_permissions.add(permission)
    other.user_permissions.add(Permission.objects.get(codename="view_region"))

    assert manages(asked_by(trusted)).content == b"managed"
    for user in (other, AnonymousUser()):
        with pytest.raises(PermissionDenied):
            manages(asked_by(user))
    assert getattr(manages, "guard", "") == "staff:regions.change_region"


@staff("regions.change_region", "regions.view_region")
def looks(request: HttpRequest) -> HttpResponse:
    return HttpResponse("seen")


def test_of_several_permissions_one_is_enough() -> None:
    looking, other = User.objects.create_user("lena"), User.objects.create_user("olya")
    looking.user_permissions.add(Permission.objects.get(codename="view_region"))

    assert looks(asked_by(looking)).content == b"seen"
    with pytest.raises(PermissionDenied):
        looks(asked_by(other))
    assert getattr(looks, "guard", "") == "staff:regions.change_region regions.view_region"
