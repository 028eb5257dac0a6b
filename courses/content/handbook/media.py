"""Recordings and papers that a course shows, as they lie in the storage."""

from django.core.files.storage import default_storage

from courses.content.handbook.links import MEDIA


def content(address: str) -> bytes | None:
    """What stands under an address below `/media/`; None if there is nothing."""
    name = address.removeprefix(MEDIA)
    if name == address or not default_storage.exists(name):
        return None
    with default_storage.open(name) as file:
        return bytes(file.read())
