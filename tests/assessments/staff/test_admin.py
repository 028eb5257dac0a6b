"""Instruments in the admin: the lists, who may do what, and what is not there at all."""

from collections.abc import Callable
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.urls import get_resolver
from django.urls.resolvers import URLPattern, URLResolver
from wagtail.snippets.models import get_snippet_models

from tests.assessments.admin import ADDRESSES, IMPORT, STEPS, VERSIONS, queries
from tests.factories.assessments import (
    create_draft,
    create_finding,
    create_next_step,
    create_published,
)
from wellbeing.assessments.models import History, Instrument, InstrumentVersion

pytestmark = [pytest.mark.django_db, pytest.mark.service]


def test_the_list_says_status_languages_and_unsigned_findings(editor: Client) -> None:
    create_published(slug="check-1")
    draft = create_draft(slug="check-2", languages=("ru",))
    create_finding(version=draft)
    create_finding(version=draft, severity="note")

    rows = BeautifulSoup(editor.get(VERSIONS).content, "html.parser").select("table.listing tbody tr")

    said = [[" ".join(cell.get_text(" ").split()) for cell in row.find_all("td")][1:] for row in rows]
    assert said == [
        ["check-1", "опубликована", "ru, en", "0", "22 ноября 2026 г."],
        ["check-2", "черновик", "ru", "1", ""],
    ]


def test_the_list_is_filtered_by_status(editor: Client) -> None:
    published, draft = create_published(slug="check-1"), create_draft(slug="check-2")

    shown = editor.get(f"{VERSIONS}?status=draft").text

    assert f"{VERSIONS}edit/{draft.pk}/" in shown
    assert f"{VERSIONS}inspect/{published.pk}/" not in shown


@pytest.mark.parametrize(
    ("address", "add"),
    [
        (VERSIONS, lambda n: create_draft(slug=f"check-{n}")),
        (STEPS, lambda n: create_next_step(instrument=create_published(slug=f"check-{n}").instrument)),
        (ADDRESSES, lambda n: Instrument.objects.create(slug=f"check-{n}")),
    ],
    ids=["versions", "steps", "addresses"],
)
def test_lists_take_as_many_queries_for_three_rows_as_for_one(
    editor: Client, address: str, add: Callable[[int], object]
) -> None:
    add(1)
    one = queries(editor, address)
    add(2)
    add(3)

    assert queries(editor, address) == one


def test_pages_of_a_version_take_as_many_queries_for_many_questions_as_for_few(editor: Client) -> None:
    short, long = create_draft(slug="check-1", count=2), create_draft(slug="check-2", count=9)
    for version in (long, long, long, short):
        create_finding(version=version)

    for name in ("check", "preview/ru", "preview/ru/page"):
        addresses = [f"{VERSIONS}{version.code}/{name}/" for version in (short, long)]
        assert queries(editor, addresses[0]) == queries(editor, addresses[1]), name
    assert queries(editor, f"{VERSIONS}inspect/{short.pk}/") == queries(
        editor, f"{VERSIONS}inspect/{long.pk}/"
    )


def test_who_may_only_read_reads_and_changes_nothing(reader: Client) -> None:
    draft = create_draft(is_sensitive=True)
    published = create_published(slug="check-2")
    finding = create_finding(version=draft)
    assert reader.get(VERSIONS).status_code == 200
    assert reader.get(f"{VERSIONS}inspect/{published.pk}/").status_code == 200
    shown = reader.get(f"{VERSIONS}{draft.code}/check/")
    assert BeautifulSoup(shown.content, "html.parser").select("#main form") == []

    refused = {
        f"{VERSIONS}new/": {"slug": "x", "languages": "ru"},
        f"{VERSIONS}edit/{draft.pk}/": {},
        f"{VERSIONS}delete/{draft.pk}/": {},
        f"{VERSIONS}{draft.code}/sign-off/": {"finding": finding.pk, f"{finding.pk}-reason": "Да."},
        f"{VERSIONS}{draft.code}/again/": {},
        f"{VERSIONS}{draft.code}/help/": {},
        f"{VERSIONS}{draft.code}/publish/": {},
        f"{VERSIONS}{published.code}/withdraw/": {},
        f"{VERSIONS}{published.code}/new-draft/": {},
        f"{STEPS}new/": {},
        f"{ADDRESSES}edit/{draft.instrument_id}/": {"slug": "x", "position": 1},
        IMPORT: {},
    }
    for address, sent in refused.items():
        assert reader.post(address, sent).headers.get("Location") == "/staff/", address

    assert list(InstrumentVersion.objects.values_list("status", "help_staffed_by")) == [
        ("draft", ""),
        ("published", ""),
    ]
    assert not draft.findings.exclude(signed_off_by="").exists()


def test_nobody_gets_in_without_signing_in(client: Client) -> None:
    draft = create_draft()
    for address in (VERSIONS, STEPS, ADDRESSES, IMPORT, f"{VERSIONS}{draft.code}/check/"):
        response = client.get(address)
        assert response.headers["Location"].startswith("/staff/login/"), address


def test_an_address_changes_only_with_the_right_to(editor: Client) -> None:
    instrument = create_draft(slug="check-1").instrument

    editor.post(f"{ADDRESSES}edit/{instrument.pk}/", {"slug": "check-5", "position": "3"})

    instrument.refresh_from_db()
    assert (instrument.slug, instrument.position) == ("check-5", 3)
    for gone in ("new/", f"delete/{instrument.pk}/"):
        assert editor.get(f"{ADDRESSES}{gone}").status_code == 404


def test_every_view_of_ours_carries_its_guard() -> None:
    ours = dict(_views("staff/instruments/"))

    assert len(ours) > 25
    assert [
        address for address, view in ours.items() if not getattr(view, "guard", "").startswith("staff")
    ] == []


def test_histories_are_not_in_the_admin_at_all() -> None:
    shown = [
        view.view_initkwargs.get("model") for _, view in _views("staff/") if hasattr(view, "view_initkwargs")
    ]

    assert InstrumentVersion in shown
    assert History not in shown
    assert History not in get_snippet_models()


def _views(start: str, resolver: URLResolver | None = None, before: str = "") -> list[tuple[str, Any]]:
    """The views whose address starts with `start`, by address."""
    found: list[tuple[str, Any]] = []
    for pattern in (resolver or get_resolver()).url_patterns:
        address = before + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            found += _views(start, pattern, address)
        elif isinstance(pattern, URLPattern) and address.startswith(start):
            found.append((address, pattern.callback))
    return found
