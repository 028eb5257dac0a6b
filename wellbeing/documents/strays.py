"""Files that no row names any more: a worker died before it could, or the row went unasked."""

from collections.abc import Callable, Iterable

from django.core.files.storage import Storage


def remove(storage: Storage, folder: str, *, named: Callable[[], Iterable[str]]) -> None:
    """Delete the files of a folder that are not among the names, which are asked for after looking at it:
    a name has to stand in its row before there is a file of that name."""
    found = storage.listdir(folder)[1] if storage.exists(folder) else []
    kept = set(named())
    for name in found:
        if f"{folder}/{name}" not in kept:
            storage.delete(f"{folder}/{name}")
