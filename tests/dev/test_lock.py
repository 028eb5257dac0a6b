"""The lock file pins by hash and names no place; every direct dependency says why it is there."""

import re
import tomllib
from itertools import chain

from deploy.local.prepare import LOCK, ROOT


def test_every_package_is_pinned_by_hash_and_no_place_is_named() -> None:
    text = LOCK.read_text()
    entries = re.split(r"\n(?=[a-z0-9])", text.split("\n", 2)[2])
    assert len(entries) > 80
    for entry in entries:
        assert re.match(r"[a-z0-9._-]+==[^ ]+ ", entry), entry
        assert "--hash=sha256:" in entry, entry
    assert re.findall(r"https?:|file:|--index|--find-links|--extra|@ |/[a-z]+/", text) == []


def test_every_direct_dependency_is_locked_and_has_its_reason() -> None:
    text = (ROOT / "pyproject.toml").read_text()
    project = tomllib.loads(text)
    wanted = [*project["project"]["dependencies"], *chain(*project["dependency-groups"].values())]
    assert len(wanted) > 20
    lines = text.splitlines()
    for requirement in wanted:
        at = next(number for number, line in enumerate(lines) if f'"{requirement}"' in line)
        assert "#" in lines[at].split(requirement)[1] or lines[at - 1].strip().startswith("#"), requirement
        name = re.match(r"[a-z-]+", requirement)
        assert name and f"\n{name[0]}==" in LOCK.read_text()
