"""The addresses every site answers, the way out, errors, and what is refused."""

from http import HTTPStatus
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client, override_settings

from tests.factories.cms import create_home, create_picture
from wellbeing.privacy.headers import public_headers

ADDRESSES = ["/", "/exit/", "/healthz", "/robots.txt", "/favicon.ico"]
NOT_GET = ["post", "put", "patch", "delete", "options", "trace"]


def test_the_front_leads_to_the_russian_home_page() -> None:
    response = Client().get("/", headers={"accept-language": "en"})

    assert (response.status_code, response.headers["Location"]) == (HTTPStatus.SEE_OTHER, "/ru/")


@override_settings(QUICK_EXIT_URL="https://weather.example.org/")
def test_the_way_out_leads_elsewhere_and_asks_the_browser_to_forget() -> None:
    response = Client().get("/exit/")

    assert (response.status_code, response.content) == (HTTPStatus.SEE_OTHER, b"")
    assert response.headers["Location"] == "https://weather.example.org/"
    assert response.headers["Clear-Site-Data"] == '"cache", "cookies", "storage"'


def test_health_needs_nothing() -> None:
    """This test may not touch the database, and neither does the view."""
    response = Client().get("/healthz")

    assert (response.status_code, response.content) == (HTTPStatus.OK, b"ok\n")


def test_no_robot_and_no_icon() -> None:
    robots, icon = Client().get("/robots.txt"), Client().get("/favicon.ico")

    assert robots.content == b"User-agent: *\nAllow: /f/\nDisallow: /\n"
    assert (icon.status_code, icon.content) == (HTTPStatus.NO_CONTENT, b"")


@pytest.mark.django_db
@pytest.mark.parametrize("method", NOT_GET)
@pytest.mark.parametrize("address", [*ADDRESSES, "/ru/", "/media/images/x.jpg"])
def test_another_method_gets_a_page_that_says_so(address: str, method: str) -> None:
    create_home()
    response = getattr(Client(enforce_csrf_checks=True), method)(address)

    assert response.status_code == HTTPStatus.METHOD_NOT_ALLOWED
    assert response.headers["Allow"] == "GET, HEAD"
    assert "С этим адресом так нельзя" in response.content.decode()
    assert public_headers().items() <= response.headers.items()
    assert not response.cookies


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("address", "words", "help_words"),
    [
        ("/ru/nowhere/", "Такой страницы нет", "Срочная помощь"),
        ("/en/nowhere/", "There is no such page", "Urgent help"),
        ("/nowhere.txt", "Такой страницы нет", "Срочная помощь"),
    ],
)
def test_a_missing_page_says_so_in_the_language_of_its_address(
    address: str, words: str, help_words: str
) -> None:
    create_home()
    response = Client().get(address, headers={"accept-language": "de"})
    page = response.content.decode()

    assert response.status_code == HTTPStatus.NOT_FOUND
    assert f"<h1>{words}</h1>" in page
    assert help_words in page
    assert public_headers().items() <= response.headers.items()


@override_settings(ALLOWED_HOSTS=["example.org"])
@pytest.mark.django_db
def test_a_request_for_another_host_is_told_that_it_could_not_be_read() -> None:
    response = Client().get("/en/", headers={"host": "other.example"})

    assert response.status_code == HTTPStatus.BAD_REQUEST
    assert "The request could not be read" in response.content.decode()


@pytest.mark.parametrize(("language", "words"), [("ru", "У нас что-то сломалось"), ("en", "Something broke")])
def test_an_error_is_told_without_database_or_cache(language: str, words: str) -> None:
    """No mark: this test has no database, so that the page itself breaks, and nothing else answers."""
    with override_settings(CACHES={"default": {"BACKEND": "no.such.Cache"}}):
        response = Client(raise_request_exception=False).get(f"/{language}/")
    page = response.content.decode()

    assert response.status_code == HTTPStatus.INTERNAL_SERVER_ERROR
    assert words in page
    assert f'href="/{language}/"' in page
    assert 'href="/exit/"' in page
    assert public_headers().items() <= response.headers.items()


@pytest.mark.django_db
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_pictures_are_served_in_the_sizes_of_pages_and_never_as_uploaded() -> None:
    picture = create_picture()
    shown = picture.get_rendition("width-40")

    response = Client().get(shown.url)

    assert response.status_code == HTTPStatus.OK
    assert response.headers["Content-Type"] == "image/jpeg"
    assert response.content == Path(shown.file.path).read_bytes()
    assert public_headers().items() <= response.headers.items()
    assert Path(picture.file.path).is_file()
    assert Client().get(f"/media/{picture.file.name}").status_code == HTTPStatus.NOT_FOUND


@pytest.mark.django_db
@pytest.mark.parametrize(
    "name", ["..", "../secret.txt", "%2e%2e/secret.txt", "x/../../secret.txt", "", ".", "none.jpg"]
)
def test_nothing_else_of_the_files_is_served(name: str) -> None:
    (Path(settings.MEDIA_ROOT) / "images").mkdir(exist_ok=True)
    (Path(settings.MEDIA_ROOT) / "secret.txt").write_text("canary")

    response = Client().get(f"/media/images/{name}")

    assert response.status_code == HTTPStatus.NOT_FOUND
    assert "canary" not in response.content.decode()
