"""What ours is measured against: bare Django, with no middleware, on the same server.

Four views: one renders a page, one validates a form of radio buttons and renders a page, one inserts a
row besides, one does the same with a form of five fields. Their pages and rows have the sizes that the
environment names; pages are made as such pages are: a loop over paragraphs of ordinary length, each with
its text in a variable.
"""

import os
from uuid import uuid4

import django
from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.db import connection, models
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path

from wellbeing.environment import Environment

FIELDS = int(os.environ["BARE_FIELDS"])
OPTIONS = int(os.environ["BARE_OPTIONS"])
SIZE = int(os.environ["BARE_SIZE"])
ROW_BYTES = int(os.environ["BARE_ROW"])
PARAGRAPH = 400
TEMPLATE = "{% for text in paragraphs %}<p>{{ text }}</p>{% endfor %}"
PARAGRAPHS = ["x" * (PARAGRAPH - len("<p></p>"))] * (SIZE // PARAGRAPH)

settings.configure(
    SECRET_KEY="bare" * 16,
    ALLOWED_HOSTS=["*"],
    ROOT_URLCONF=__name__,
    DATABASES={
        "default": {
            "ENGINE": "django.db.backends.postgresql",
            "CONN_MAX_AGE": 600,
            **Environment().postgres("DATABASE_URL", default=""),
        }
    },
    TEMPLATES=[
        {
            "BACKEND": "django.template.backends.django.DjangoTemplates",
            "OPTIONS": {
                "loaders": [
                    (
                        "django.template.loaders.cached.Loader",
                        [
                            (
                                "django.template.loaders.locmem.Loader",
                                {"page.html": TEMPLATE},
                            )
                        ],
                    )
                ]
            },
        }
    ],
)
django.setup()

from django import forms  # noqa: E402  forms and models need the settings above


class Answers(forms.Form):
    """As many radio fields as the self-check has, each with as many options."""


for number in range(1, FIELDS + 1):
    Answers.base_fields[f"q{number}"] = forms.ChoiceField(
        choices=[(str(place), str(place)) for place in range(OPTIONS)],
        required=False,
        widget=forms.RadioSelect,
    )


class Wish(forms.Form):
    """As many fields as adding a result has, checked as such fields are."""

    v = forms.CharField(max_length=8)
    a = forms.CharField(max_length=100)
    form = forms.CharField(max_length=200)
    ok = forms.BooleanField()
    region = forms.ChoiceField(choices=[(f"RU-{n:03}", str(n)) for n in range(155)], required=False)


class Kept(models.Model):
    id = models.UUIDField(primary_key=True)
    box = models.BinaryField()

    class Meta:
        app_label = "bare"
        managed = False

    def __str__(self) -> str:
        return str(self.pk)


def page(request: HttpRequest) -> HttpResponse:
    response = render(request, "page.html", {"paragraphs": PARAGRAPHS})
    response.headers["Content-Length"] = str(len(response.content))
    return response


def check(request: HttpRequest) -> HttpResponse:
    return page(request) if Answers(request.POST).is_valid() else HttpResponse(status=400)


def keep(request: HttpRequest) -> HttpResponse:
    return _keep(request, Answers)


def insert(request: HttpRequest) -> HttpResponse:
    return _keep(request, Wish)


def _keep(request: HttpRequest, form: type[forms.Form]) -> HttpResponse:
    if not form(request.POST).is_valid():
        return HttpResponse(status=400)
    Kept._base_manager.create(id=uuid4(), box=bytes(ROW_BYTES))
    return page(request)


urlpatterns = [path("page", page), path("check", check), path("keep", keep), path("insert", insert)]
application = get_wsgi_application()

with connection.cursor() as cursor:
    cursor.execute("CREATE TABLE IF NOT EXISTS bare_kept (id uuid PRIMARY KEY, box bytea NOT NULL)")
    cursor.execute("ALTER TABLE bare_kept ALTER box SET STORAGE EXTERNAL")
connection.close()
