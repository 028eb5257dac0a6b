"""Where the tests decide, leaving out what needs Chromium or a service counts as a failure."""

import pytest

from deploy.local.prepare import ROOT

pytest_plugins = ["pytester"]

TESTS = """
import pytest

@pytest.mark.browser
def test_in_the_browser():
    pytest.skip("no Chromium")

@pytest.mark.service
@pytest.mark.skipif("True", reason="no server")
def test_with_a_service():
    pass

@pytest.mark.skip(reason="of no use here")
def test_plain():
    pass

@pytest.mark.browser
def test_that_runs():
    pass
"""


def run(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch, *, ci: str) -> pytest.RunResult:
    monkeypatch.setenv("CI", ci)
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    pytester.makeini("[pytest]\nmarkers =\n  browser: b\n  service: s\n")
    pytester.makepyfile(TESTS)
    return pytester.runpytest_subprocess("-p", "tests.plugins.no_skips", "-p", "no:django")


def test_skips_fail_in_ci(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> None:
    result = run(pytester, monkeypatch, ci="true")
    # A skip in the test itself is its failure, one by a mark an error of its set-up.
    result.assert_outcomes(failed=1, errors=1, skipped=1, passed=1)
    result.stdout.fnmatch_lines(["*A browser test may not be skipped here: *no Chromium*"])


def test_skips_are_skips_elsewhere(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> None:
    run(pytester, monkeypatch, ci="").assert_outcomes(skipped=3, passed=1)


def test_a_module_that_leaves_itself_out_fails_in_ci(
    pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CI", "true")
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    pytester.makepyfile("import pytest\npytest.importorskip('a_package_that_is_not_there')")
    result = pytester.runpytest_subprocess("-p", "tests.plugins.no_skips", "-p", "no:django")
    result.assert_outcomes(errors=1)
