"""A log line tells nothing that anybody sent, whoever logs it, how, and at what level."""

import io
import logging
import logging.config
import os
import subprocess
import sys
from typing import Any

import pytest
from django.conf import settings
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.http import Http404, HttpRequest, HttpResponse
from django.test import Client, override_settings
from django.urls import path

from wellbeing import urls as site_urls
from wellbeing.privacy.guards import FORM, public

CANARY = "canary-7f3a"
AGENT = f"Mozilla {CANARY} agent"
LEVELS = ["debug", "info", "warning", "error", "critical"]


class Planted(Exception):
    pass


class Speaking:
    """An object whose every text is a canary."""

    def __str__(self) -> str:
        return CANARY

    __repr__ = __str__


@pytest.mark.parametrize("level", LEVELS)
def test_arguments_are_never_formatted(lines: io.StringIO, level: str) -> None:
    getattr(logging.getLogger("site"), level)("from %s by %s", CANARY, Speaking())

    assert lines.getvalue() == f"{level.upper()} site from %s by %s\n"


@pytest.mark.parametrize("level", LEVELS)
def test_named_arguments_and_extras_are_never_formatted(lines: io.StringIO, level: str) -> None:
    getattr(logging.getLogger("site"), level)("from %(who)s", {"who": CANARY}, extra={"request": Speaking()})

    assert lines.getvalue() == f"{level.upper()} site from %(who)s\n"


@pytest.mark.parametrize("level", LEVELS)
def test_a_message_put_together_beforehand_is_told_by_its_place(lines: io.StringIO, level: str) -> None:
    log = getattr(logging.getLogger("site"), level)
    messages: list[Any] = [
        f"from {CANARY}",
        "from {}".format(CANARY),  # noqa: UP032  as gunicorn does
        "from " + CANARY,
        "from %s" % CANARY,  # noqa: UP031  as Wagtail does
        Speaking(),
        Planted(CANARY),
        CANARY.encode(),
        None,
    ]
    for message in messages:
        log(message)

    place = f"{level.upper()} site {__file__}:"
    written = lines.getvalue().splitlines()
    assert len(written) == len(messages)
    assert all(line.startswith(place) for line in written)
    assert all(
        line.endswith(" test_a_message_put_together_beforehand_is_told_by_its_place") for line in written
    )


def test_an_error_is_told_by_its_class_and_places_without_its_text(lines: io.StringIO) -> None:
    try:
        try:
            raise ValueError(CANARY)
        except ValueError as cause:
            cause.add_note(CANARY)
            raise Planted(CANARY, {"code": CANARY}) from cause
    except Planted:
        logging.getLogger("site").exception("It broke", stack_info=True)

    first, *places = lines.getvalue().splitlines()
    assert first == f"ERROR site It broke ({__name__}.Planted)"
    assert [place.rpartition(" ")[2] for place in places] == [
        "test_an_error_is_told_by_its_class_and_places_without_its_text"
    ]
    assert all(place.startswith(f"  {__file__}:") for place in places)


def test_an_error_without_a_trace_is_still_a_line(lines: io.StringIO) -> None:
    logging.getLogger("site").error("Odd", exc_info=(Planted, Planted(CANARY), None))
    logging.getLogger("site").error("None", exc_info=True)

    assert lines.getvalue() == f"ERROR site Odd ({__name__}.Planted)\nERROR site None\n"


@pytest.mark.parametrize("logger", ["django.request", "gunicorn.error", "celery.app.trace", "root"])
def test_the_sites_configuration_writes_every_logger_quietly(
    logger: str, capsys: pytest.CaptureFixture[str]
) -> None:
    before = list(logging.getLogger().handlers)
    logging.config.dictConfig(settings.LOGGING)
    try:
        logging.getLogger(logger).error("from %s", CANARY)
    finally:
        logging.getLogger().handlers[:] = before

    told = capsys.readouterr().err
    assert "from %s" in told
    assert CANARY not in told


@public("GET", "POST")
def breaks(request: HttpRequest, code: str) -> HttpResponse:
    kind = request.META["HTTP_X_KIND"]
    told = f"{code} {request.POST} {request.META} {request.path}"
    logging.getLogger("site").warning("About %s", told)
    raise {"value": ValueError, "denied": PermissionDenied, "gone": Http404, "bad": SuspiciousOperation}[
        kind
    ](told)


