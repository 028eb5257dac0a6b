"""The commands: one makes the files, the other checks one on any machine."""

import os
import subprocess
import sys
from collections.abc import Iterator
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.test import override_settings

from cms import generation
from tests.factories.assessments import create_published
from tests.running import ROOT
from wellbeing.takeaway import signing
from wellbeing.takeaway.models import Copy
from wellbeing.takeaway.signing import Signer

BODY = b'<!doctype html>\n<html lang="ru" data-made="2026-11-22">\n</html>\n'
OURS, ANOTHER = Signer.of(bytes(32)), Signer.of(b"x" * 32)


@pytest.mark.service
@pytest.mark.django_db
class TestTakeAway:
    @pytest.fixture(autouse=True)
    def _with_a_key(self) -> Iterator[None]:
        generation.bump()
        with override_settings(SEAL_KEYS=[b"o" * 32]):
            yield

    def test_it_writes_copies_signatures_and_keys_under_names_that_tell_nothing(self, tmp_path: Path) -> None:
        create_published()
        said = StringIO()
        call_command("take_away", out=tmp_path / "new", stdout=said)

        names = ["keys.txt", "notes-en.html", "notes-en.html.sig", "notes-ru.html", "notes-ru.html.sig"]
        assert sorted(file.name for file in (tmp_path / "new").iterdir()) == names
        content = (tmp_path / "new" / "notes-ru.html").read_bytes()
        assert content == bytes(Copy.objects.get(language="ru").content)
        assert f"notes-ru.html: {len(content)} bytes" in said.getvalue()

    def test_it_says_why_there_is_none(self, tmp_path: Path) -> None:
        with pytest.raises(CommandError, match="no self-check of our own is published"):
            call_command("take_away", out=tmp_path)
        create_published()
        generation.bump()
        with override_settings(SEAL_KEYS=[]), pytest.raises(CommandError, match="SEAL_KEYS"):
            call_command("take_away", out=tmp_path)
        (tmp_path / "file").touch()
        with pytest.raises(CommandError, match="cannot be written"):
            call_command("take_away", out=tmp_path / "file")


def said_of(folder: Path, content: bytes, key: str | None = None) -> tuple[int, str]:
    """The status with which the command ends, and what it says."""
    (folder / "recipe.html").write_bytes(content)
    said = StringIO()
    try:
        call_command("check_take_away", folder / "recipe.html", key=key, stdout=said)
    except CommandError as error:
        return error.returncode, str(error)
    return 0, said.getvalue()


def test_a_copy_is_ours_by_the_keys_that_were_published(tmp_path: Path) -> None:
    keys = tmp_path / "keys.txt"
    keys.write_text(signing.allowed(ANOTHER.public) + signing.allowed(OURS.public))
    line = f"recipe.html: ours, as it was made on 2026-11-22. Signed by {signing.fingerprint(OURS.public)}.\n"

    assert said_of(tmp_path, OURS.sealed(BODY), str(keys)) == (0, line)
    assert said_of(tmp_path, OURS.sealed(BODY), signing.written(OURS.public)) == (0, line)


def test_what_is_not_to_be_trusted_has_another_status(tmp_path: Path) -> None:
    key = signing.written(OURS.public)
    foreign = ANOTHER.sealed(BODY)

    assert said_of(tmp_path, OURS.sealed(BODY).replace(b"ru", b"en"), key)[0] == 1
    assert said_of(tmp_path, BODY, key)[0] == 1
    assert said_of(tmp_path, b"", key)[0] == 1
    assert said_of(tmp_path, foreign, key)[0] == 1
    assert said_of(tmp_path, OURS.sealed(BODY), str(tmp_path / "nowhere.txt"))[0] == 1
    assert said_of(tmp_path, OURS.sealed(BODY), str(tmp_path / "recipe.html"))[0] == 1
    status, said = said_of(tmp_path, foreign)
    assert status == 2
    assert signing.fingerprint(ANOTHER.public) in said


def test_it_runs_where_there_are_neither_settings_nor_services(tmp_path: Path) -> None:
    (tmp_path / "recipe.html").write_bytes(OURS.sealed(BODY))
    without = ("SECRET_KEY", "SEAL_KEYS", "DATABASE_URL", "REDIS_URL", "DJANGO_SETTINGS_MODULE")
    env = {name: value for name, value in os.environ.items() if name not in without}
    key = signing.written(OURS.public)
    command = [sys.executable, str(ROOT / "manage.py"), "check_take_away", "recipe.html", "--key", key]
    done = subprocess.run(command, cwd=tmp_path, env=env, capture_output=True, text=True, check=False)

    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("recipe.html: ours, as it was made on 2026-11-22.")
