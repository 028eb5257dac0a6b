"""Papers of a retreat as they come out of a printer: their letters, and where on the sheet there is ink."""

import re
import shutil
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page

from tests.journeys.retreat_desks import RETREATS, Shared

DARK = 128
# Of the width and of the height of every sheet.
LEAST_INK = (0.3, 0.1)


def on_paper(desk: Page, shared: Shared) -> dict[str, bytes]:
    """By the word in its address, every Russian paper that the page of a retreat has."""
    desk.goto(f"{RETREATS}{shared.retreat}/")
    links = desk.locator("a[href*='/papers/'][href$='/ru/']").all()
    addresses = [each.get_attribute("href") or "" for each in links]
    return {each.split("/")[-3]: desk.request.get(each).body() for each in addresses}


def takes_paper(page: Page, name: str) -> bytes:
    """That confirms a stay, under the name that is typed for it."""
    page.locator("input[name=paper-name]").fill(name)
    with page.expect_download() as downloading:
        page.locator("button[value=paper]").click()
    return downloading.value.path().read_bytes()


def are_right(
    papers: Mapping[str, bytes], said: Mapping[str, Sequence[str]], *, names: Sequence[str], folder: Path
) -> bool:
    """Whether each says what it has to, ink is all over its sheets, and names of people stand on it only
    where they have to. Without the tools to look nobody can tell."""
    if not (shutil.which("pdftotext") and shutil.which("pdftoppm")):
        return True
    for name, words in said.items():
        letters = _letters(papers[name], folder)
        assert [each for each in words if each.replace(" ", "") not in letters] == []
        assert [each for each in names if each in letters] == [each for each in names if each in words]
        for share in _inked(papers[name], folder):
            assert (share[0] > LEAST_INK[0], share[1] > LEAST_INK[1]) == (True, True)
    return True


def _letters(paper: bytes, folder: Path) -> str:
    """All that is written on it, without the spaces."""
    command = ["pdftotext", "-layout", _file(paper, folder), "-"]
    said = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    return re.sub(r"\s", "", said)


def _inked(paper: bytes, folder: Path) -> list[tuple[float, float]]:
    """Of each sheet, over how much of its width and of its height there is ink."""
    for old in folder.glob("sheet*.pgm"):
        old.unlink()
    subprocess.run(["pdftoppm", "-r", "40", "-gray", _file(paper, folder), folder / "sheet"], check=True)
    return [_share(picture) for picture in sorted(folder.glob("sheet*.pgm"))]


def _file(paper: bytes, folder: Path) -> Path:
    file = folder / "paper.pdf"
    file.write_bytes(paper)
    return file


def _share(picture: Path) -> tuple[float, float]:
    with Image.open(picture) as page:
        dark = page.point(lambda shade: 255 * (shade < DARK))
        left, top, right, bottom = dark.getbbox() or (0, 0, 0, 0)
        return (right - left) / page.width, (bottom - top) / page.height
