"""Translations are compiled without the system's gettext, and only when they changed."""

import gettext
import os
from pathlib import Path

from deploy.local.messages import compile_all

TEXT = """
msgid ""
msgstr "Content-Type: text/plain; charset=UTF-8\\n"

msgid "Help"
msgstr "Помощь"

#, fuzzy
msgid "Exit"
msgstr "Вход"
"""


def test_messages_are_compiled_once_and_again_when_they_change(tmp_path: Path) -> None:
    folder = tmp_path / "cms" / "locale" / "ru" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    source = folder / "django.po"
    source.write_text(TEXT)
    assert compile_all(tmp_path) == 1
    with (folder / "django.mo").open("rb") as file:
        texts = gettext.GNUTranslations(file)
    assert (texts.gettext("Help"), texts.gettext("Exit")) == ("Помощь", "Exit")
    assert compile_all(tmp_path) == 0
    os.utime(source, (source.stat().st_mtime + 10,) * 2)
    assert compile_all(tmp_path) == 1


def test_hidden_folders_are_left_alone(tmp_path: Path) -> None:
    folder = tmp_path / ".venv" / "locale" / "ru" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    (folder / "django.po").write_text(TEXT)
    assert compile_all(tmp_path) == 0
