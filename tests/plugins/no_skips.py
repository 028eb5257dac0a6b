"""Where the tests decide (CI=true), a test that needs Chromium or a service runs or fails: it never skips."""

import os
from collections.abc import Generator

import pytest

NEVER_SKIPPED = {"browser", "service"}


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Turn the skip of a browser or service test into a failure that says why it was skipped."""
    report = yield
    marked = [name for name in NEVER_SKIPPED if item.get_closest_marker(name)]
    if os.environ.get("CI") == "true" and report.skipped and marked and not hasattr(report, "wasxfail"):
        reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else str(report.longrepr)
        report.outcome = "failed"
        report.longrepr = f"A {marked[0]} test may not be skipped here: {reason}"
    return report
