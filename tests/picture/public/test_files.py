"""The files hold what the pages show, under names that stay, and nothing hidden; the chart is one A4."""

import csv
import io
import json
from http import HTTPStatus

import pytest
from django.test import Client

from cms import generation
from tests.picture.released import (
    NOW,
    PERM,
    QUARTER_BEFORE,
    TOMSK,
    YEAR_BEFORE,
    publish_means,
    row,
    scale,
    version,
    written,
)
from tests.reading_pdf import Pdf
from wellbeing.picture.models import Release
from wellbeing.picture.public.downloads import FIELDS
from wellbeing.picture.rules.release import Release as Read
from wellbeing.picture.rules.release import Why

pytestmark = pytest.mark.django_db

JSON, CSV = "/ru/picture/picture.json", "/en/picture/picture.csv"
CHART = "/ru/picture/scales/month/1/strain/chart.pdf"


def fetch(path: str) -> bytes:
    response = Client().get(path)
    assert response.status_code == HTTPStatus.OK
    assert not response.cookies
    assert response.headers["Content-Disposition"].startswith("attachment; ")
    return response.content


def lines() -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(fetch(CSV).decode())))


def test_the_names_of_the_fields_stay() -> None:
    """Whoever reads the files by a program relies on them: a change here is a change for others."""
    assert (
        *("quarter", "apart", "instrument", "version", "scale", "region", "figure"),
        *("band_starts_at", "count", "value", "low", "high", "hidden"),
    ) == FIELDS
    publish_means(NOW, {TOMSK: 58})
    (release,) = json.loads(fetch(JSON))["releases"]
    assert set(release) == {"apart", "schema", "quarter", "versions"}
    (of,) = release["versions"]
    assert set(of) == {"instrument", "version", "title", "scales"}
    keys = {"scale", "title", "low", "high", "direction", "is_strain", "bands", "rows"}
    assert set(of["scales"][0]) == keys
    assert set(of["scales"][0]["rows"][0]) == {"region", "n", "bands", "mean"}


def test_the_csv_has_a_line_for_each_figure() -> None:
    publish_means(NOW, {None: 50, TOMSK: Why.FEW})

    found = lines()

    assert [(line["region"], line["figure"], line["value"], line["hidden"]) for line in found] == [
        ("all", "n", "200", ""),
        ("all", "share", "0.5", ""),
        ("all", "share", "0.5", ""),
        ("all", "mean", "50", ""),
        (TOMSK, "n", "", "few"),
        (TOMSK, "share", "", "few"),
        (TOMSK, "share", "", "few"),
        (TOMSK, "mean", "", "few"),
    ]
    assert [line["count"] for line in found[:4]] == ["", "100", "100", ""]
    assert [line["band_starts_at"] for line in found[:4]] == ["", "0", "50", ""]
    assert {(line["quarter"], line["apart"], line["scale"]) for line in found} == {
        ("2026-07-01", "no", "strain")
    }


def test_the_json_is_what_was_written_and_can_be_read_back() -> None:
    publish_means(QUARTER_BEFORE, {None: 49})
    made = publish_means(NOW, {None: 50, PERM: Why.ALIKE})
    made.refresh_from_db()

    newest, before = json.loads(fetch(JSON))["releases"]

    assert newest == {"apart": False, **made.tables}
    assert Read.from_json(before).quarter == QUARTER_BEFORE


def test_what_waits_or_was_left_out_is_in_no_file() -> None:
    publish_means(NOW, {None: 50})
    publish_means(NOW, {None: 11}, is_apart=True, state=Release.State.WAITING)
    publish_means(QUARTER_BEFORE, {None: 12}, is_apart=True, state=Release.State.LEFT_OUT)
    publish_means(YEAR_BEFORE, {None: 13}, is_apart=True)

    means = [(line["apart"], line["value"]) for line in lines() if line["figure"] == "mean"]
    assert means == [("no", "50"), ("yes", "13")]
    assert [each["apart"] for each in json.loads(fetch(JSON))["releases"]] == [False, True]


def test_a_file_follows_what_is_published() -> None:
    publish_means(QUARTER_BEFORE, {None: 50})
    assert b"2026-07-01" not in fetch(JSON)

    publish_means(NOW, {None: 50})

    assert b"2026-07-01" in fetch(JSON)


def test_before_the_first_release_the_files_are_empty() -> None:
    generation.bump()

    assert lines() == []
    assert json.loads(fetch(JSON)) == {"schema": 1, "releases": []}


def test_the_chart_has_the_newest_quarter_and_what_can_be_told() -> None:
    publish_means(QUARTER_BEFORE, {None: 50, TOMSK: 30})
    publish_means(NOW, {None: 50, TOMSK: 58, PERM: Why.FEW})

    pdf = fetch(CHART)
    read = Pdf(pdf)
    (said,) = [" ".join(words.split()) for words in read.pages]

    assert read.sizes() == {(210, 297)}
    assert "Усталость" in said
    assert "III квартал 2026" in said
    assert "Томская область 58 (54–62) тяжелее" in said
    assert "Пермский" not in said
    assert fetch(CHART) == pdf


def test_titles_cannot_break_out_of_a_page() -> None:
    title = {"ru": "<b>x</b>", "en": "<b>x</b>"}
    tables = written(NOW, version(scale([row(None, 50)])))
    tables["versions"][0]["title"] = tables["versions"][0]["scales"][0]["title"] = title
    publish_means(NOW, {}, tables=tables)

    for path in ("", "quarters/2026-q3/", "regions/all/", "scales/month/1/strain/"):
        page = Client().get(f"/ru/picture/{path}").text
        assert "<b>x</b>" not in page
        assert "&lt;b&gt;x&lt;/b&gt;" in page
