"""The headers of every answer: the exact set on each public route, whatever the method and the outcome."""

from http import HTTPStatus
from typing import Any

import pytest
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.test import Client, override_settings
from django.urls import path
from django.utils import timezone
from wagtail.models import Page

from cms.actions import seeding
from cms.style import CSP_SOURCE
from tests.conventions.url_map import entries
from wellbeing import urls as site_urls
from wellbeing.assessments.actions import shipped
from wellbeing.assessments.models import Instrument
from wellbeing.privacy.guards import FORM, public

pytestmark = [pytest.mark.service, pytest.mark.django_db]

PUBLIC = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": (
        f"default-src 'none'; script-src 'none'; style-src {CSP_SOURCE}; img-src 'self' data:; "
        "media-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), browsing-topics=(), interest-cohort=()",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "X-Robots-Tag": "noindex, noarchive",
}
# What an answer may say of itself besides, none of it about whoever asked.
OF_THE_ANSWER = {"Content-Type", "Content-Length", "Content-Language", "Content-Disposition"}
OF_SOME = {
    HTTPStatus.METHOD_NOT_ALLOWED: {"Allow"},
    HTTPStatus.SEE_OTHER: {"Location", "Clear-Site-Data"},
    HTTPStatus.MOVED_PERMANENTLY: {"Location"},
    HTTPStatus.FOUND: {"Location"},
}
METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "PROPFIND")

# A browser that has been everywhere: none of this may change or lengthen an answer's headers.
TALKATIVE = {
    "HTTP_COOKIE": "staff=abcdefghijklmnopqrstuvwxyz012345; csrftoken=x; django_language=en; messages=x",
    "HTTP_ACCEPT_LANGUAGE": "de, en;q=0.5",
    "HTTP_USER_AGENT": "Canary/1.0",
    "HTTP_REFERER": "https://elsewhere.example/",
    "HTTP_ORIGIN": "https://elsewhere.example",
    "HTTP_ACCEPT_ENCODING": "gzip, br",
    "HTTP_IF_MODIFIED_SINCE": "Mon, 01 Jan 2035 00:00:00 GMT",
    "HTTP_IF_NONE_MATCH": "*",
}


@public("GET", "POST")
def breaks(request: HttpRequest) -> HttpResponse:
    raise RuntimeError("planted")


@public("GET")
def tempted(request: HttpRequest) -> HttpResponse:
    """A view that does everything it should not."""
    request.session["seen"] = True
    response = HttpResponse("tempted")
    response.set_cookie("seen", "1")
    response.headers["Vary"] = "Cookie"
    response.headers["Cache-Control"] = "public, max-age=600"
    response.headers["Referrer-Policy"] = "origin"
    return response


urlpatterns = [path("breaks/", breaks), path("tempted/", tempted), *site_urls.urlpatterns]
handler400, handler403 = site_urls.handler400, site_urls.handler403
handler404, handler500 = site_urls.handler404, site_urls.handler500


@pytest.fixture
def client() -> Client:
    return Client(raise_request_exception=False)


def assert_public(response: HttpResponseBase) -> None:
    given = dict(response.headers)
    allowed = OF_THE_ANSWER | OF_SOME.get(HTTPStatus(response.status_code), set())

    assert {name: given.get(name) for name in PUBLIC} == PUBLIC
    assert given.keys() - PUBLIC.keys() - allowed == set()
    assert response.cookies.output() == ""


ADDRESSES = sorted({entry.address() for entry in entries() if entry.is_public} - {""})
MORE = [
    "/ru/",
    "/en/",
    "/ru/help/",
    "/en/check/",
    "/en/return/",
    "/ru/check/none-such/",
    "/ru/none/such/",
    "/en/none/such/",
    "/none-such",
    "/none-such/",
    "/ru",
    "/ru/check",
    "/media/../settings.py",
    "/media/images/none.png",
    "/media/original_images/none.png",
    "/documents/1/none.pdf",
    "/staff",
    "/staffroom/",
    "/accounts/login/",
    "/admin/",
    "/static/none.css",
    "/%00",
    "/%ff%fe",
    "//elsewhere.example/",
    "/ru/%0d%0aSet-Cookie:%20x=1",
]


@pytest.mark.parametrize("address", [*ADDRESSES, *MORE])
def test_a_public_answer_has_exactly_these_headers_whatever_the_method(client: Client, address: str) -> None:
    for method in METHODS:
        assert_public(client.generic(method, address))
        assert_public(client.generic(method, address, **TALKATIVE))  # type: ignore[arg-type]


