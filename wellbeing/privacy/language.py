"""The language of a page, from its address alone.

A departure from Django's LocaleMiddleware, which also reads a cookie and the browser's wishes and sends
unknown addresses elsewhere: a public answer depends on nothing but what was asked for. Staff pages follow
the browser until a person signs in and Wagtail follows their own choice.
"""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation

from wellbeing.privacy.headers import STAFF_PREFIX

GetResponse = Callable[[HttpRequest], HttpResponse]


class LanguageFromPath:
    """Middleware: activates the language before an address is resolved."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path_info.startswith(STAFF_PREFIX):
            language = translation.get_language_from_request(request)
        else:
            language = translation.get_language_from_path(request.path_info) or settings.LANGUAGE_CODE
        with translation.override(language):
            request.LANGUAGE_CODE = language
            return self.get_response(request)
