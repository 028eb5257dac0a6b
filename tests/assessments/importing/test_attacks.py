"""No file keeps the reader busy, fills its memory or makes it raise: each gets its sentence in time."""

import json
import os
import subprocess
import sys

import pytest

from tests.assessments.importing import attacks
from wellbeing.assessments.importing.report import messages

Found = dict[str, tuple[list[str], float]]


@pytest.fixture(scope="module")
def found() -> Found:
    """All of them read by a process that the system stops at so much memory and so much work."""
    run = subprocess.run(
        [sys.executable, "-m", attacks.__name__], capture_output=True, text=True, env=os.environ, check=False
    )
    assert run.returncode == 0, run.stderr[-2_000:]
    loaded: Found = json.loads(run.stdout)
    return loaded


@pytest.mark.parametrize("name", attacks.ATTACKS)
def test_attack_is_answered_in_words_and_in_time(name: str, found: Found) -> None:
    said, seconds = found[name]
    wanted = attacks.ATTACKS[name][1]
    assert said
    assert not wanted or wanted in said, said
    assert seconds < attacks.SECONDS


@pytest.mark.parametrize("name", ["archive_paths", "archive_bomb", "too_many_rows", "too_deep"])
def test_refusals_say_what_to_do_in_both_languages(name: str) -> None:
    assert messages()[name]["severity"] == "error"
    assert messages()[name]["ru"] and messages()[name]["en"]