def test_so_has_every_page_of_the_seeded_site(client: Client) -> None:
    today = timezone.localdate()
    shipped.load_shipped(by="editor", today=today)
    seeding.seed_site(by=None, today=today)
    addresses = [page.url for page in Page.objects.live().filter(depth__gt=1)]
    slugs = Instrument.objects.values_list("slug", flat=True)
    addresses += [f"/{language}/check/{slug}/" for language in ("ru", "en") for slug in slugs]
    statuses = []
    for address in addresses:
        for method in ("GET", "HEAD", "POST"):
            response = client.generic(method, address, **TALKATIVE)  # type: ignore[arg-type]
            assert_public(response)
            statuses.append((address, method, response.status_code))

    assert [said for said in statuses if said[1] != "POST" and said[2] != HTTPStatus.OK] == []
    assert len(slugs) == 2
    assert len(addresses) > 10


@pytest.mark.parametrize(
    ("status", "request_"),
    [
        (400, {"method": "GET", "path": "/ru/", "SERVER_NAME": "not-this-site.example"}),
        (404, {"method": "GET", "path": "/ru/none-such/"}),
        (405, {"method": "DELETE", "path": "/healthz"}),
        (413, {"method": "POST", "path": "/breaks/", "data": b"x" * 65_537, "content_type": FORM}),
        (415, {"method": "POST", "path": "/breaks/", "data": b"{}", "content_type": "application/json"}),
        (500, {"method": "GET", "path": "/breaks/"}),
        (303, {"method": "GET", "path": "/exit/"}),
        (301, {"method": "GET", "path": "/ru/check"}),
    ],
)
@override_settings(ROOT_URLCONF=__name__)
def test_so_has_every_kind_of_error_and_redirect(
    client: Client, status: int, request_: dict[str, Any]
) -> None:
    response = client.generic(**request_)

    assert response.status_code == status
    assert_public(response)


@override_settings(SECURE_SSL_REDIRECT=True, SECURE_HSTS_SECONDS=31536000)
def test_so_has_the_way_to_https_and_what_lies_behind_it(client: Client) -> None:
    way, behind = client.get("/healthz"), client.get("/healthz", secure=True)

    assert (way.status_code, way.headers["Location"]) == (301, "https://testserver/healthz")
    assert_public(way)
    assert behind.status_code == HTTPStatus.OK
    assert behind.headers["Strict-Transport-Security"].startswith("max-age=31536000")
    del behind.headers["Strict-Transport-Security"]
    assert_public(behind)


@override_settings(ROOT_URLCONF=__name__)
def test_a_view_cannot_loosen_them(client: Client) -> None:
    response = client.get("/tempted/")

    assert (response.status_code, response.content) == (200, b"tempted")
    assert_public(response)


@override_settings(ROOT_URLCONF=__name__)
def test_an_error_of_a_public_page_is_a_page_that_says_so(client: Client) -> None:
    response = client.get("/breaks/")

    assert response.status_code == HTTPStatus.INTERNAL_SERVER_ERROR
    assert b"planted" not in response.content
    assert b"<h1>" in response.content


@pytest.mark.parametrize("method", ["get", "post"])
def test_staff_answers_are_not_kept_either_and_have_a_policy(client: Client, method: str) -> None:
    addresses = {entry.address() for entry in entries() if not entry.is_public} - {""}
    for address in addresses:
        given = getattr(client, method)(address).headers
        policy = given["Content-Security-Policy"].split("; ")

        assert "no-store" in given["Cache-Control"], address
        assert {"default-src 'none'", "base-uri 'none'", "form-action 'self'"} <= set(policy), address
        assert given["X-Frame-Options"] in {"DENY", "SAMEORIGIN"}
        assert given["X-Robots-Tag"] == "noindex, noarchive"
        assert given["X-Content-Type-Options"] == "nosniff"
    assert len(addresses) > 150


def test_the_pages_that_take_a_password_run_nothing_that_stands_in_the_page(client: Client) -> None:
    policy = client.get("/staff/login/").headers["Content-Security-Policy"]

    assert "script-src 'self';" in policy
    assert "unsafe" not in policy


def test_cookies_of_staff_never_travel_with_public_pages() -> None:
    for name in ("SESSION_COOKIE_PATH", "CSRF_COOKIE_PATH"):
        assert getattr(settings, name) == "/staff/"
    given = Client().get("/staff/login/").cookies

    assert given, "the sign-in form has a token"
    assert {cookie["path"] for cookie in given.values()} == {"/staff/"}
    assert {cookie["samesite"] for cookie in given.values()} == {"Strict"}
