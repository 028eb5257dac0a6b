"""Files without a row go; those that are named stay, also when they are named only while one looks."""

from pathlib import Path

from django.core.files.base import ContentFile
from django.core.files.storage import FileSystemStorage

from wellbeing.documents import strays


def test_only_what_is_named_stays(tmp_path: Path) -> None:
    storage = FileSystemStorage(tmp_path)
    for name in ("papers/kept.zip", "papers/stray.zip", "others/stray.zip"):
        storage.save(name, ContentFile(b"x"))

    def named() -> list[str]:
        storage.save("papers/late.zip", ContentFile(b"x"))
        return ["papers/kept.zip"]

    strays.remove(storage, "papers", named=named)

    found = sorted(str(file.relative_to(tmp_path)) for file in tmp_path.rglob("*.zip"))
    assert found == ["others/stray.zip", "papers/kept.zip", "papers/late.zip"]


def test_no_folder_is_no_stray(tmp_path: Path) -> None:
    strays.remove(FileSystemStorage(tmp_path), "papers", named=list)
