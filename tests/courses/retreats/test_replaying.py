"""`manage.py replay_allocation`: the same result, another one, and files that are none."""

import json
import os
import subprocess
import sys
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from courses.retreats.rules import record
from courses.retreats.rules.case import canonical
from courses.retreats.rules.policy import Policy
from tests.courses.retreats.rules.test_checking import CASE
from tests.courses.retreats.rules.test_record import SALT, changed, published

ROOT = Path(__file__).resolve().parents[3]


def replay(path: Path, text: str, second: str | None = None) -> tuple[str, str]:
    path.write_text(text, encoding="utf-8")
    more = []
    if second is not None:
        other = path.with_name("second.json")
        other.write_text(second, encoding="utf-8")
        more = ["--apart", str(other)]
    out, err = StringIO(), StringIO()
    call_command("replay_allocation", str(path), *more, stdout=out, stderr=err)
    return out.getvalue(), err.getvalue()


def test_the_result_is_printed_to_the_byte(tmp_path: Path) -> None:
    out, err = replay(tmp_path / "file.json", published())
    assert out == canonical(json.loads(published())["result"]) + "\n"
    assert "The same result" in err


def test_an_outsider_sets_nothing(tmp_path: Path) -> None:
    file = tmp_path / "file.json"
    file.write_text(published(), encoding="utf-8")
    command = [sys.executable, "manage.py", "replay_allocation", str(file)]
    env = {"PATH": os.environ["PATH"]}
    done = subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True, check=False)

    assert (done.returncode, done.stderr.strip()) == (
        0,
        "The same result, of what was committed to; the checker finds no fault.",
    )


def test_another_result_is_said(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="another result"):
        replay(tmp_path / "file.json", changed(result={}))


def test_other_rules_than_those_committed_to_are_said(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="not those that were committed to"):
        replay(tmp_path / "file.json", changed(policy=Policy(kept=1, most={"north": 2}).plain()))


def test_rules_that_cannot_all_hold_are_said(tmp_path: Path) -> None:
    policy = Policy(least={"north": 2}, most={"north": 1}).plain()
    with pytest.raises(CommandError, match="cannot all hold"):
        replay(tmp_path / "file.json", changed(policy=policy))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{", "1:2: this is not JSON."),
        ('{\n"case": 1,\n}', "3:1: this is not JSON."),
        (changed(case=1), "case: an object was expected here."),
    ],
)
def test_a_file_that_is_none_is_said_with_its_place(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(CommandError) as caught:
        replay(tmp_path / "file.json", text)
    assert (str(caught.value), caught.value.returncode) == (said, 2)


SECOND = record.write_apart(CASE, salt=SALT)


def test_an_auditor_hears_that_all_is_as_it_was_sealed(tmp_path: Path) -> None:
    out, err = replay(tmp_path / "file.json", published(), SECOND)
    assert out == canonical(json.loads(published())["result"]) + "\n"
    assert "sealed before" in err


@pytest.mark.parametrize(
    ("what", "said"),
    [
        ({"salt": "0" * 32}, ["--apart: these pairs and this salt are not those that were sealed."]),
        (
            {"apart": [["t1", "t2"], ["t1", "t4"]]},
            [
                "--apart: these pairs and this salt are not those that were sealed.",
                "--apart, apart[0]: the published file does not have this pair.",
                "--apart: these pairs alone give another result.",
            ],
        ),
    ],
)
def test_an_auditor_hears_what_is_not(tmp_path: Path, what: dict[str, object], said: list[str]) -> None:
    with pytest.raises(CommandError) as caught:
        replay(tmp_path / "file.json", published(), canonical(json.loads(SECOND) | what))
    assert (str(caught.value), caught.value.returncode) == ("\n".join(said), 1)


def test_a_second_file_that_is_none_is_said_with_its_place(tmp_path: Path) -> None:
    with pytest.raises(CommandError) as caught:
        replay(tmp_path / "file.json", published(), "[]")
    said = "--apart, 1:1: a field is missing here, or one too many."
    assert (str(caught.value), caught.value.returncode) == (said, 2)


@pytest.mark.parametrize("content", [None, b"\xff"])
def test_a_file_that_cannot_be_read_is_a_slip(tmp_path: Path, content: bytes | None) -> None:
    path = tmp_path / "file.json"
    if content:
        path.write_bytes(content)
    with pytest.raises(CommandError, match=str(path)):
        call_command("replay_allocation", str(path))
