"""Where the tests decide (CI=true), a test that needs Chromium or a service runs or fails: it never skips."""

import os
from collections.abc import Generator

import pytest

NEVER_SKIPPED = {"browser", "service"}
IS_CI = os.environ.get("CI") == "true"


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Turn the skip of a browser or service test into a failure that says why it was skipped."""
    report = yield
    marked = [name for name in NEVER_SKIPPED if item.get_closest_marker(name)]
    if IS_CI and report.skipped and marked and not hasattr(report, "wasxfail"):
        _fail(report, f"A {marked[0]} test")
    return report


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report() -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    """A module that leaves itself out may hold any kind of test."""
    report = yield
    if IS_CI and report.skipped:
        _fail(report, "A module of tests")
    return report


def _fail(report: pytest.TestReport | pytest.CollectReport, what: str) -> None:
    reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else report.longrepr
    report.outcome = "failed"
    report.longrepr = f"{what} may not be skipped here: {reason}"
