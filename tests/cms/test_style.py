"""The style sheet: small, in every page, and named by its hash in the policy."""

import base64
import hashlib
import re
from http import HTTPStatus

import pytest
from django.test import Client

from cms import style
from tests.factories.cms import create_home

LARGEST = 10 * 1024
LARGEST_FOR_COURSES = 3 * 1024
LARGEST_FOR_PICTURE = 2560


def test_the_style_sheet_is_small() -> None:
    assert 4000 < len(style.STYLE.encode()) <= LARGEST
    assert 1000 < len(style.COURSES_STYLE.encode()) <= LARGEST_FOR_COURSES
    assert 1000 < len(style.PICTURE_STYLE.encode()) <= LARGEST_FOR_PICTURE


@pytest.mark.parametrize(
    ("css", "expected"),
    [
        ("a { color: red; }\n\n b > c { margin: 0 1px; }", "a{color:red}b>c{margin:0 1px}"),
        ("/* why */ a { width: calc(1px + 2px); }", "a{width:calc(1px + 2px)}"),
        (
            "@media (min-width: 1px) and (max-width: 2px) { a { x: 1 } }",
            "@media(min-width:1px) and (max-width:2px){a{x:1}}",
        ),
        (":root { --paper: #fff; } a { color: var(--paper); }", ":root{--A:#fff}a{color:var(--A)}"),
    ],
)
def test_minifying_keeps_what_means_something(css: str, expected: str) -> None:
    assert style.minify(css) == expected


def test_every_property_of_ours_that_is_used_is_set() -> None:
    every = style.STYLE + style.COURSES_STYLE + style.PICTURE_STYLE
    used = set(re.findall(r"var\((--\w+)", every))
    given = set(re.findall(r"(--\w+):", every))

    assert used
    assert used == given


def test_a_sheet_beside_another_calls_the_properties_alike() -> None:
    first, second = "a{--one:1;--two:2}", "b{x:var(--two)}"

    assert style.minify(first, beside=second) == "a{--A:1;--B:2}"
    assert style.minify(second, beside=first) == "b{x:var(--B)}"


def test_one_scheme_can_be_shown_whatever_the_reader_prefers() -> None:
    dark, light = style.in_scheme("dark"), style.in_scheme("light")

    assert "prefers-color-scheme" in style.STYLE
    assert "prefers-color-scheme" not in dark + light
    assert ("color-scheme:dark" in dark, "color-scheme:light" in light) == (True, True)
    assert dark.count("@media all") == light.count("@media not all") > 0


@pytest.mark.django_db
def test_the_policy_allows_exactly_the_style_that_stands_in_the_page() -> None:
    create_home()
    response = Client().get("/ru/")
    (inlined,) = re.findall(r"<style>(.*?)</style>", response.content.decode(), re.DOTALL)
    sources = [
        f"'sha256-{base64.b64encode(hashlib.sha256(sheet.encode()).digest()).decode()}'"
        for sheet in (inlined, style.COURSES_STYLE, style.PICTURE_STYLE)
    ]

    assert response.status_code == HTTPStatus.OK
    assert f"style-src {' '.join(sources)};" in response.headers["Content-Security-Policy"]
    assert inlined == style.STYLE


def test_each_step_of_a_scale_can_be_begun_and_ended_at() -> None:
    for step in range(21):
        for kind in ("from", "to"):
            assert re.search(rf"\.{kind}-{step:02}\b", style.STYLE), (kind, step)