@public("GET")
def deep(request: HttpRequest) -> HttpResponse:
    raise RecursionError(request.META["HTTP_USER_AGENT"])


urlpatterns = [path("breaks/<str:code>/", breaks), path("deep/", deep), *site_urls.urlpatterns]
handler400, handler403 = site_urls.handler400, site_urls.handler403
handler404, handler500 = site_urls.handler404, site_urls.handler500


@pytest.mark.service
@pytest.mark.django_db
@pytest.mark.parametrize(("kind", "status"), [("value", 500), ("denied", 403), ("gone", 404), ("bad", 400)])
@override_settings(ROOT_URLCONF=__name__)
def test_a_request_that_breaks_leaves_nothing_of_itself(lines: io.StringIO, kind: str, status: int) -> None:
    response = Client(raise_request_exception=False).post(
        f"/breaks/{CANARY}/?code={CANARY}",
        f"q1={CANARY}&code={CANARY}",
        content_type=FORM,
        REMOTE_ADDR="203.0.113.77",
        HTTP_X_FORWARDED_FOR="203.0.113.77",
        HTTP_USER_AGENT=AGENT,
        HTTP_REFERER=f"https://{CANARY}.example/",
        HTTP_COOKIE=f"staff={CANARY}",
        HTTP_X_KIND=kind,
    )

    told = lines.getvalue()
    assert response.status_code == status
    assert "site About %s" in told, "the log was looked at"
    assert CANARY not in told
    assert "203.0.113" not in told
    assert CANARY not in response.content.decode()


@pytest.mark.service
@pytest.mark.django_db
@pytest.mark.parametrize(
    "request_",
    [
        {"path": f"/ru/{CANARY}/"},
        {"path": f"/{CANARY}"},
        {"path": "/ru/return/", "method": "POST", "data": f"code={CANARY}", "content_type": FORM},
        {"path": "/ru/return/", "method": "POST", "data": CANARY, "content_type": "text/plain"},
        {"path": f"/ru/check/{CANARY}/", "method": "POST", "data": f"v={CANARY}", "content_type": FORM},
        {"path": "/ru/", "method": CANARY.upper().replace("-", "")},
        {"path": "/ru/", "SERVER_NAME": f"{CANARY}.example"},
        {"path": f"/media/images/../{CANARY}"},
        {
            "path": "/staff/login/",
            "method": "POST",
            "data": f"login={CANARY}&password={CANARY}",
            "content_type": FORM,
        },
        {"path": f"/staff/{CANARY}/"},
        {"path": "/deep/"},
    ],
    ids=lambda request_: f"{request_.get('method', 'GET')} {request_['path']}",
)
@override_settings(ROOT_URLCONF=__name__)
def test_nor_does_any_other(lines: io.StringIO, request_: dict[str, Any]) -> None:
    Client(raise_request_exception=False).generic(
        **{"method": "GET", "REMOTE_ADDR": "203.0.113.77", "HTTP_USER_AGENT": AGENT, **request_}
    )

    told = lines.getvalue()
    assert CANARY not in told.lower()
    assert "203.0.113" not in told


def test_no_handler_of_the_site_but_the_quiet_one() -> None:
    configuration: dict[str, Any] = settings.LOGGING

    assert configuration["formatters"] == {"quiet": {"()": "wellbeing.privacy.logs.QuietFormatter"}}
    assert configuration["handlers"] == {
        "terminal": {"class": "logging.StreamHandler", "formatter": "quiet"},
        "nowhere": {"class": "logging.NullHandler"},
    }
    assert configuration["root"]["handlers"] == ["terminal"]


def test_mail_of_errors_goes_to_nobody() -> None:
    assert (settings.ADMINS, settings.MANAGERS) == ([], [])
    assert "mail_admins" not in str(settings.LOGGING)


def test_warnings_go_the_way_of_the_logs() -> None:
    told = (
        "import django, warnings; django.setup();"
        f"warnings.warn('{CANARY[:6]}' + '{CANARY[6:]}', RuntimeWarning)"
    )
    outcome = subprocess.run(
        [sys.executable, "-c", told], capture_output=True, text=True, check=True, env=os.environ
    )
    assert "WARNING py.warnings" in outcome.stderr
    assert CANARY not in outcome.stdout + outcome.stderr
