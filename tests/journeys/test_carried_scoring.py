"""The script of a copy gives what the site gives, to the last sign: many answers in a real browser."""

import hashlib
from collections.abc import Iterator, Sequence
from itertools import product
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.journeys import carrying
from wellbeing.assessments.rules.definition import Direction, Method
from wellbeing.takeaway.checks import Check

pytestmark = pytest.mark.browser

ODD, LINES_EACH, MONTHS = 120, 40, 3000
HASHES = """async ([at, lines]) => {
    const check = JSON.parse(document.getElementById("checks").textContent)[at];
    const pair = (each) => each.toString(16).padStart(2, "0");
    const hex = (bytes) => [...new Uint8Array(bytes)].map(pair).join("");
    const hash = (text) => crypto.subtle.digest("SHA-256", new TextEncoder().encode(text)).then(hex);
    return Promise.all(lines.map((line) => hash(resultOf(check, line))));
}"""
AS_SHOWN = """html => {
    const part = document.createElement("div");
    part.innerHTML = html;
    return part.innerHTML;
}"""
ONE = """([at, line]) => resultOf(JSON.parse(document.getElementById("checks").textContent)[at], line)"""


@pytest.fixture
def sheet(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 360, "height": 740}, offline=True)
    yield context.new_page()
    context.close()


def assert_same(sheet: Page, at: int, check: Check, lines: Sequence[str]) -> None:
    """Every line comes to the same HTML here and there."""
    counted = sheet.evaluate(HASHES, [at, list(lines)])
    for line, said in zip(lines, counted, strict=True):
        wanted = check.result(line)
        if hashlib.sha256(wanted.encode()).hexdigest() != said:
            assert sheet.evaluate(ONE, [at, line]) == wanted, (check.instrument.key, at, line)
    assert len(counted) == len(lines)


@pytest.mark.parametrize("language", ["ru", "en"])
def test_our_own_self_checks(sheet: Page, tmp_path: Path, language: str) -> None:
    checks = carrying.own_checks(language)
    by_key = {check.instrument.key: at for at, check in enumerate(checks)}
    sheet.goto(carrying.write_copy(tmp_path, checks, language).as_uri())

    every_week = ["".join(line) for line in product("-01234", repeat=5)]
    week, month = by_key["week"], by_key["month"]
    assert_same(sheet, week, checks[week], every_week)
    assert_same(sheet, month, checks[month], carrying.lines_for(checks[month], MONTHS, seed=7))
    assert len(every_week) == 6**5


@pytest.mark.parametrize("language", ["ru", "en"])
def test_odd_instruments_with_every_feature_of_a_definition(
    sheet: Page, tmp_path: Path, language: str
) -> None:
    checks = carrying.odd_checks(ODD, language, seed=11)
    sheet.goto(carrying.write_copy(tmp_path, checks, language).as_uri())

    for at, check in enumerate(checks):
        assert_same(sheet, at, check, carrying.lines_for(check, LINES_EACH, seed=at))


def test_the_odd_ones_have_all_of_it() -> None:
    """Whatever could differ is there: otherwise the test above would show little."""
    checks = carrying.odd_checks(ODD, "ru", seed=11)
    scales = [scale for check in checks for scale in check.instrument.scales]
    results = [
        result
        for at, check in enumerate(checks)
        for line in carrying.lines_for(check, LINES_EACH, seed=at)
        for result in check.plan.score(check.sheet.codes(line))
    ]
    steps = {plan.stretch.step for check in checks for plan in check.plan.scales}

    assert {scale.method for scale in scales} == set(Method)
    assert {(scale.direction, scale.is_strain) for scale in scales} == set(product(Direction, [True, False]))
    assert len(steps) > 3
    assert {bool(scale.bands) for scale in scales} == {True, False}
    assert {plan.margin is None for check in checks for plan in check.plan.scales} == {True, False}
    assert sum(result.value is None for result in results) > 200
    assert sum(result.value is not None and result.value < 0 for result in results) > 200
    assert sum(result.band is not None and result.band.starts_at == result.value for result in results) > 200
    assert sum(result.low_error != result.value for result in results) > 200


def test_what_is_pressed_is_what_is_counted(sheet: Page, tmp_path: Path) -> None:
    checks = carrying.own_checks("ru")
    sheet.goto(carrying.write_copy(tmp_path, checks).as_uri())
    for summary in sheet.locator("details.part > summary").all():
        summary.click()

    for at, check in enumerate(checks):
        form = sheet.locator(f"form[data-check='{at}']")
        for line in carrying.lines_for(check, 8, seed=5):
            for number, place in enumerate(line, start=1):
                form.locator(f"input[name='q{number}'][value='{place}']").check(force=True)
            form.get_by_role("button").click()
            assert sheet.locator("#said").inner_html() == sheet.evaluate(AS_SHOWN, check.result(line))


def test_what_nobody_marked_is_no_answer(sheet: Page, tmp_path: Path) -> None:
    checks = carrying.own_checks("ru")
    at = next(place for place, check in enumerate(checks) if check.instrument.key == "week")
    sheet.goto(carrying.write_copy(tmp_path, checks).as_uri())
    sheet.locator(f"details:has(#p2-{at}) > summary").click()

    sheet.locator(f"form[data-check='{at}']").get_by_role("button").click()

    assert sheet.locator("#said").get_by_text("Не посчитано").count() == 1
